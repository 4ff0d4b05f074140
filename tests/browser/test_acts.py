"""What people do in a real browser: with a keyboard only, without JavaScript, with a code received by e-mail."""

import re
import time

import pytest
from playwright.sync_api import Error

from tests.browser.screens import HOSTS
from tests.budgets.season import SLUG
from tests.factories.files import pdf
from tests.volume.ideas import NOW, secret_of
from tests.volume.juries import READING, passage_of
from tests.volume.plan import key

TERRITORY = HOSTS["territory"]
FOCUSED = """() => { const e = document.activeElement;
    if (["BODY", "MAIN"].includes(e.tagName)) return "";
    const labels = e.labels ? [...e.labels].map(l => l.innerText) : [];
    return [...labels, e.getAttribute("aria-label"), e.innerText].filter(Boolean).join(" ") }"""
SEEN = """() => { const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== "none" || style.boxShadow !== "none" }"""
MOST_TABS = 90


def reach(page, words: str) -> None:
    """Tab until the control that says this has the focus; the focus must be seen."""
    passed = []
    for _tab in range(MOST_TABS):
        page.keyboard.press("Tab")
        said = page.evaluate(FOCUSED).replace("’", "'")
        if words in said:
            assert page.evaluate(SEEN), f"nothing shows that « {words} » has the focus"
            return
        passed.append(said[:40])
    pytest.fail(f"« {words} » is not reached with the keyboard: {passed}")


def arrived(page) -> bool:
    """Another document is there, whole; asked again and again, since pages forbid evaluating strings."""
    try:
        return page.evaluate("window.left === undefined && document.readyState === 'complete'")
    except Error:
        return False


def press(page, words: str) -> None:
    """Press the button that says this, and wait for another document: saving as one types changes the address too."""
    reach(page, words)
    page.evaluate("window.left = false")
    page.keyboard.press("Enter")
    for _wait in range(300):
        if arrived(page):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"« {words} » leads nowhere")


def test_an_agent_submits_an_idea_with_the_keyboard(visitor, site):
    page = visitor("agent").new_page()
    page.goto(site.url(TERRITORY, "/idees/nouvelle/"))
    for text in ("Chaque année, 300 familles renoncent.", "Un service les accompagne.", "Les familles du canton."):
        reach(page, "En quelques lignes")
        page.keyboard.type(text)
        press(page, "Continuer")
    reach(page, "Un titre court")
    page.keyboard.type("Cartes au clavier")
    press(page, "Terminer")
    page.get_by_role("button", name="Déposer mon idée").or_(
        page.get_by_text("La fiche d'engagement demandée")
    ).first.wait_for()
    if page.get_by_text("La fiche d'engagement demandée").count():
        press(page, "Demander l'accord du responsable")
        for label, text in (("Prénom et nom de votre responsable", "Cheffe"), ("Son adresse", "cheffe@exemple.fr")):
            reach(page, label)
            page.keyboard.type(text)
        press(page, "Envoyer la demande")
    press(page, "Déposer mon idée")
    page.get_by_text("Votre idée est déposée").first.wait_for()


def test_a_juror_marks_a_passage_with_the_keyboard(visitor, site):
    """The third dossier: the sheet of the president on the first waits to be confirmed, in another test."""
    page = visitor("president", viewport={"width": 820, "height": 1180}).new_page()
    page.goto(site.url(TERRITORY, f"/jurys/{key(SLUG, READING)}/passages/{passage_of(SLUG, READING, 3)}/"))
    marked = set()
    groups = page.locator("fieldset.criterion").count()
    while len(marked) < groups:
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.type === 'radio' ? document.activeElement.name : ''")
        if name and name not in marked:
            page.keyboard.press("ArrowRight")
            page.keyboard.press("Space")
            marked.add(name)
    reach(page, "Un mot pour la délibération")
    page.keyboard.type("Bien posé.")
    press(page, "Valider mes notes")
    page.get_by_text("Notes validées").first.wait_for()


