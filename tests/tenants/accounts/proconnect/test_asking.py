"""What we ask of ProConnect: what it documents, and nothing else; the provider of the tests refuses the rest too."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from tenants.accounts.proconnect import levels
from tenants.hosts import Site
from tests.support.browsing import Browser, words
from tests.support.personas import browser
from tests.support.proconnect import CLIENT, ProConnect
from tests.support.proconnect.journey import START, Arrival

ASKED = {"response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "claims"}


def test_the_request_has_the_documented_parameters_and_no_other(agent: Arrival, auth_host: Site) -> None:
    asked = {name: values[0] for name, values in parse_qs(urlsplit(agent.leave()).query).items()}

    assert set(asked) == ASKED
    assert asked["scope"] == "openid given_name usual_name email uid siret idp_id"
    assert asked["redirect_uri"] == auth_host.url("/compte/proconnect/retour/")
    assert (asked["response_type"], asked["client_id"]) == ("code", "eclore")
    assert len(asked["state"]) >= 32 and len(asked["nonce"]) >= 32 and asked["state"] != asked["nonce"]


def test_state_and_nonce_are_new_each_time(agent: Arrival) -> None:
    first, second = (parse_qs(urlsplit(agent.leave()).query) for _time in range(2))

    assert first["state"] != second["state"] and first["nonce"] != second["nonce"]


def test_a_level_is_demanded_as_essential_among_those_that_the_provider_announces(agent: Arrival) -> None:
    claims = json.loads(parse_qs(urlsplit(agent.leave()).query)["claims"][0])

    acr = claims["id_token"]["acr"]
    assert list(claims) == ["id_token"] and acr["essential"] is True
    assert {"eidas1", "eidas2", "eidas3", f"{levels.ASSURANCE}self-asserted-2fa"} <= set(acr["values"])
    assert "eidas1-mfa" not in acr["values"]


def test_the_code_is_exchanged_with_the_secret_in_the_body_and_no_proof_key(agent: Arrival, auth_host: Site) -> None:
    agent.come_back()

    [sent] = agent.provider.seen("token")
    assert sent.pop("code")
    assert sent == {
        "grant_type": "authorization_code",
        "redirect_uri": auth_host.url("/compte/proconnect/retour/"),
        "client_id": CLIENT["PROCONNECT_CLIENT_ID"],
        "client_secret": CLIENT["PROCONNECT_CLIENT_SECRET"],
        "authorization": "",
    }


def test_the_entrance_offers_it_first_and_says_what_it_is(proconnect: ProConnect, auth_host: Site) -> None:
    page = words(browser(auth_host).get("/compte/login/"))

    assert page.index("S'identifier avec ProConnect") < page.index("Recevoir mon code")
    assert 'href="https://www.proconnect.gouv.fr/">Qu\'est-ce que ProConnect ?' in page


@pytest.mark.parametrize("path", [START, "/compte/proconnect/retour/", "/compte/proconnect/fin/"])
def test_without_configuration_there_is_no_button_and_no_address(auth_host: Site, path: str) -> None:
    client = browser(auth_host)

    assert "ProConnect" not in words(client.get("/compte/login/"))
    assert client.get(path).status_code == client.post(path).status_code == 404


def test_only_the_auth_host_has_its_addresses(
    proconnect: ProConnect, mine: Browser, somme: Site, national: Site
) -> None:
    for site in (somme, national):
        assert mine.at(site).get("/compte/proconnect/retour/").status_code == 404


def test_leaving_asks_for_a_click_here(proconnect: ProConnect, auth_host: Site) -> None:
    """A link on another site must not make somebody leave: the button is a form with its token."""
    client = browser(auth_host)
    client.handler.enforce_csrf_checks = True

    assert client.get(START).status_code == 405
    assert client.post(START).status_code == 403


def test_a_provider_that_does_not_answer_leaves_the_other_ways_in(proconnect, auth_host: Site, settings) -> None:
    settings.PROCONNECT_ISSUER = "http://127.0.0.1:9/api/v2"
    answer = browser(auth_host).post(START)

    assert answer.status_code == 503
    assert "ProConnect ne répond pas pour l'instant" in words(answer)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ISSUER": ""}, "eclore.E002"),
        ({"CLIENT_ID": ""}, "ECLORE_PROCONNECT_CLIENT_ID is missing"),
        (
            {"CLIENT_SECRET": "", "CLIENT_ID": ""},
            "ECLORE_PROCONNECT_CLIENT_ID, ECLORE_PROCONNECT_CLIENT_SECRET is missing",
        ),
        ({"ALGORITHM": "HS256"}, "eclore.E003"),
        ({"ISSUER": "http://proconnect.example/api/v2"}, "eclore.E004"),
    ],
)
def test_half_a_configuration_is_told_by_manage_check(settings, given: dict[str, str], said: str) -> None:
    whole = {"ISSUER": "https://proconnect.example/api/v2", "CLIENT_ID": "a", "CLIENT_SECRET": "b"}
    settings.TESTING = settings.DEMONSTRATION = False
    for name, value in {**whole, **given}.items():
        setattr(settings, f"PROCONNECT_{name}", value)

    with pytest.raises(SystemCheckError) as refused:
        call_command("check", tags=["security"])
    assert said in str(refused.value)


@pytest.mark.parametrize("given", ["", "https://proconnect.example/api/v2"])
def test_a_whole_configuration_or_none_is_right(settings, given: str) -> None:
    settings.TESTING = settings.DEMONSTRATION = False
    settings.PROCONNECT_ISSUER, settings.PROCONNECT_CLIENT_ID, settings.PROCONNECT_CLIENT_SECRET = given, given, given

    call_command("check", tags=["security"])
