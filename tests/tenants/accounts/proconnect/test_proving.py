"""ProConnect signs in and proves nothing anew: its session may be twelve hours old, and no answer of its tells."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal import auth as totp

from tenants.accounts.models import User
from tenants.contexts import in_programme
from tenants.hosts import Site
from tenants.memberships.models import Membership
from tests.support.browsing import Browser, code_received, words
from tests.support.personas import Persona, person
from tests.support.proconnect import AGENT
from tests.support.proconnect.journey import Arrival

CODE = "/compte/confirmer/"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def manager(somme: Site) -> Persona:
    """Manages Somme; comes by ProConnect, without a password."""
    somebody = person("manager", at=somme, email=AGENT["email"])
    with in_programme():
        user = User.objects.get(pk=somebody.user_id)
        user.set_unusable_password()
        user.save()
    return somebody


@pytest.fixture
def act(somme: Site) -> str:
    someone = person("juror", at=somme)
    with in_programme():
        return f"/roles/{Membership.objects.get(user_id=someone.user_id).pk}/retirer/"


@pytest.fixture
def back(agent: Arrival, manager: Persona, somme: Site, auth_host: Site) -> Arrival:
    """Another of their browsers, let in by the session that ProConnect has kept open: nobody types anything."""
    agent.first_time()
    again = Arrival(Browser(somme, auth_host), auth_host, agent.provider)
    again.elsewhere = agent.elsewhere
    return again


def arrive(who: Arrival, somme: Site, **said: str) -> None:
    who.mine.arrive(somme.url("/connexion/?suite=/membres/"))
    who.come_back(**said)
    assert who.mine.open(who.client.get("/entrer/")["Location"])["Location"] == "/membres/"


def is_done(act: str) -> bool:
    with in_programme():
        return Membership.objects.get(pk=act.split("/")[2]).revoked_at is not None


@pytest.mark.parametrize("level", ["eidas1", "eidas2"])
def test_an_open_session_there_is_no_proof_here_whatever_its_level(
    back: Arrival, somme: Site, act: str, level: str
) -> None:
    back.provider.be(id_token={"claims": {"acr": level}})
    arrive(back, somme)
    there = back.mine.at(somme)
    asked = there.post(act, HTTP_REFERER=somme.url("/membres/"))
    assert asked["Location"] == "/connexion/?suite=%2Fmembres%2F&preuve=1"
    assert not is_done(act)

    page, _url = back.mine.arrive(somme.url(asked["Location"]))
    assert "Confirmez que c'est bien vous" in words(page) and AGENT["email"] in words(page)
    back.client.post(f"{CODE}?next=/entrer/", {"action": "send"})
    given = back.client.post(f"{CODE}?next=/entrer/", {"code": code_received()})
    back.mine.open(back.client.get(given["Location"])["Location"])
    there.post(act)
    assert is_done(act)


def test_coming_again_by_proconnect_does_not_confirm_either(back: Arrival, somme: Site) -> None:
    arrive(back, somme)
    back.mine.arrive(somme.url("/connexion/?preuve=1&suite=/membres/"))
    back.come_back()

    assert back.client.get("/entrer/")["Location"] == f"{CODE}?next=%2Fentrer%2F"


def test_the_mailbox_that_was_proved_at_the_first_arrival_is_one(
    agent: Arrival, mine: Browser, manager: Persona, somme: Site, act: str
) -> None:
    mine.arrive(somme.url("/connexion/?suite=/membres/"))
    agent.first_time()
    mine.open(agent.client.get("/entrer/")["Location"])

    mine.at(somme).post(act)
    assert is_done(act)


def test_so_it_is_for_a_newcomer(agent: Arrival) -> None:
    agent.first_time()

    assert agent.client.get("/compte/mes-donnees/effacer/").status_code == 200


def test_the_accounts_own_pages_ask_too(back: Arrival) -> None:
    back.come_back()

    for path in ("/compte/mes-donnees/effacer/", "/compte/email/", "/compte/password/set/"):
        assert back.client.get(path)["Location"].startswith(CODE), path


def test_whoever_has_a_factor_here_gives_it_on_the_way_in_which_is_a_proof(
    back: Arrival, manager: Persona, somme: Site, act: str
) -> None:
    with in_programme():
        totp.TOTP.activate(User.objects.get(pk=manager.user_id), SECRET)
    back.mine.arrive(somme.url("/connexion/?suite=/membres/"))
    assert back.come_back(acr="eidas2")["Location"] == "/compte/2fa/authenticate/"
    code = totp.format_hotp_value(totp.hotp_value(SECRET, next(totp.yield_hotp_counters_from_time())))
    back.client.post("/compte/2fa/authenticate/", {"code": code})
    back.mine.open(back.client.get("/entrer/")["Location"])

    back.mine.at(somme).post(act)
    assert is_done(act)


def test_nothing_is_asked_that_would_seem_to_tell_when(agent: Arrival) -> None:
    """`max_age` is not known there; `auth_time` would be the moment of the answer; `prompt` takes `none` alone."""
    asked = parse_qs(urlsplit(agent.leave()).query)

    assert not {"prompt", "max_age"} & set(asked)
    assert list(json.loads(asked["claims"][0])["id_token"]) == ["acr"]