def test_an_idea_is_written_without_javascript(visitor, site):
    page = visitor("agent", java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto(site.url(TERRITORY, "/idees/nouvelle/"))
    for text in ("Un problème sans script.", "Une solution.", "Des usagers."):
        _go_on(page, text)
    page.get_by_label("Un titre court").fill("Sans script")
    page.get_by_role("button", name="Terminer").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Sans script"
    assert page.get_by_text("Un problème sans script.").is_visible()


def _draft(page, site, title: str) -> None:
    """An idea with a title and nothing else, its page in front."""
    page.goto(site.url(TERRITORY, "/idees/nouvelle/"))
    for _question in range(3):
        _go_on(page, "Quelques mots.")
    page.get_by_label("Un titre court").fill(title)
    page.get_by_role("button", name="Terminer").click()
    page.get_by_role("link", name="Joindre un fichier").click()


def test_a_file_is_attached_with_the_keyboard_after_a_wrong_one(visitor, site):
    page = visitor("agent", viewport={"width": 390, "height": 844}).new_page()
    _draft(page, site, "Avec un plan")
    reach(page, "Fichier à joindre")
    page.locator(":focus").set_input_files({"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"<html>"})
    reach(page, "Joindre ce fichier")
    page.keyboard.press("Enter")
    page.get_by_text("n’est pas accepté").or_(page.get_by_text("n'est pas accepté")).first.wait_for()
    page.locator("[data-error-summary]:focus").wait_for()
    page.get_by_label("Fichier à joindre").set_input_files(
        {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    press(page, "Joindre ce fichier")
    with page.expect_download() as download:
        page.get_by_role("link", name="plan.pdf").click()
    assert download.value.suggested_filename == "plan.pdf"


def test_a_file_too_heavy_is_told_before_it_is_sent(visitor, site):
    page = visitor("agent").new_page()
    _draft(page, site, "Avec une vidéo")
    page.get_by_label("Fichier à joindre").set_input_files(
        {"name": "film.pdf", "mimeType": "application/pdf", "buffer": pdf() + bytes(10_000_000)}
    )
    page.get_by_text("Ce fichier est trop lourd").wait_for()


def test_a_file_is_attached_and_taken_back_without_javascript(visitor, site):
    page = visitor("agent", java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    _draft(page, site, "Avec un devis")
    page.get_by_label("Fichier à joindre").set_input_files(
        {"name": "devis.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.get_by_role("button", name="Joindre ce fichier").click()
    for _second in range(20):  # what reads it is another process: without a script, one looks again
        if page.get_by_role("link", name="devis.pdf").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    assert page.get_by_role("link", name="devis.pdf").is_visible()
    page.get_by_role("link", name="Retirer", exact=True).click()
    page.get_by_role("button", name="Retirer ce fichier").click()
    assert page.get_by_role("link", name="devis.pdf").count() == 0


def test_a_newcomer_enters_with_a_code_and_comes_back(visitor, site):
    page = visitor().new_page()
    page.goto(site.url(TERRITORY))
    page.get_by_role("link", name=re.compile("connecter")).first.click()
    page.wait_for_url(site.url(HOSTS["auth"], "/compte/login/"))
    page.get_by_label("Votre adresse électronique").fill("nouvelle@somme.fr")
    page.get_by_role("button", name="Recevoir mon code").click()
    page.get_by_label("Le code reçu").fill(_code(site))
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Votre prénom et votre nom").fill("Agente Nouvelle")
    page.get_by_role("button", name="Ouvrir mon compte").click()
    page.wait_for_url(site.url(TERRITORY))
    assert page.get_by_text("Agente Nouvelle").count() > 0


def _go_on(page, text: str) -> None:
    """One question answered; the next one has the same words around it."""
    asked = page.url
    page.get_by_label("En quelques lignes").fill(text)
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url(lambda address: address != asked)


def test_an_idea_begun_without_account_is_submitted_once_its_author_has_entered(visitor, site):
    page = visitor(viewport={"width": 390, "height": 844}).new_page()
    page.goto(site.url(TERRITORY, "/idees/nouvelle/"))
    for text in ("Chaque année, 300 familles renoncent.", "Un service les accompagne.", "Les familles du canton."):
        _go_on(page, text)
    page.get_by_label("Un titre court").fill("Sans compte")
    page.get_by_role("button", name="Terminer").click()
    page.get_by_role("link", name="Entrer pour déposer mon idée").click()
    page.get_by_label("Votre adresse électronique").fill("plume@perso.example")
    page.get_by_role("button", name="Recevoir mon code").click()
    page.get_by_label("Le code reçu").fill(_code(site, "plume@perso.example"))
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Votre prénom et votre nom").fill("Agente Plume")
    page.get_by_role("button", name="Ouvrir mon compte").click()
    page.get_by_role("button", name="Continuer avec mon compte").click()
    page.get_by_text("Votre brouillon est dans votre compte").wait_for()
    assert page.get_by_role("heading", level=1).inner_text() == "Sans compte"
    assert page.get_by_text("Un service les accompagne.").is_visible()


def test_a_line_manager_signs_from_the_link_without_account(visitor, site):
    page = visitor().new_page()
    page.goto(site.url(TERRITORY, f"/engagement/{secret_of(key(SLUG, 'idea', NOW, 3))}/"))
    page.get_by_role("button", name="Signer l'engagement").click()
    page.get_by_text("Merci, c'est signé").first.wait_for()


def _code(site, address: str = "nouvelle@somme.fr") -> str:
    for _wait in range(50):
        found = [email for email in site.emails() if address in email]
        if found:
            return re.search(r"\b\d{4}-\d{4}\b", found[-1]).group()
        time.sleep(0.1)
    raise AssertionError("no code came")
