"""The room's screen, opened by its code in a browser of its own, follows the console; the deliberation too."""

import re
import time

import pytest

from tests.browser.screens import DELIBERATING, HOSTS, JURY, SITTING, Screen

NATION = HOSTS["national"]
WITHIN = 2.0  # seconds between an act and the screen


def path_of(stage: int) -> str:
    return Screen("national", JURY, "team", stage).path


def opened(visitor, site, who, stage):
    """(console, room): the room's computer has typed the code that the console gave, and nobody is signed in there."""
    console = visitor(who, viewport={"width": 1280, "height": 900}).new_page()
    console.goto(site.url(NATION, path_of(stage)))
    console.get_by_role("button", name="Ouvrir l'écran de la salle").or_(
        console.get_by_role("link", name="Écran de la salle", exact=True)
    ).first.click()
    code = console.locator(".pin").inner_text()
    room = visitor(viewport={"width": 1920, "height": 1080}).new_page()
    room.goto(site.url(NATION, "/ecran/"))
    room.get_by_label("Code de l'écran").fill(code.lower())
    room.get_by_role("button", name="Ouvrir l'écran").click()
    room.locator("#ecran").wait_for()
    console.goto(site.url(NATION, path_of(stage)))
    return console, room


def took(act, *seen):
    begun = time.monotonic()
    act()
    for locator in seen:
        locator.wait_for(timeout=10_000)
    return time.monotonic() - begun


def row(console, rank):
    return console.locator("table").first.get_by_role("row").nth(rank + 1)


@pytest.fixture
def left_as_found(visitor, site):
    """The first dossier is before the jury, as for the other tests."""
    yield
    console = visitor("team").new_page()
    console.goto(site.url(NATION, path_of(SITTING)))
    if row(console, 0).get_by_role("button", name="Rouvrir").is_visible():
        row(console, 0).get_by_role("button", name="Rouvrir").click()
        row(console, 0).get_by_role("button", name="Terminer").wait_for()


def test_the_room_follows_the_console_and_its_code_replaced_puts_it_out(visitor, site, left_as_found):
    console, room = opened(visitor, site, "team", SITTING)
    name = row(console, 1).get_by_role("link").first.inner_text()
    begin = row(console, 1).get_by_role("button", name=re.compile("Commencer|Rouvrir"))
    if begin.count() == 0:  # it is before the jury already: another first
        row(console, 0).get_by_role("button", name=re.compile("Commencer|Rouvrir")).click()
        begin.wait_for()
    lapse = took(begin.click, room.get_by_role("heading", level=1, name=name))
    assert lapse < WITHIN + 1, lapse
    assert room.locator(".clock[data-clock]").is_visible()
    for part in (room.get_by_role("heading", level=1), room.locator(".clock-time"), room.locator(".phases")):
        box = part.bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 1080, box
    assert room.evaluate("document.documentElement.scrollWidth <= innerWidth")

    console.goto(site.url(NATION, f"{path_of(SITTING)}ecran/code/"))
    replace = console.get_by_role("button", name="Remplacer le code")
    took(replace.click, room.get_by_label("Code de l'écran"))
    assert room.get_by_text("est fermé").is_visible()


def test_the_closed_room_sees_the_ranking_while_it_is_shown(visitor, site):
    console, room = opened(visitor, site, "president", DELIBERATING)
    assert room.locator(".ranking").count() == 0
    console.get_by_role("link", name=re.compile("Montrer à la salle")).or_(
        console.get_by_role("button", name=re.compile("Montrer à la salle"))
    ).first.click()
    dialog = console.locator("dialog[open]")
    dialog.wait_for()
    took(dialog.get_by_role("button", name="Montrer à la salle").click, room.locator(".ranking"))
    assert room.locator(".left-number").is_visible()
    hide = console.get_by_role("button", name="Masquer à la salle").first
    lapse = took(hide.click, room.get_by_text("Le jury délibère."))
    assert lapse < WITHIN + 1, lapse
    assert room.locator(".ranking").count() == 0
