"""A member of a jury comes in with a card, on a tablet, and is put out: two people, two browsers."""

import re

from eclore.kit.qr import qr
from tests.browser.screens import HOSTS
from tests.budgets.season import SLUG
from tests.volume.juries import READING
from tests.volume.plan import key

TERRITORY, JURY = HOSTS["territory"], f"/jurys/{key(SLUG, READING)}/"
MEMBER = "Jury n° 4"


def row(page):
    return page.get_by_role("row").filter(has_text=MEMBER)


def test_a_card_is_read_on_a_tablet_marks_a_passage_and_is_taken_back(visitor, site):
    leads = visitor("president", viewport={"width": 1280, "height": 900}).new_page()
    leads.goto(site.url(TERRITORY, JURY))
    leads.get_by_role("link", name=re.compile("Cartes d.entrée")).click()
    pin = leads.locator(".number.pin").inner_text()
    row(leads).get_by_role("button", name="Refaire").click()
    drawn, link = leads.locator("svg.qr"), leads.get_by_text("/carte/").inner_text()
    # what a camera reads: the same drawing as that of the link which is written under it
    paths = leads.locator("svg.qr path").evaluate_all("all => all.map(one => one.getAttribute('d'))")
    assert drawn.bounding_box()["width"] > 150
    assert paths and all(f'd="{path}"' in qr(link) for path in paths)
    leads.emulate_media(media="print")
    assert leads.get_by_role("link", name="Revenir aux cartes").is_hidden()
    assert leads.get_by_role("heading", name=MEMBER).is_visible()
    leads.emulate_media(media="screen")

    tablet = visitor("nobody", viewport={"width": 820, "height": 1180}).new_page()
    tablet.goto(link)
    assert MEMBER in tablet.get_by_role("heading", level=1).inner_text()
    tablet.get_by_label("PIN de la salle").fill("000 000" if pin.split() != ["000", "000"] else "111 111")
    tablet.get_by_role("button", name="Entrer au jury").click()
    tablet.get_by_text(re.compile("Ce n.est pas le PIN de la salle")).first.wait_for()
    tablet.get_by_label("PIN de la salle").fill(pin)
    tablet.get_by_role("button", name="Entrer au jury").click()
    tablet.get_by_role("heading", name="Vos passages").wait_for()

    tablet.get_by_role("row").get_by_role("link").first.click()
    for group in tablet.locator("fieldset.criterion").all():
        group.get_by_role("radio").nth(3).check(force=True)
    tablet.get_by_role("button", name="Valider mes notes").click()
    tablet.get_by_text("Notes validées").first.wait_for()

    leads.get_by_role("link", name="Revenir aux cartes").click()
    assert "Carte utilisée" in row(leads).inner_text()
    row(leads).get_by_role("button", name="Retirer").click()
    leads.get_by_text(re.compile("n.ouvre plus rien")).first.wait_for()
    tablet.reload()
    tablet.get_by_role("heading", level=1, name=re.compile("Cette carte n.ouvre plus le jury")).wait_for()
    assert tablet.get_by_text("Demandez une nouvelle carte à la présidence du jury").is_visible()
    assert tablet.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_sheet_of_cards_is_accessible(visitor, site, axe):
    """Shown once, it is no address: looked at here."""
    from tests.browser.test_screens import RULES, violations

    page = visitor("manager", viewport={"width": 390, "height": 844}).new_page()
    page.goto(site.url(TERRITORY, f"{JURY}cartes/"))
    page.get_by_role("row").filter(has_text="Jury n° 3").get_by_role("button", name="Refaire").click()
    page.locator("svg.qr").wait_for()
    page.evaluate(axe)
    assert violations(page, kind="tag", values=RULES) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, kind="rule", values=["color-contrast"]) == []
