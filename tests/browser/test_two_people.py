"""Two people before one page, in a real browser: two texts side by side, to read, to take, to bring together."""

import os
import re

import pytest

from tests.browser.screens import HOSTS, LAUREATE, PROJECT, Screen
from tests.browser.test_acts import press, reach
from tests.browser.test_screens import OVERFLOWS, RULES, violations

TERRITORY = HOSTS["territory"]
WIDTHS = (390, 820, 1280)
PICTURES = os.environ.get("ECLORE_PICTURES", "")  # a folder, to look at what is drawn
SAID = "Les familles appellent {} services avant de trouver le bon interlocuteur, et une sur {} renonce."
THEIRS, MINE = SAID.format("trois", "deux"), SAID.format("quatre", "trois")


@pytest.fixture
def two_texts(visitor, site):
    """The page of a project that two managers have changed: the second is shown both texts."""
    path = Screen("territory", f"{PROJECT}modifier/", "manager", LAUREATE).path
    first, second = (visitor(who, viewport={"width": 1280, "height": 900}).new_page() for who in ("manager", "second"))
    first.goto(site.url(TERRITORY, path))
    _fill(first, "Rien encore.")
    for page in (first, second):
        page.goto(site.url(TERRITORY, path))
    _fill(first, THEIRS)
    _fill(second, MINE)
    second.locator(".two-texts").wait_for()
    return second


def _fill(page, text: str) -> None:
    page.get_by_role("textbox", name="Le problème").fill(text)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Le projet est modifié.").or_(page.locator(".two-texts")).first.wait_for()


def test_two_texts_are_side_by_side_on_any_width_and_in_both_schemes(two_texts, axe):
    page, found = two_texts, {}
    page.evaluate(axe)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found[f"{scheme} {width}"] = violations(page, kind="tag", values=RULES) + page.evaluate(OVERFLOWS)
            if PICTURES:
                page.screenshot(path=f"{PICTURES}/two-texts-{width}-{scheme}.png", full_page=True)
    assert {name: value for name, value in found.items() if value} == {}
    columns = page.evaluate("[...document.querySelectorAll('.two-texts > *')].map(e => e.getBoundingClientRect().top)")
    assert len(set(columns)) == 1, "at 1280 px they stand side by side"


def test_the_other_text_is_taken_and_ones_own_had_back_with_the_keyboard(two_texts):
    page = two_texts
    page.locator("[data-error-summary]:focus").wait_for()
    area = page.get_by_role("textbox", name="Le problème")
    reach(page, "Reprendre ce texte")
    page.keyboard.press("Enter")
    assert (area.input_value(), page.evaluate("document.activeElement.name")) == (THEIRS, "problem")
    page.get_by_role("button", name="Revenir à mon texte").click()
    assert area.input_value() == MINE
    press(page, "Enregistrer")
    page.get_by_text("Le projet est modifié.").first.wait_for()
    assert MINE in page.inner_text("main").replace("’", "'")


def test_a_text_that_saves_itself_says_that_it_was_changed_elsewhere(visitor, site):
    """Two tabs of one person are two people."""
    first, second = (visitor("agent").new_page() for _tab in range(2))
    first.goto(site.url(TERRITORY, "/idees/nouvelle/"))
    first.get_by_role("textbox", name="En quelques lignes").fill("Un début.")
    first.get_by_text("Enregistré à").wait_for()
    second.goto(first.url)
    first.get_by_role("textbox", name="En quelques lignes").fill("Un début, ici.")
    for more in ("", " Et la suite."):
        first.get_by_role("textbox", name="En quelques lignes").press_sequentially(more or " ")
        first.get_by_text("Gardé sur cet appareil").wait_for()
        first.get_by_text("Enregistré à").wait_for()
    second.get_by_role("textbox", name="En quelques lignes").fill("Un début, ailleurs.")
    second.get_by_text("Changé aussi sur une autre page").wait_for()
    second.get_by_role("button", name="Voir les deux textes").click()
    second.locator(".two-texts").wait_for()
    assert "Un début, ici.  Et la suite." in second.locator(".theirs").inner_text()
    assert second.get_by_role("textbox", name="En quelques lignes").input_value() == "Un début, ailleurs."


def test_what_is_typed_while_it_saves_itself_is_no_conflict_with_oneself(visitor, site):
    """« Continuer » pressed while a save is on its way waits for it."""
    page = visitor("agent").new_page()
    page.goto(site.url(TERRITORY, "/idees/nouvelle/"))
    page.get_by_role("textbox", name="En quelques lignes").fill("Un début.")
    page.get_by_text("Enregistré à").wait_for()
    page.route("**/idees/**", lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.get_by_role("textbox", name="En quelques lignes").press_sequentially(" Une suite.")
    with page.expect_request(lambda request: request.method == "POST"):
        pass
    page.get_by_role("textbox", name="En quelques lignes").press_sequentially(" Une fin.")
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url(re.compile("etape=2"))
    page.go_back()
    assert page.get_by_role("textbox", name="En quelques lignes").input_value() == "Un début. Une suite. Une fin."
    assert page.locator(".two-texts").count() == 0
    page.unroute_all(behavior="ignoreErrors")
