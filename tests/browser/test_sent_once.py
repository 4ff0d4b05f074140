"""A form is sent once, however often its button is pressed, and its buttons come back with the answer or the page."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.screens import HOSTS
from tests.browser.test_acts import arrived

TERRITORY = HOSTS["territory"]
LATER = "Enregistrer et finir plus tard"
WAITING = """() => [document.querySelector("#idea").getAttribute("aria-busy"),
    ...[...document.querySelectorAll("#idea button[type=submit]")].map(b => b.getAttribute("aria-disabled"))]"""


@pytest.fixture
def begun(visitor, site) -> Iterator[tuple[Any, list[Any]]]:
    """A page where an idea is typed, and the presses that it has sent, which wait until the test ends."""
    page, held = visitor("agent").new_page(), []
    page.goto(site.url(TERRITORY, "/idees/nouvelle/"))
    page.get_by_role("textbox").first.fill("Un appel sur trois n'aboutit pas.")

    def hold(route):
        is_press = route.request.method == "POST" and "hx-request" not in route.request.headers
        held.append(route) if is_press else route.continue_()

    page.route("**/idees/**", hold)
    yield page, held
    for route in held:
        route.abort()


def where(page, words):
    """The middle of the button: a hand presses there whatever its state."""
    box = page.get_by_role("button", name=words).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_button_pressed_three_times_sends_its_form_once_with_its_name(begun):
    page, held = begun

    button = where(page, LATER)
    for _press in range(3):
        page.mouse.click(*button)
    page.wait_for_timeout(500)

    assert page.evaluate(WAITING) == ["true", "true", "true"]
    assert page.evaluate("document.activeElement.innerText") == LATER
    assert [("later=" in route.request.post_data, "once=" in route.request.post_data) for route in held] == [
        (True, True)
    ]


def test_the_buttons_are_there_again_for_whoever_comes_back(begun):
    page, held = begun
    page.evaluate("window.left = false")
    page.mouse.click(*where(page, "Continuer"))
    page.wait_for_timeout(300)
    held.pop().continue_()
    for _wait in range(100):
        if arrived(page):
            break
        page.wait_for_timeout(100)

    page.go_back()

    assert page.evaluate(WAITING) == [None, None, None]


def test_another_button_waits_as_well(begun):
    page, held = begun

    buttons = [where(page, "Continuer"), where(page, LATER)]
    for button in buttons:
        page.mouse.click(*button)
    page.wait_for_timeout(300)

    assert len(held) == 1 and "later=" not in held[0].request.post_data
