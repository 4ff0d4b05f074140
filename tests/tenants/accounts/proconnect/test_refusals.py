"""What ProConnect could send that does not hold: each is refused with a sentence, and lets nobody in."""

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.cache import cache

from tenants.accounts.proconnect import endpoints
from tenants.contexts import in_programme
from tenants.hosts import Site
from tests.support.browsing import Browser, words
from tests.support.proconnect.journey import Arrival

FORGED = "Cette réponse ne porte pas la signature de ProConnect"
STRANGER = "Cette réponse ne vient pas de ProConnect"
NEIGHBOUR = "Cette réponse de ProConnect a été faite pour un autre service"
OLD = "Cette réponse de ProConnect n'est plus valable"
ANOTHER_REQUEST = "Cette réponse de ProConnect répond à une autre demande que la vôtre"
SOMEBODY_ELSE = "ProConnect désigne maintenant une autre personne"
USED = "ProConnect n'a pas reconnu le code de cette réponse"
NOT_EXPECTED = "Cette réponse de ProConnect n'est pas attendue ici"
LEVEL = "ProConnect n'annonce pas un niveau d'identification que nous acceptons"
ELSEWHERE = {"iss": "https://faux-proconnect.example/api/v2"}
PAST = int(time.time()) - 3600


def refused(agent: Arrival, answer, sentence: str, status: int = 403) -> None:
    """The sentence is on the page, and nobody is signed in, linked, or half way."""
    assert (answer.status_code, sentence in words(answer)) == (status, True), words(answer)[-1500:]
    assert "Recommencez depuis l'entrée, avec ProConnect ou avec un code" in words(answer)
    assert "Revenir à l'entrée" in words(answer)
    assert agent.client.get("/compte/")["Location"].startswith("/connexion/")
    assert agent.client.get("/compte/login/code/confirm/")["Location"] == "/compte/login/"
    with in_programme():
        assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    ("faults", "sentence"),
    [
        ({"id_token": {"forged": True}}, FORGED),
        ({"id_token": {"header": {"alg": "none"}}}, FORGED),
        ({"id_token": {"header": {"alg": "none"}, "unsigned": True}}, FORGED),
        ({"id_token": {"header": {"alg": "HS256"}, "hmac": True}}, FORGED),
        ({"id_token": {"header": {"alg": "ES256"}}}, FORGED),
        ({"id_token": {"claims": {"acr": ["eidas2"]}}}, LEVEL),
        ({"id_token": {"claims": {"iat": int(time.time()) + 3600}}}, OLD),
        ({"id_token": {"header": {"kid": "inconnue"}}}, FORGED),
        ({"id_token": {"without": ["exp"]}}, FORGED),
        ({"id_token": {"without": ["nonce"]}}, FORGED),
        ({"id_token": {"without": ["acr"]}}, FORGED),
        ({"id_token": {"claims": ELSEWHERE}}, STRANGER),
        ({"id_token": {"claims": {"aud": "voisin"}}}, NEIGHBOUR),
        ({"id_token": {"claims": {"aud": ["eclore", "voisin"]}}}, NEIGHBOUR),
        ({"id_token": {"claims": {"exp": PAST}}}, OLD),
        ({"id_token": {"claims": {"nonce": "n" * 43}}}, ANOTHER_REQUEST),
        ({"id_token": {"claims": {"sub": "quelqu-un-d-autre"}}}, SOMEBODY_ELSE),
        ({"id_token": {"claims": {"acr": "loa-inconnu"}}}, LEVEL),
        ({"userinfo": {"forged": True}}, FORGED),
        ({"userinfo": {"header": {"alg": "none"}, "unsigned": True}}, FORGED),
        ({"userinfo": {"header": {"alg": "HS256"}, "hmac": True}}, FORGED),
        ({"userinfo": {"header": {"kid": "inconnue"}}}, FORGED),
        ({"userinfo": {"without": ["iss"]}}, FORGED),
        ({"userinfo": {"without": ["aud"]}}, FORGED),
        ({"userinfo": {"without": ["sub"]}}, FORGED),
        ({"userinfo": {"claims": {"aud": ["eclore", "voisin"]}}}, NEIGHBOUR),
        ({"userinfo": {"claims": ELSEWHERE}}, STRANGER),
        ({"userinfo": {"claims": {"aud": "voisin"}}}, NEIGHBOUR),
        ({"userinfo": {"claims": {"exp": PAST}}}, OLD),
        ({"userinfo": {"claims": {"sub": "quelqu-un-d-autre"}}}, SOMEBODY_ELSE),
        ({"userinfo": {"without": ["email"]}}, "ProConnect n'a pas transmis votre adresse électronique"),
        ({"plain": True}, FORGED),
    ],
)
def test_a_token_that_does_not_hold(agent: Arrival, faults: dict, sentence: str) -> None:
    agent.provider.be(**faults)

    refused(agent, agent.come_back(), sentence)


@pytest.mark.parametrize("sub", ["", " ", " camille", "a\x00b", "x" * 300, 12, ["camille"]])
def test_a_subject_that_could_not_be_somebodys_link(agent: Arrival, sub: Any) -> None:
    agent.provider.be(id_token={"claims": {"sub": sub}}, userinfo={"claims": {"sub": sub}})
    answer = agent.come_back()

    refused(agent, answer, FORGED if not isinstance(sub, str) else "ProConnect n'a pas pu vous identifier.")


@pytest.mark.parametrize(
    "email",
    [
        "",
        "pas-une-adresse",
        "camille@somme.fr, voleur@exemple.fr",
        "Camille <camille@somme.fr>",
        "camille@somme.fr\nBcc: voleur@exemple.fr",
        f"{'x' * 300}@somme.fr",
        ["camille@somme.fr"],
    ],
)
def test_an_address_to_which_no_code_may_be_sent(agent: Arrival, email: Any) -> None:
    agent.provider.be(userinfo={"claims": {"email": email}})

    refused(agent, agent.come_back(), "ProConnect n'a pas transmis votre adresse électronique")
    assert mail.outbox == []


