"""Signing out of the account ends the session at ProConnect too, and its return is checked."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tenants.hosts import Site
from tests.support.browsing import Browser, words
from tests.support.personas import person
from tests.support.proconnect.journey import Arrival

OVER = "/compte/proconnect/fin/"


@pytest.mark.parametrize("path", ["/compte/logout/", "/compte/partout/", "/compte/autre/"])
def test_each_way_of_signing_out_ends_the_session_at_proconnect(agent: Arrival, auth_host: Site, path: str) -> None:
    agent.first_time()
    page = agent.client.post(path)

    url = page["Refresh"].partition("url=")[2]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    assert set(asked) == {"id_token_hint", "state", "post_logout_redirect_uri"}
    assert asked["post_logout_redirect_uri"] == auth_host.url(OVER) and len(asked["state"]) >= 32
    assert f'href="{url}"' in words(page) and "Votre compte est déjà fermé" in words(page)
    assert agent.client.get("/compte/")["Location"].startswith("/connexion/")
    back = urlsplit(agent.provider.end_session(url, agent.elsewhere))
    assert f"{back.scheme}://{back.netloc}{back.path}" == auth_host.url(OVER)
    answer = agent.client.get(f"{back.path}?{back.query}")
    assert answer["Location"] == "/compte/login/"
    assert "Votre session ProConnect est fermée aussi." in words(agent.client.get("/compte/login/"))


def test_the_next_one_on_this_computer_is_asked_who_they_are(agent: Arrival) -> None:
    agent.first_time()
    asked = len(agent.provider.seen("authorize"))
    url = agent.client.post("/compte/logout/")["Refresh"].partition("url=")[2]
    agent.provider.end_session(url, agent.elsewhere)

    page = agent.elsewhere.get(agent.leave(), timeout=5)
    assert 'name="sub"' in page.text
    assert len(agent.provider.seen("authorize")) == asked + 1


@pytest.mark.parametrize("state", ["", "s" * 43])
def test_a_return_that_is_not_ours_is_refused(agent: Arrival, state: str) -> None:
    agent.first_time()
    agent.client.post("/compte/logout/")
    answer = agent.client.get(OVER, {"state": state})

    assert answer.status_code == 400
    assert "Ce retour de ProConnect n'est pas celui de votre déconnexion." in words(answer)


def test_a_return_serves_once(agent: Arrival) -> None:
    agent.first_time()
    url = agent.client.post("/compte/logout/")["Refresh"].partition("url=")[2]
    state = parse_qs(urlsplit(url).query)["state"][0]

    assert agent.client.get(OVER, {"state": state}).status_code == 302
    assert agent.client.get(OVER, {"state": state}).status_code == 400


def test_where_one_was_heading_stays_when_another_address_is_wanted(agent: Arrival, mine: Browser, somme: Site) -> None:
    mine.arrive(somme.url("/connexion/"))
    agent.first_time()
    agent.client.post("/compte/autre/")

    assert "Entrer dans l'espace Somme" in words(agent.client.get("/compte/login/"))


def test_a_proconnect_that_does_not_answer_does_not_keep_anybody_in(agent: Arrival, settings) -> None:
    agent.first_time()
    settings.PROCONNECT_ISSUER = "http://127.0.0.1:9/api/v2"

    assert agent.client.post("/compte/logout/")["Location"] == "/compte/login/"
    assert agent.client.get("/compte/")["Location"].startswith("/connexion/")


def test_whoever_came_another_way_does_not_go_there(agent: Arrival, mine: Browser, auth_host: Site) -> None:
    mine.sign_in(auth_host, person())

    assert agent.client.post("/compte/logout/")["Location"] == "/compte/login/"
