"""What becomes of words when things go wrong, with the real server: who reads them, what is said, what is sent."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screens import COOKIES, HOSTS, Screen
from tests.browser.test_acts import _code
from tests.budgets.season import SLUG
from tests.volume.people import Someone

TERRITORY = HOSTS["territory"]
NOTE, PASSAGE = "projets/<uuid:pk>/journal/", "jurys/<uuid:pk>/passages/<uuid:passage>/"
KEPT = "Object.keys(localStorage).filter(name => name.startsWith('eclore.kept.')).length"
WORDS = "L'équipe a rencontré douze usagers ; trois reviendront."


def beside(page, said: str):
    return page.locator(".keeping").filter(has_text=re.compile(said.replace("'", ".")))


def journal(page, site):
    page.goto(site.url(TERRITORY, Screen("territory", NOTE, "coach").path))
    return page.locator("form[method=post] [name=text]")


def sends(page) -> None:
    page.get_by_role("button", name="Enregistrer la note").click()


def enters(context, who: str) -> None:
    """The session of somebody, as arriving by the hand-off leaves it."""
    context.add_cookies([{**each, "path": "/"} for each in COOKIES[who] if each["domain"] == TERRITORY])
    context.add_cookies([{"name": "csrftoken", "value": who[0] * 32, "domain": TERRITORY, "path": "/"}])


def test_an_idea_is_written_through_a_tunnel(visitor, site):
    """Words typed offline, « Continuer » pressed there: the page stays, says so, and goes on by itself."""
    context = visitor("agent", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(site.url(TERRITORY, "/idees/nouvelle/"))
    page.get_by_label("En quelques lignes").fill("Avant le tunnel.")
    beside(page, "Enregistré à").wait_for()
    context.set_offline(True)
    page.get_by_label("En quelques lignes").fill("Avant le tunnel. Et dedans.")
    beside(page, "La connexion manque").wait_for()
    page.get_by_role("button", name="Continuer").click()
    beside(page, "La connexion manque").wait_for()
    assert page.get_by_label("En quelques lignes").input_value() == "Avant le tunnel. Et dedans."
    context.set_offline(False)
    page.wait_for_url(re.compile("etape=2"))
    page.go_back()
    page.reload()
    expect(page.get_by_label("En quelques lignes")).to_have_value("Avant le tunnel. Et dedans.")
    assert page.evaluate(KEPT) == 0


def test_an_answer_too_long_is_kept_and_never_said_to_be_fine(visitor, site):
    page = visitor("agent").new_page()
    page.goto(site.url(TERRITORY, "/idees/nouvelle/"))
    area = page.get_by_label("En quelques lignes")
    area.fill("a" * (int(page.locator("[data-limit]").first.get_attribute("data-limit")) + 1610))
    corner = beside(page, "Trop long pour l'appel : retirez 1610 caractères avant de déposer")
    corner.wait_for()
    assert corner.locator(".tag.warn").count() == 1
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url(re.compile("etape=2"))
    page.get_by_text(re.compile("Votre réponse est gardée. Trop long pour l.appel")).wait_for()


def test_a_note_sent_after_the_session_ended_comes_back_after_signing_in(visitor, site):
    context = visitor("coach")
    page = context.new_page()
    text = journal(page, site)
    text.fill(WORDS)
    context.clear_cookies(name="sessionid")
    sends(page)
    beside(page, "Votre session est terminée").wait_for()
    page.get_by_role("link", name="Me reconnecter").click()
    page.get_by_label("Votre adresse électronique").fill(Someone(SLUG, "coach").email)
    page.get_by_role("button", name="Recevoir mon code").click()
    page.get_by_label("Le code reçu").fill(_code(site, Someone(SLUG, "coach").email))
    page.get_by_role("button", name="Continuer").click()
    expect(text).to_have_value(WORDS)
    beside(page, "n'est pas encore enregistré").wait_for()
    sends(page)
    page.wait_for_url(re.compile(r"/projets/[0-9a-f-]+/$"))
    assert page.get_by_text("douze usagers").count() == 1
    journal(page, site)
    page.wait_for_timeout(300)
    assert (text.input_value(), page.evaluate(KEPT)) == ("", 0)


def test_after_signing_in_again_in_another_tab_the_first_page_saves(visitor, site):
    """Another session, another token: the page goes on as it is, by itself."""
    context = visitor("agent")
    page = context.new_page()
    page.goto(site.url(TERRITORY, "/idees/nouvelle/"))
    context.clear_cookies(name="sessionid")
    page.get_by_label("En quelques lignes").fill("Pendant que je sortais.")
    beside(page, "Votre session est terminée").wait_for()
    assert page.get_by_text("La connexion manque").count() == 0
    enters(context, "agent")
    beside(page, "Enregistré à").wait_for()


def test_nobody_else_reads_or_signs_what_one_person_typed(visitor, site):
    context = visitor("coach")
    page = context.new_page()
    text = journal(page, site)
    text.fill(WORDS)
    beside(page, "Gardé sur cet appareil").wait_for()
    enters(context, "manager")
    sends(page)
    beside(page, "Une autre personne s'est connectée").wait_for()
    page.on("dialog", lambda dialog: dialog.accept())
    journal(page, site)
    page.wait_for_timeout(300)
    assert (text.input_value(), page.evaluate(KEPT)) == ("", 1)
    stored = page.evaluate("JSON.stringify(localStorage)")
    assert "douze" not in stored
    enters(context, "coach")
    journal(page, site)
    expect(text).to_have_value(WORDS)
    page.get_by_role("button", name="L'oublier").click()
    expect(text).to_have_value("")
    beside(page, "Oublié").wait_for()
    assert page.evaluate(KEPT) == 0
    page.get_by_role("button", name="Reprendre mon texte").click()
    expect(text).to_have_value(WORDS)


def test_a_card_leaves_nothing_on_a_shared_tablet(visitor, site):
    context = visitor("holder")
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    address = site.url(TERRITORY, Screen("territory", PASSAGE, "holder").path)
    page.goto(address)
    page.locator("[name=comment]").fill("Un mot du jury.")
    beside(page, "Gardé sur cet appareil").wait_for()
    assert page.evaluate(KEPT) == 1
    enters(context, "president")
    page.goto(address)
    page.wait_for_timeout(300)
    assert (page.locator("[name=comment]").input_value() != "Un mot du jury.", page.evaluate(KEPT)) == (True, 0)


def test_a_page_that_changed_meanwhile_shows_both_and_asks(visitor, site):
    """Never over somebody else's words: what was typed waits beside them."""
    context = visitor("agent")
    first = context.new_page()
    first.goto(site.url(TERRITORY, "/idees/nouvelle/"))
    first.get_by_label("En quelques lignes").fill("Le début.")
    beside(first, "Enregistré à").wait_for()
    address = first.url
    context.set_offline(True)
    first.get_by_label("En quelques lignes").fill("Le début, et ma suite.")
    beside(first, "La connexion manque").wait_for()
    first.close()
    context.set_offline(False)
    other = visitor("agent").new_page()
    other.goto(address)
    other.get_by_label("En quelques lignes").fill("Le début, écrit ailleurs.")
    beside(other, "Enregistré à").wait_for()
    again = context.new_page()
    again.goto(address)
    beside(again, "Cette page a changé").wait_for()
    assert again.get_by_label("En quelques lignes").input_value() == "Le début, écrit ailleurs."
    assert again.locator("[data-words]").inner_text() == "Le début, et ma suite."
    again.get_by_role("button", name="Reprendre mon texte").click()
    expect(again.get_by_label("En quelques lignes")).to_have_value("Le début, et ma suite.")
    beside(again, "Enregistré à").wait_for()


