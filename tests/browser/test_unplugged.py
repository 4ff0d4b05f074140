"""A member's tablet without a network: the session opens, marks wait on it and leave by themselves, none is lost."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser import chromium
from tests.browser.screens import HOSTS, JURY, SITTING, Screen
from tests.browser.test_in_step import row

NATION = HOSTS["national"]
WAITS = "Object.keys(localStorage).filter(name => name.startsWith('eclore.waits.')).length"
PAGES = """async () => {
    const shelves = (await caches.keys()).filter((name) => name.startsWith("eclore-jury "));
    return (await Promise.all(shelves.map(async (name) => (await (await caches.open(name)).keys()).length)))[0] || 0;
}"""


@pytest.fixture
def day(visitor, site):
    """(console, tablet, its context, the room's address) of a session whose second dossier is before the jury."""
    path = Screen("national", JURY, "team", SITTING).path
    console = visitor("team", viewport={"width": 1280, "height": 900}).new_page()
    context = visitor("president", viewport={"width": 820, "height": 1180})
    tablet = context.new_page()
    console.goto(site.url(NATION, path))
    row(console, 1).get_by_role("button", name=re.compile("Commencer|Rouvrir")).click()
    row(console, 1).get_by_role("button", name="Terminer").wait_for()
    tablet.goto(site.url(NATION, f"{path}salle/"))
    tablet.get_by_text(re.compile("gardée sur l.appareil")).wait_for(timeout=60_000)
    yield console, tablet, context, site.url(NATION, f"{path}salle/")
    for page in context.pages:
        page.goto("about:blank")
    console.goto(site.url(NATION, path))
    row(console, 0).get_by_role("button", name="Rouvrir").click()
    row(console, 0).get_by_role("button", name="Terminer").wait_for()


def lasting(context):
    """Its cookies, as a server gives them: those of the season end with the browser."""
    return [{**cookie, "expires": time.time() + 3600} for cookie in context.cookies()]


def state(page):
    return page.locator("#unplugged > [data-state]")


def marks(page, value):
    for criterion in page.locator("fieldset.criterion").all():
        criterion.get_by_role("radio").nth(value - 1).check(force=True)


def test_a_session_opens_and_is_marked_without_a_network_and_all_arrives(day):
    _console, tablet, context, room = day
    link = tablet.locator("table").first.get_by_role("link").nth(1)
    title, address = link.inner_text(), link.get_attribute("href")
    context.set_offline(True)
    tablet.goto(room)
    link.click()
    tablet.wait_for_url("**/passages/**")
    expect(tablet.get_by_role("heading", level=1)).to_have_text(title)
    marks(tablet, 4)
    tablet.get_by_role("button", name="Valider mes notes").click()
    expect(tablet.locator(".keeping")).to_contain_text("Gardé ici")
    expect(state(tablet)).to_contain_text("Gardé ici")
    assert tablet.evaluate(WAITS) == 1
    tablet.close()

    again = context.new_page()  # the tablet was put away, then taken out again
    again.goto(room)
    expect(state(again)).to_contain_text("Gardé ici")
    context.set_offline(False)
    expect(state(again)).to_contain_text("Transmis", timeout=20_000)
    assert again.evaluate(WAITS) == 0
    again.goto(room.split("/jurys/")[0] + address)
    chosen = again.locator("fieldset.criterion").first.locator("input:checked")
    assert chosen.get_attribute("value") == "4"
    expect(again.locator("#state")).to_contain_text("Notes validées")


def test_a_tablet_switched_off_and_a_server_replaced_meanwhile_lose_nothing(day, site, browser, tmp_path):
    """Marks validated without a network wait on the tablet's disk, and leave by themselves once it is on again."""
    _console, tablet, context, room = day
    address = tablet.locator("table").first.get_by_role("link").nth(1).get_attribute("href")
    tablet.close()
    passage = room.split("/jurys/")[0] + address
    profile = tmp_path / "profile"
    with chromium.kept(browser, profile, cookies=lasting(context)) as own:
        page = own.new_page()
        page.goto(room)
        page.get_by_text(re.compile("gardée sur l.appareil")).wait_for(timeout=60_000)
        own.set_offline(True)
        page.goto(passage)
        marks(page, 2)
        page.get_by_role("button", name="Valider mes notes").click()
        expect(page.locator(".keeping")).to_contain_text("Gardé ici")
    site.restart()
    with chromium.kept(browser, profile) as own:
        page = own.new_page()
        page.goto(room)
        expect(state(page)).to_contain_text("Transmis", timeout=20_000)
        assert page.evaluate(WAITS) == 0
        page.goto(passage)
        assert page.locator("fieldset.criterion").first.locator("input:checked").get_attribute("value") == "2"
        expect(page.locator("#state")).to_contain_text("Notes validées")
