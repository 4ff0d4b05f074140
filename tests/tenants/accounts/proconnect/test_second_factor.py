"""Managers, coaches and national people: a level with two factors, demanded once we know who they are."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tenants.accounts.proconnect import levels
from tenants.hosts import Site
from tests.support.browsing import Browser, words
from tests.support.personas import person
from tests.support.proconnect import AGENT
from tests.support.proconnect.journey import SECOND_FACTOR, Arrival


@pytest.fixture(autouse=True)
def required(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def manager(agent: Arrival, mine: Browser, somme: Site) -> Arrival:
    """Manages Somme, heads for its members, and has been identified with one factor."""
    person("manager", at=somme, email=AGENT["email"])
    mine.arrive(somme.url("/connexion/?suite=/membres/"))
    agent.first_time(acr="eidas1")
    return agent


def test_one_factor_is_not_enough_for_a_manager_and_proconnect_is_offered(manager: Arrival, somme: Site) -> None:
    assert manager.client.get("/entrer/")["Location"] == "/compte/second-facteur/"

    page = words(manager.client.get("/compte/second-facteur/"))
    assert page.index("Vérifier avec ProConnect") < page.index("Créer une clé d'accès")


def test_the_second_round_trip_demands_two_factors_and_goes_on(manager: Arrival, mine: Browser, somme: Site) -> None:
    asked = parse_qs(urlsplit(manager.leave(SECOND_FACTOR)).query)
    acr = json.loads(asked["claims"][0])["id_token"]["acr"]
    assert acr["essential"] is True and set(acr["values"]) < set(levels.TWO_FACTORS)
    assert not set(acr["values"]) & set(levels.ONE_FACTOR)

    assert manager.come_back(SECOND_FACTOR, acr="eidas2")["Location"] == "/entrer/"
    assert mine.open(manager.client.get("/entrer/")["Location"])["Location"] == "/membres/"
    assert mine.at(somme).get("/membres/").status_code == 200


@pytest.mark.parametrize(
    "acr", ["eidas2", "eidas3", f"{levels.ASSURANCE}self-asserted-2fa", f"{levels.ASSURANCE}consistency-checked-2fa"]
)
def test_two_factors_at_once_ask_for_no_second_trip(
    agent: Arrival, mine: Browser, somme: Site, auth_host: Site, acr: str
) -> None:
    person("manager", at=somme, email=AGENT["email"])
    mine.arrive(somme.url("/connexion/?suite=/membres/"))
    agent.first_time(acr=acr)
    assert mine.open(agent.client.get("/entrer/")["Location"])["Location"] == "/membres/"
    again = Arrival(Browser(somme, auth_host), auth_host, agent.provider)
    again.mine.arrive(somme.url("/connexion/?suite=/membres/"))
    again.come_back(acr=acr)
    assert again.client.get("/entrer/")["Location"].startswith(somme.url("/entree/"))


def test_the_level_is_verified_in_the_id_token_whatever_was_asked(manager: Arrival) -> None:
    manager.provider.be(id_token={"claims": {"acr": "eidas1"}})
    answer = manager.come_back(SECOND_FACTOR, acr="eidas2")

    assert answer.status_code == 403
    assert "ProConnect n'a pas vérifié de second facteur, et votre rôle en demande un." in words(answer)
    assert manager.client.get("/entrer/")["Location"] == "/compte/second-facteur/"


def test_giving_up_the_second_factor_is_said(manager: Arrival) -> None:
    answer = manager.come_back(SECOND_FACTOR, refuse="1")

    assert (answer.status_code, "votre rôle en demande un" in words(answer)) == (403, True)
    assert manager.client.get("/entrer/")["Location"] == "/compte/second-facteur/"


def test_another_person_cannot_give_it(manager: Arrival) -> None:
    """A colleague's session at ProConnect, on the same computer."""
    manager.provider.be({"camille": AGENT, "collegue": {**AGENT, "email": "collegue@somme.fr"}})
    manager.elsewhere = requests.Session()
    answer = manager.come_back(SECOND_FACTOR, sub="collegue", acr="eidas3")

    assert answer.status_code == 403
    assert "ProConnect désigne maintenant une autre personne" in words(answer)
    assert AGENT["email"] in words(manager.client.get("/compte/"))
    assert manager.client.get("/entrer/")["Location"] == "/compte/second-facteur/"


def test_an_answer_that_comes_after_signing_out_proves_nothing(manager: Arrival) -> None:
    callback = manager.callback(SECOND_FACTOR, acr="eidas2")
    manager.client.post("/compte/logout/")

    assert manager.client.get(callback).status_code == 400


def test_a_member_is_asked_for_nothing_more(agent: Arrival, mine: Browser, somme: Site) -> None:
    person("member", at=somme, email=AGENT["email"])
    mine.arrive(somme.url("/connexion/"))
    agent.first_time()

    assert agent.client.get("/entrer/")["Location"].startswith(somme.url("/entree/"))


def test_it_is_offered_to_those_who_came_by_it_only(
    agent: Arrival, mine: Browser, somme: Site, auth_host: Site
) -> None:
    mine.sign_in(auth_host, person("manager", at=somme))

    assert "Vérifier avec ProConnect" not in words(agent.client.get("/compte/second-facteur/"))


def test_nobody_signed_in_has_no_second_trip_to_make(agent: Arrival) -> None:
    assert agent.client.post(SECOND_FACTOR)["Location"].startswith("/connexion/")
