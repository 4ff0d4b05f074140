"""A session in three windows: the tablet, the console and the room's screen follow each other, and no word is lost."""

import re
import time

import pytest

from tests.browser.screens import HOSTS, JURY, SITTING, Screen

NATION = HOSTS["national"]
WITHIN = 2.0  # seconds between an act and every other screen


@pytest.fixture
def windows(visitor, site):
    """(console, screen, tablet) of a session whose second dossier is before the jury; left as it was found."""
    path = Screen("national", JURY, "team", SITTING).path
    console, screen = (visitor("team", viewport={"width": 1280, "height": 900}).new_page() for _window in range(2))
    tablet = visitor("president", viewport={"width": 820, "height": 1180}).new_page()
    console.goto(site.url(NATION, path))
    row(console, 1).get_by_role("button", name=re.compile("Commencer|Rouvrir")).click()
    row(console, 1).get_by_role("button", name="Terminer").wait_for()
    screen.goto(site.url(NATION, f"{path}ecran/"))
    tablet.goto(site.url(NATION, f"{path}salle/"))
    tablet.get_by_role("link", name="Noter ce passage").click()
    tablet.locator(".clock").wait_for()
    yield console, screen, tablet
    for page in (screen, tablet):
        page.goto("about:blank")  # they would follow what is put back
    console.goto(site.url(NATION, path))
    if row(console, 0).get_by_role("button", name="Rouvrir").is_visible():
        row(console, 0).get_by_role("button", name="Rouvrir").click()
        row(console, 0).get_by_role("button", name="Terminer").wait_for()


def row(console, rank):
    """Of a dossier in the console's list."""
    return console.locator("table").first.get_by_role("row").nth(rank + 1)


def title(console, rank):
    return row(console, rank).get_by_role("link").first.inner_text()


def since(act, *seen):
    """Seconds from an act to the last of what is then seen elsewhere."""
    begun = time.monotonic()
    act()
    for locator in seen:
        locator.wait_for(timeout=10_000)
    return time.monotonic() - begun


def shown(*pages):
    """What each page's clock shows, in seconds."""
    texts = [page.locator(".clock-time").inner_text() for page in pages]
    return [
        (-1 if text.startswith("−") else 1) * (60 * int(minutes) + int(seconds))
        for text in texts
        for minutes, seconds in [text.removeprefix("−").split(":")]
    ]


def test_a_tablet_that_waits_before_a_dossier_may_mark_it_once_it_opens(windows):
    console, _screen, tablet = windows
    tablet.goto(tablet.url.rsplit("/passages/", 1)[0] + "/salle/")
    waits = console.locator("table").first.get_by_role("row").filter(has_text="À venir").first
    name = waits.get_by_role("link").first.inner_text()
    tablet.get_by_role("link", name=name).first.click()
    tablet.get_by_text(re.compile("Ce passage n.a pas commencé")).wait_for()
    waits.get_by_role("button", name="Commencer").click()
    tablet.get_by_role("button", name="Valider mes notes").wait_for()


def test_three_windows_show_the_same_dossier_and_the_same_second(windows):
    console, screen, tablet = windows
    following, took = title(console, 2), []
    for page in windows:
        page.locator(".clock[data-clock]").wait_for()
    seconds = shown(*windows)
    assert max(seconds) - min(seconds) <= 1, seconds

    stop = console.get_by_role("button", name="Arrêter le chronomètre")
    took.append(since(stop.click, *(page.locator(".clock.still") for page in windows)))
    seconds = shown(*windows)
    assert len(set(seconds)) == 1, seconds
    console.get_by_role("button", name="+ 1 minute").click()
    more = f"{(seconds[0] + 60) // 60}:{(seconds[0] + 60) % 60:02d}"
    took.append(since(lambda: None, *(page.locator(".clock-time").filter(has_text=more) for page in windows)))
    run = console.get_by_role("button", name="Reprendre le chronomètre")
    took.append(since(run.click, *(page.locator(".clock:not(.still)") for page in windows)))

    begin = row(console, 2).get_by_role("button", name=re.compile("Commencer|Rouvrir"))
    elsewhere = [page.get_by_role("heading", level=1, name=following) for page in (screen, tablet)]
    took.append(since(begin.click, *elsewhere))
    assert min(took) < WITHIN, took  # of a machine that does other work meanwhile, the best tells


def test_marks_in_hand_stay_where_they_are_and_the_next_dossier_is_offered(windows):
    console, screen, tablet = windows
    following = title(console, 0)
    choice = tablet.locator("fieldset.criterion").first.get_by_role("radio").nth(2)
    choice.check(force=True)
    before = tablet.url
    row(console, 0).get_by_role("button", name="Rouvrir").click()
    screen.get_by_role("heading", level=1, name=following).wait_for()
    offer = tablet.get_by_role("status").get_by_role("link", name=re.compile("Y aller"))
    offer.wait_for()
    assert following in offer.inner_text()
    assert (tablet.url, choice.is_checked()) == (before, True)
    offer.click()
    tablet.get_by_role("heading", level=1, name=following).wait_for()


def test_a_presidency_that_changes_hands_is_learnt_at_once_and_marks_in_hand_stay(windows):
    console, _screen, tablet = windows
    choice = tablet.locator("fieldset.criterion").first.get_by_role("radio").nth(1)
    choice.check(force=True)
    before, said = tablet.url, tablet.get_by_role("status")
    console.get_by_role("link", name="Confier la présidence").click()
    took = since(console.get_by_role("button", name="Confier la présidence").click, said.get_by_text("plus."))
    assert (tablet.url, choice.is_checked()) == (before, True)

    console.get_by_role("link", name="Confier la présidence").click()
    back = console.get_by_role("button", name=re.compile("Rendre la présidence"))
    took = min(took, since(back.click, said.get_by_text("Vous présidez la séance.")))
    assert took < WITHIN, took
    assert (tablet.url, choice.is_checked()) == (before, True)
    said.get_by_role("link", name="Ouvrir votre page de séance").click()
    tablet.get_by_role("link", name="Confier la présidence").wait_for()


def test_who_still_marks_is_named_to_whoever_leads_and_a_dialog_is_left_alone(windows):
    console, _screen, tablet = windows
    for group in tablet.locator("fieldset.criterion").all():
        group.get_by_role("radio").nth(3).check(force=True)
    console.get_by_text("Notent encore").wait_for()
    before = console.locator("[data-live-text=progress]").inner_text()
    console.get_by_role("link", name="Passer à la délibération").or_(
        console.get_by_role("button", name="Passer à la délibération")
    ).first.click()
    dialog = console.locator("dialog[open]")
    dialog.wait_for()
    tablet.get_by_role("button", name="Valider mes notes").click()
    console.wait_for_function(
        "before => document.querySelector('[data-live-text=progress]').textContent !== before", arg=before
    )
    assert dialog.is_visible()
    console.keyboard.press("Escape")
    dialog.wait_for(state="hidden")


@pytest.mark.parametrize("size", [(1180, 820), (1024, 768), (820, 1180)])
def test_criteria_the_clock_and_what_validates_are_in_sight_at_once(windows, size):
    _console, _screen, tablet = windows
    tablet.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    tablet.evaluate("scrollTo(0, 0)")
    for part in (
        tablet.get_by_role("heading", level=1),
        tablet.locator(".clock"),
        *tablet.locator("fieldset.criterion").all(),
        tablet.get_by_role("button", name="Valider mes notes"),
    ):
        box = part.bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= size[1], (part, box)
        assert box["x"] >= 0 and box["x"] + box["width"] <= size[0], (part, box)