@pytest.mark.parametrize(
    "published",
    [
        {},
        {"keys": None},
        {"keys": ["x"]},
        {"keys": [{"kid": "proconnect-1", "kty": "RSA"}]},
        {"keys": [{"kid": "proconnect-1", "kty": "RSA", "n": "!", "e": "AQAB"}]},
    ],
)
def test_keys_that_are_none(agent: Arrival, published: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    callback, whole = agent.callback(), endpoints._kept
    monkeypatch.setattr(
        endpoints, "_kept", lambda address, **how: published if "jwks" in address else whole(address, **how)
    )

    refused(agent, agent.client.get(callback), FORGED)


@pytest.mark.parametrize("lacking", endpoints.NEEDED)
def test_a_discovery_that_lacks_an_address_leaves_the_other_ways_in_and_out(agent: Arrival, lacking: str) -> None:
    agent.first_time()
    with in_programme():
        found = {name: value for name, value in endpoints.discovered().items() if name != lacking}
        cache.set(f"proconnect:{agent.provider.issuer}/.well-known/openid-configuration", found)

    assert agent.client.post("/compte/logout/")["Location"] == "/compte/login/"
    answer = agent.client.post("/compte/proconnect/")
    assert (answer.status_code, "recevez un code par courriel" in words(answer)) == (503, True)


def test_an_unknown_key_is_looked_for_once_more_and_no_further(agent: Arrival) -> None:
    agent.come_back()
    agent.client.post("/compte/recommencer/")
    agent.provider.be(id_token={"header": {"kid": "inconnue"}})

    refused(agent, agent.come_back(), FORGED)
    assert len(agent.provider.seen("jwks")) == 1


def test_the_same_answer_opened_twice(agent: Arrival) -> None:
    callback = agent.callback()
    agent.client.get(callback)
    agent.client.post("/compte/recommencer/")

    refused(agent, agent.client.get(callback), NOT_EXPECTED, 400)


def test_the_same_code_in_the_answer_to_another_request(agent: Arrival) -> None:
    """The state is right, the code has been used: ProConnect itself says no."""
    callback = agent.callback()
    used = parse_qs(urlsplit(callback).query)["code"][0]
    agent.client.get(callback)
    agent.client.post("/compte/recommencer/")
    again = parse_qs(urlsplit(agent.leave()).query)["state"][0]

    refused(agent, agent.client.get(f"/compte/proconnect/retour/?code={used}&state={again}"), USED)


def test_a_code_opened_too_late(agent: Arrival) -> None:
    agent.provider.be(code_lasts=1)
    callback = agent.callback()
    time.sleep(2)

    refused(agent, agent.client.get(callback), USED)


def test_the_answer_to_somebody_elses_request(agent: Arrival, auth_host: Site) -> None:
    """Login CSRF: an attacker's answer, opened in the victim's browser."""
    attacker = Arrival(Browser(auth_host), auth_host, agent.provider)

    refused(agent, agent.client.get(attacker.callback()), NOT_EXPECTED, 400)


def test_a_request_older_than_ten_minutes(agent: Arrival, monkeypatch) -> None:
    callback = agent.callback()
    now = time.time()
    monkeypatch.setattr("allauth.socialaccount.internal.statekit.time.time", lambda: now + 601)

    refused(agent, agent.client.get(callback), NOT_EXPECTED, 400)


def test_an_answer_that_names_another_issuer(agent: Arrival) -> None:
    """RFC 9207: another provider's code must not even be sent to ours."""
    address, _mark, query = agent.callback().partition("?")
    asked = "&".join(part for part in query.split("&") if not part.startswith("iss="))

    refused(agent, agent.client.get(f"{address}?{asked}&iss=https://ailleurs.example"), STRANGER)
    assert agent.provider.seen("token") == []


def test_a_discovery_that_names_another_issuer(agent: Arrival, settings) -> None:
    settings.PROCONNECT_ISSUER = settings.PROCONNECT_ISSUER.replace("127.0.0.1", "localhost")
    answer = agent.client.post("/compte/proconnect/")

    assert (answer.status_code, STRANGER in words(answer)) == (403, True)


def test_giving_up_at_proconnect(agent: Arrival) -> None:
    refused(agent, agent.come_back(refuse="1"), "L'identification n'a pas été terminée chez ProConnect.")


def test_a_secret_that_proconnect_does_not_know(agent: Arrival, settings) -> None:
    callback = agent.callback()
    settings.PROCONNECT_CLIENT_SECRET = "another"

    refused(agent, agent.client.get(callback), "ProConnect n'a pas pu vous identifier.")


def test_too_many_codes_asked_for_one_mailbox(agent: Arrival, auth_host: Site, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "codes": ("3/10m", "120/10m")}
    for _time in range(3):
        agent.come_back()
        agent.client.post("/compte/recommencer/")

    answer = agent.come_back()
    assert (answer.status_code, int(answer["Retry-After"]) > 0) == (429, True)
    refused(agent, answer, "Trop de codes ont été demandés pour votre adresse", 429)


def test_the_keys_of_proconnect_may_turn(agent: Arrival) -> None:
    """Keys kept from before do not shut the context on a new one."""
    agent.leave()
    keys = f"proconnect:{agent.provider.issuer}/jwks"
    with in_programme():
        cache.set(keys, {"keys": [{"kid": "ancienne", "kty": "RSA"}]})

    assert agent.come_back()["Location"] == "/compte/login/code/confirm/"
