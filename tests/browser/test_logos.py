"""A territory's logo in the header of a telephone, whatever its shape."""

from io import BytesIO

import pytest
from PIL import Image

from tests.browser.screens import HOSTS

TERRITORY = HOSTS["territory"]
LONG = "Communauté d'agglomération"
MEASURES = """() => {
    const [logo, name] = ['.brand .logo', '.brand > :last-child'].map(one => document.querySelector(one));
    const [drawn, said] = [logo, name].map(one => one.getBoundingClientRect());
    return {over: document.documentElement.scrollWidth - innerWidth, logo: drawn.width, name: said.width,
            header: document.querySelector('header.site').getBoundingClientRect().height} }"""


def picture(size: tuple[int, int]) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", size, "#b03030").save(drawn, "PNG")
    return drawn.getvalue()


@pytest.mark.parametrize("size", [(3000, 300), (300, 3000), (400, 400)])
def test_a_logo_of_any_shape_leaves_the_name_its_room_on_a_phone(visitor, site, size):
    manager = visitor("manager").new_page()
    manager.goto(site.url(TERRITORY, "/reglages/"))
    former = manager.locator("input[name=name]").input_value()
    manager.fill("input[name=name]", LONG)
    logo = {"name": "logo.png", "mimeType": "image/png", "buffer": picture(size)}
    manager.set_input_files("input[type=file]", logo)
    manager.get_by_role("button", name="Enregistrer").first.click()
    manager.locator("input[name=remove_logo]").wait_for(state="attached")
    page = visitor("nobody", viewport={"width": 390, "height": 844}).new_page()
    page.goto(site.url(TERRITORY, "/demarche/"))
    measured = page.evaluate(MEASURES)

    manager.fill("input[name=name]", former)
    manager.check("input[name=remove_logo]")
    manager.get_by_role("button", name="Enregistrer").first.click()
    manager.locator("input[name=remove_logo]").wait_for(state="detached")
    assert measured["over"] <= 0 and 0 < measured["logo"] <= 72, measured
    assert measured["name"] >= 100 and measured["header"] <= 130, measured
