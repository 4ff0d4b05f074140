"""A territory that leaves: its site says where the programme went, nothing else; and may be opened again."""

import pytest

from eclore.kit import audit
from tenants.contexts import in_programme
from tenants.territories import sites
from tenants.territories.models import Territory
from tests.support.browsing import words
from tests.support.personas import api_client, browser, person

CLOSE, REOPEN = "/territoires/somme/fermer/", "/territoires/somme/rouvrir/"
TYPED = {"moved_to": "https://idees.somme.fr", "contact": "innovation@somme.fr"}


@pytest.fixture
def administrator(national):
    return browser(national, person(national=("national_administrator",)))


@pytest.fixture
def closed(db, somme, administrator):
    assert administrator.post(CLOSE, TYPED).status_code == 302
    sites.forget()
    return somme


def said():
    with in_programme():
        return [line.verb for line in audit.log()._default_manager.filter(act="territory").order_by("at")]


def test_a_closed_site_says_where_the_programme_went_and_whom_to_ask(closed):
    manager = person("manager", at=closed)
    for client in (browser(closed), browser(closed, manager)):
        for path in ("/", "/idees/nouvelle/", "/reglages/", "/nulle-part/"):
            answer = client.get(path)
            assert (answer.status_code, answer["Cache-Control"]) == (410, "no-store")
            assert "https://idees.somme.fr" in words(answer) and "mailto:innovation@somme.fr" in words(answer)
    assert browser(closed, manager).post("/reglages/", {"name": "Autre"}).status_code == 410
    assert [browser(closed).get(path).status_code for path in ("/mentions-legales/", "/confidentialite/")] == [200, 200]
    assert said() == ["close_territory"]


def test_the_same_for_programs(db, somme, administrator):
    client = api_client(somme, person("manager", at=somme))
    assert administrator.post(CLOSE, {**TYPED, "moved_to": "À la région <b>"}).status_code == 302
    sites.forget()
    answer = client.get("/api/v1/settings/")
    assert (answer.status_code, answer.json()["code"]) == (410, "territory_closed")
    assert "À la région &lt;b&gt;" in browser(somme).get("/").content.decode()


def test_it_opens_again_as_it_was(closed, administrator):
    assert "Rouvrir" in words(administrator.get("/territoires/"))
    assert "Rouvrir le site" in words(administrator.get(REOPEN))
    for _time in range(2):
        assert administrator.post(REOPEN).status_code == 302
    sites.forget()
    assert browser(closed).get("/").status_code == 200
    assert said() == ["close_territory", "reopen_territory"]
    with in_programme():
        row = Territory.objects.get(slug="somme")
    assert (row.closed_at, row.moved_to, row.closed_contact) == (None, "", "")


def test_closed_twice_its_words_change_and_its_day_does_not(closed, administrator):
    with in_programme():
        before = Territory.objects.get(slug="somme").closed_at
    administrator.post(CLOSE, {"moved_to": "", "contact": "autre@somme.fr"})
    with in_programme():
        row = Territory.objects.get(slug="somme")
    assert (row.closed_at, row.moved_to, row.closed_contact) == (before, "", "autre@somme.fr")
    assert said() == ["close_territory"]


@pytest.mark.parametrize(("field", "value"), [("contact", ""), ("contact", "pas une adresse"), ("moved_to", "a" * 301)])
def test_what_does_not_fit_is_said(db, administrator, somme, field, value):
    answer = administrator.post(CLOSE, {**TYPED, field: value})
    assert answer.status_code == 422 and said() == []


@pytest.mark.parametrize("kind", ["national_coach", "manager"])
def test_nobody_else_closes_it(db, national, somme, kind):
    somebody = person("manager", at=somme) if kind == "manager" else person(national=(kind,))
    client = browser(national, somebody)
    assert {client.post(path, TYPED).status_code for path in (CLOSE, REOPEN)} == {403}
    assert said() == []