@pytest.mark.parametrize(
    ("status", "headers", "body", "said"),
    [
        (503, {}, "", "La connexion manque"),
        (429, {}, "", "Trop d'envois en peu de temps"),
        (500, {}, "", "Le service n'a pas pu l'enregistrer"),
        (403, {}, "<main><h1>Fermé</h1><p class=lead>Le projet est clos.</p></main>", "Fermé. Le projet est clos."),
    ],
)
def test_each_refusal_says_what_it_is_and_the_words_stay(status, headers, body, said, visitor, site):
    context = visitor("coach")
    page = context.new_page()
    text = journal(page, site)
    text.fill(WORDS)
    context.route("**", lambda route: _answers(route, status, headers, body))
    sends(page)
    beside(page, said).wait_for()
    assert (text.input_value(), page.evaluate(KEPT)) == (WORDS, 1)


def _answers(route, status: int, headers: dict[str, str], body: str) -> None:
    if route.request.method == "POST":
        route.fulfill(status=status, headers={"Content-Type": "text/html; charset=utf-8", **headers}, body=body)
    else:
        route.continue_()


def test_what_is_refused_stands_beside_what_was_typed_and_stays_kept(visitor, site):
    page = visitor("coach").new_page()
    text = journal(page, site)
    text.fill(WORDS + "x" * 20_000)
    sends(page)
    page.locator("[data-error-summary]:focus").wait_for()
    assert (text.input_value().startswith(WORDS), page.evaluate(KEPT)) == (True, 1)
    page.close()
    again = page.context.new_page()
    text = journal(again, site)
    expect(text).to_have_value(re.compile("douze usagers"))
    text.fill(WORDS + " Court.")
    sends(again)
    again.wait_for_url(re.compile(r"/projets/[0-9a-f-]+/$"))
    assert again.evaluate(KEPT) == 0


def test_words_without_account_die_with_their_tab(visitor, site):
    """No session to hold a key, no secret in the address: another visitor of the same browser finds nothing."""
    context = visitor("nobody")
    page = context.new_page()
    context.route("**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(site.url(TERRITORY, "/idees/nouvelle/"))
    page.get_by_label("En quelques lignes").fill("Sans compte.")
    beside(page, "La connexion manque").wait_for()
    page.reload()
    expect(page.get_by_label("En quelques lignes")).to_have_value("Sans compte.")
    other = context.new_page()
    other.goto(site.url(TERRITORY, "/idees/nouvelle/"))
    other.wait_for_timeout(300)
    assert (other.get_by_label("En quelques lignes").input_value(), other.evaluate(KEPT)) == ("", 0)
