"""Who asks is one statement; what is signed decides, whatever the session's row says."""

import pytest

from tenants.accounts.models import Handoff, Session
from tenants.contexts import in_programme, in_territory
from tests.support.browsing import Browser
from tests.support.personas import browser, person
from tests.support.statements import Statements

HOME = "/deconnexion/"


def actor_of(client):
    return client.get(HOME).context["actor"]


def rows(somme, **changes):
    with in_territory(somme):
        return Session.objects.update(**changes)


def test_a_session_its_person_and_what_opened_it_are_read_at_once(somme, auth_host):
    mine = Browser(somme, auth_host).sign_in(auth_host, person("member", at=somme))
    mine.open(mine.open(mine.at(somme).get("/connexion/")["Location"])["Location"])
    here = mine.at(somme)
    assert actor_of(here).is_authenticated
    with in_territory(somme):
        kept = Session.objects.get()
    with in_programme():
        assert kept.opened_by == Handoff.objects.latest("used_at").pk
    with Statements() as sql:
        here.get(HOME)
    asked = [text for text in sql.texts if "accounts_" in text]
    assert len(asked) == 1 and all(f"accounts_{name}" in asked[0] for name in ("session", "user", "handoff"))


def test_a_session_that_an_older_version_has_written_still_counts(somme):
    somebody = person("member", at=somme)
    here = browser(somme, somebody)
    assert rows(somme, user_id=None, opened_by="") == 1
    assert actor_of(here).user_id == somebody.user_id


def test_a_row_that_names_another_opens_nothing_of_theirs(somme):
    mine, other = person("member", at=somme), person("manager", at=somme)
    here = browser(somme, mine)
    rows(somme, user_id=other.user_id)
    assert (actor_of(here).user_id, actor_of(here).roles) == (mine.user_id, frozenset({"member"}))


def test_a_row_that_forgets_what_opened_it_counts_no_longer_than_that(somme, auth_host):
    mine = Browser(somme, auth_host).sign_in(auth_host, person("member", at=somme))
    mine.open(mine.open(mine.at(somme).get("/connexion/")["Location"])["Location"])
    rows(somme, opened_by="")
    assert actor_of(mine.at(somme)).is_authenticated
    with in_programme():
        Handoff.objects.update(ended_at="2026-01-01T00:00:00Z")
    assert not actor_of(mine.at(somme)).is_authenticated


@pytest.mark.parametrize("data", ["", "abc", "eyJhIjoxfQ:1abc:def"])
def test_a_row_whose_data_is_not_signed_is_nobodys(somme, data):
    here = browser(somme, person("manager", at=somme))
    rows(somme, session_data=data)
    assert not actor_of(here).is_authenticated
