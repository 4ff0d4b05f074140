"""What the law and the licence want said: accessibility by its audit, the source of what runs, who answers for it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.checks import run_checks

from eclore.kit import clock
from tenants.territories import legal
from tests.support.browsing import words
from tests.support.personas import browser

SITES = ["somme", "national", "auth_host"]
PLACES = [(site, path) for site in SITES for path in ("/accessibilite/", "/nulle-part/")]
DAY = date(2026, 6, 1)


@pytest.fixture
def audited(settings, frozen):
    def told(day: date = DAY, rate: str = "74.5") -> None:
        settings.ACCESSIBILITY_AUDIT_DATE, settings.ACCESSIBILITY_RATE = day, Decimal(rate)
        settings.ACCESSIBILITY_AUDITOR = "Cabinet Exemple"

    return told


@pytest.fixture
def frozen(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 28))


@pytest.mark.parametrize(
    ("site", "path"), [*PLACES, ("national", "/"), ("somme", "/"), ("auth_host", "/compte/login/")]
)
def test_the_footer_says_the_level_and_leads_to_the_source(request, settings, site, path):
    settings.SOURCE_URL, settings.COMMIT = "https://code.example/eclore/tree/{commit}", "0123abc"

    page = browser(request.getfixturevalue(site)).get(path)

    footer = page.content.decode().partition('<footer class="foot">')[2]
    assert "Accessibilité : non conforme" in footer
    assert 'href="https://code.example/eclore/tree/0123abc"' in footer and f"{settings.VERSION}, 0123abc" in footer


def test_without_its_address_the_source_leads_to_what_is_missing(somme, settings):
    settings.SOURCE_URL = ""
    client = browser(somme)

    assert 'href="/mentions-legales/#logiciel"' in client.get("/").content.decode()
    assert 'id="logiciel"' in client.get("/mentions-legales/").content.decode()


@pytest.mark.parametrize(
    ("rate", "level"),
    [
        ("0", "non conforme"),
        ("49.9", "non conforme"),
        ("50", "partiellement conforme"),
        ("99.9", "partiellement conforme"),
        ("100", "totalement conforme"),
    ],
)
def test_an_audit_decides_the_level(somme, audited, rate, level):
    audited(rate=rate)
    page = words(browser(somme).get("/accessibilite/")).replace("\u00a0", " ")

    assert page.count(f"Accessibilité : {level}") == 3  # its title, its heading, its footer
    assert "L'audit du 1er juin 2026, par Cabinet Exemple, trouve" in page


@pytest.mark.parametrize("day", [date(2023, 11, 1), date(2026, 11, 29)])
def test_an_audit_that_is_old_or_to_come_says_nothing(somme, audited, day):
    audited(day=day, rate="100")

    assert "conforme" not in words(browser(somme).get("/accessibilite/")).replace("non conforme", "")


def test_without_an_audit_the_statement_says_so(somme):
    page = words(browser(somme).get("/accessibilite/"))

    assert "Aucun audit n'a été mené" in page
    assert "partiellement conforme" not in page and "totalement conforme" not in page


def test_the_legal_notice_repeats_the_settings(somme, settings):
    settings.PUBLISHER, settings.PUBLICATION_DIRECTOR = "Région Exemple\n1 rue du Port", "Camille Exemple"
    settings.HOSTING_PROVIDER = "Hébergeur Exemple, 2 rue du Quai, 01 02 03 04 05"
    page = words(browser(somme).get("/mentions-legales/"))

    for said in ("Région Exemple<br>1 rue du Port", "Camille Exemple", settings.HOSTING_PROVIDER):
        assert said in page
    assert "À renseigner" not in page.partition("Logiciel")[0]


def test_the_legal_notice_says_what_is_missing(somme, settings):
    settings.PUBLISHER = settings.PUBLICATION_DIRECTOR = settings.HOSTING_PROVIDER = settings.SOURCE_URL = ""

    assert words(browser(somme).get("/mentions-legales/")).count("À renseigner") == 4


def test_a_deployment_must_say_who_answers_for_it(settings):
    settings.PUBLISHER = settings.PUBLICATION_DIRECTOR = settings.HOSTING_PROVIDER = settings.SOURCE_URL = ""
    found = {error.id: error for error in run_checks(include_deployment_checks=True)}

    for name in ("PUBLISHER", "PUBLICATION_DIRECTOR", "HOSTING_PROVIDER", "SOURCE_URL"):
        assert f"ECLORE_{name}" in found["eclore.E005"].msg
        setattr(settings, name, "https://exemple.fr/")
    assert "eclore.E005" not in {error.id for error in run_checks(include_deployment_checks=True)}
    assert "eclore.E005" not in {error.id for error in run_checks()}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, set()),
        ({"ACCESSIBILITY_AUDITOR": ""}, {"eclore.E006"}),
        ({"ACCESSIBILITY_RATE": None}, {"eclore.E006"}),
        ({"ACCESSIBILITY_AUDIT_DATE": date(2026, 11, 29)}, {"eclore.E007"}),
        ({"ACCESSIBILITY_RATE": Decimal("100.1")}, {"eclore.E008"}),
    ],
)
def test_half_an_audit_is_refused(settings, audited, changes, codes):
    audited()
    for name, value in changes.items():
        setattr(settings, name, value)

    assert {error.id for error in run_checks() if error.id >= "eclore.E006"} == codes


def test_a_declaration_is_worth_three_years(audited):
    audited(day=date(2026, 11, 28) - legal.VALID, rate="100")
    assert legal.accessibility() is legal.Level.FULL
    audited(day=date(2026, 11, 27) - legal.VALID, rate="100")
    assert legal.accessibility() is legal.Level.NONE
    assert timedelta(days=1095) == legal.VALID
