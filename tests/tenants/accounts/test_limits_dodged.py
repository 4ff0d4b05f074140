"""What is tried to pass by a limit, or to turn it against somebody else."""

import pytest
from django.core import mail
from django.test import RequestFactory

from tenants.networks import network
from tests.support.personas import api_client, browser, person

HERE, ELSEWHERE, PROXY = "192.0.2.7", "198.51.100.9", "10.0.0.1"


pytestmark = pytest.mark.usefixtures("uncounted")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, None, PROXY),
        (0, HERE, PROXY),
        (0, f"{ELSEWHERE}, {HERE}", PROXY),
        (1, None, PROXY),
        (1, HERE, HERE),
        (1, f"{ELSEWHERE}, {HERE}", HERE),
        (1, f"{HERE}:4321", HERE),
        (1, "", PROXY),
        (1, f",,{HERE}", HERE),
        (1, "2001:DB8:1:2FF::9", "2001:db8:1:200::"),
        # with two proxies the one next to the last is believed, and nobody who came by one alone
        (2, None, PROXY),
        (2, HERE, PROXY),
        (2, f"{HERE}, 10.0.0.2", HERE),
        (2, f"{ELSEWHERE}, {HERE}, 10.0.0.2", HERE),
    ],
)
def test_a_network_is_told_by_our_proxies_alone(settings, proxies, forwarded, found):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    said = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}

    assert network(RequestFactory().get("/", REMOTE_ADDR=PROXY, **said)) == found


def test_ipv4_addresses_that_come_as_ipv6_are_not_one_network(auth_host, strict):
    """As a server that listens to both receives them: everybody would have waited for everybody."""
    asked = {"email": "agente@exemple.fr"}
    strangers = [browser(auth_host).post("/compte/login/", asked, REMOTE_ADDR=f"::ffff:{HERE}") for _ in range(6)]
    other = browser(auth_host).post("/compte/login/", asked, REMOTE_ADDR=f"::ffff:{ELSEWHERE}")

    assert (strangers[-1].status_code, other.status_code) == (429, 302)
    assert network(RequestFactory().get("/", REMOTE_ADDR=f"::ffff:{HERE}")) == HERE


def test_whoever_came_by_fewer_proxies_is_answered(auth_host, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    asked = browser(auth_host).post("/compte/login/", {"email": "agente@exemple.fr"}, headers={"X-Forwarded-For": HERE})

    assert asked.status_code == 302


@pytest.mark.parametrize("spelt", ["Basic {turn}", "Negotiate {turn}", "bearer{turn}"])
def test_a_header_that_the_api_does_not_read_makes_nobody_somebody_else(somme, strict, spelt):
    client = browser(somme, person("member", at=somme))
    answers = [client.get("/api/v1/me/", headers={"Authorization": spelt.format(turn=turn)}) for turn in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]


def test_a_token_is_one_account_however_it_is_spelt(somme, strict):
    client = api_client(somme, person("member", at=somme))
    token = client.defaults["HTTP_AUTHORIZATION"].split()[1]
    spelt = (f"Bearer {token}", f"bearer   {token}", f"BEARER {token}  ")
    answers = [client.get("/api/v1/me/", headers={"Authorization": each}) for each in spelt]

    assert [answer.status_code for answer in answers] == [200, 200, 429]


@pytest.mark.parametrize("method", ["head", "options", "get"])
def test_an_export_is_counted_by_whatever_method(national, strict, method):
    team = browser(national, person(national=("national_administrator",)))
    path = "/portefeuille/portefeuille.csv"

    assert [getattr(team, method)(path).status_code for _ in range(3)][-1] == 429


def test_no_header_overrides_the_method(auth_host, strict):
    """A POST that says to be a GET is counted, and a GET that says to be a POST does nothing."""
    client, asked = browser(auth_host), {"email": "agente@exemple.fr"}
    override = {"X-HTTP-Method-Override": "GET", "X-HTTP-Method": "GET", "X-Method-Override": "GET"}
    counted = [client.post("/compte/login/?_method=GET", asked, headers=override).status_code for _ in range(3)]
    client.get("/compte/login/?_method=POST", asked, headers=dict.fromkeys(override, "POST"), REMOTE_ADDR=ELSEWHERE)

    assert counted == [302, 302, 429]
    assert len(mail.outbox) == 2


def test_the_schema_is_long_to_write_and_counted(somme, strict):
    assert [browser(somme).get("/api/v1/schema/").status_code for _ in range(6)] == [200] * 5 + [429]


def test_no_limit_of_allauth_counts_by_the_address_alone(settings):
    """But second factors, which only who has passed the first may try (decision 0009)."""
    from allauth.account import app_settings  # noqa: PLC0415  read after the settings of the test

    by_key = {action for action, rates in app_settings.RATE_LIMITS.items() if rates and "/key" in rates}

    assert by_key == {"login_failed", "verify_phone"}
