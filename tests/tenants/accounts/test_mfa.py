"""A second factor for those whose role opens other people's dossiers: asked on the auth host, borne by the session."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache

from eclore.kit.actor import MANAGER, NATIONAL_ADMINISTRATOR, NATIONAL_COACH
from tenants.accounts.models import Handoff, User
from tenants.contexts import in_programme
from tenants.hosts import Site
from tenants.memberships.models import Membership
from tests.support.browsing import Browser, code_received, words
from tests.support.personas import Persona, browser, person

PASSWORD = {"password": "mot de passe long"}
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def required(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()


def code_now(secret: str = SECRET) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


def with_an_app(somebody: Persona) -> Persona:
    with in_programme():
        user = User.objects.get(pk=somebody.user_id)
        totp.TOTP.activate(user, SECRET)
        RecoveryCodes.activate(user)
    return somebody


def sign_in_with_a_code(mine: Browser, auth_host: Site, somebody: Persona):
    client = mine.at(auth_host)
    client.post("/compte/login/", {"email": somebody.email})
    return client.post("/compte/login/code/confirm/", {"code": code_received()})


@pytest.fixture
def mine(somme: Site, oise: Site, national: Site, auth_host: Site) -> Browser:
    return Browser(somme, oise, national, auth_host)


def test_a_manager_without_one_is_led_to_enrol_and_then_goes_on(mine: Browser, somme: Site, auth_host: Site) -> None:
    manager = person("manager", at=somme)
    mine.arrive(somme.url("/connexion/?suite=/membres/"))
    sign_in_with_a_code(mine, auth_host, manager)
    client = mine.at(auth_host)
    assert client.get("/entrer/")["Location"] == "/compte/second-facteur/"
    page = words(client.get("/compte/second-facteur/"))
    assert "/compte/2fa/webauthn/add/" in page and "/compte/2fa/totp/activate/" in page and somme.name in page
    with in_programme():
        assert not Handoff.objects.exists()
    assert client.get("/compte/2fa/totp/activate/")["Location"].startswith("/compte/reauthenticate/")
    client.post("/compte/reauthenticate/", PASSWORD)
    asked = client.get("/compte/2fa/totp/activate/")
    secret = asked.context["form"].secret
    assert '<svg viewBox="0 0' in words(asked) and secret in words(asked) and "data:" not in words(asked)
    enrolled = client.post("/compte/2fa/totp/activate/", {"code": code_now(secret)})
    assert enrolled["Location"] == "/compte/2fa/recovery-codes/"
    assert mail.outbox[-1].to == [manager.email]
    codes = words(client.get("/compte/2fa/recovery-codes/"))
    assert len(re.findall(r"<code>\d{8}</code>", codes)) == 10 and 'href="/entrer/"' in codes
    arrived = mine.open(client.get("/entrer/")["Location"])
    assert arrived["Location"] == "/membres/"
    assert mine.at(somme).get("/membres/").status_code == 200


def test_whoever_has_one_is_asked_for_it_at_signing_in(mine: Browser, somme: Site, auth_host: Site) -> None:
    manager = with_an_app(person("manager", at=somme))
    mine.arrive(somme.url("/connexion/"))
    assert sign_in_with_a_code(mine, auth_host, manager)["Location"] == "/compte/2fa/authenticate/"
    client = mine.at(auth_host)
    assert client.get("/entrer/")["Location"] == "/compte/login/"
    assert client.post("/compte/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.post("/compte/2fa/authenticate/", {"code": code_now()})["Location"] == "/entrer/"
    mine.open(client.get("/entrer/")["Location"])
    assert mine.at(somme).get("/membres/").status_code == 200


def test_a_recovery_code_serves_once(mine: Browser, somme: Site, auth_host: Site) -> None:
    manager = with_an_app(person("manager", at=somme))
    with in_programme():
        kept = Authenticator.objects.get(user_id=manager.user_id, type="recovery_codes")
        code = kept.wrap().get_unused_codes()[0]
    sign_in_with_a_code(mine, auth_host, manager)
    assert mine.at(auth_host).post("/compte/2fa/authenticate/", {"code": code})["Location"] == "/entrer/"
    again = Browser(auth_host)
    cache.clear()
    sign_in_with_a_code(again, auth_host, manager)
    assert again.at(auth_host).post("/compte/2fa/authenticate/", {"code": code}).status_code == 200
    assert again.at(auth_host).get("/compte/")["Location"].startswith("/connexion/")


def test_a_session_older_than_the_factor_gives_it_before_going_on(mine: Browser, somme: Site, auth_host: Site) -> None:
    manager = person("manager", at=somme)
    mine.sign_in(auth_host, manager)
    with_an_app(manager)
    away = mine.at(somme).get("/connexion/")["Location"]
    assert mine.open(away)["Location"] == "/compte/2fa/reauthenticate/?next=%2Fentrer%2F"
    answer = mine.at(auth_host).post("/compte/2fa/reauthenticate/?next=/entrer/", {"code": code_now()})
    assert answer["Location"] == "/entrer/"
    assert mine.open(mine.at(auth_host).get("/entrer/")["Location"])["Location"] == "/"


@pytest.mark.parametrize(
    ("roles", "national_kinds", "asked"),
    [
        (("manager",), (), True),
        (("coach",), (), True),
        ((), (NATIONAL_COACH,), True),
        ((), (NATIONAL_ADMINISTRATOR,), True),
        (("member",), (), False),
        (("juror",), (), False),
        (("sponsor",), (), False),
        (("member", "coach"), (), True),
    ],
)
def test_who_must_have_one(
    mine: Browser, somme: Site, national: Site, auth_host: Site, roles, national_kinds, asked: bool
) -> None:
    somebody = person(*roles, at=somme, national=national_kinds)
    mine.sign_in(auth_host, somebody)
    sent = mine.open(mine.at(national).get("/connexion/")["Location"])["Location"]
    assert (sent == "/compte/second-facteur/") is asked


def test_a_member_who_becomes_a_manager_must_prove_it_before_acting_as_one(
    mine: Browser, somme: Site, auth_host: Site
) -> None:
    """Their session was opened without a second factor: it ends, and the next one asks."""
    somebody = person("member", at=somme)
    mine.sign_in(auth_host, somebody)
    mine.open(mine.open(mine.at(somme).get("/connexion/")["Location"])["Location"])
    assert mine.at(somme).get("/mes-idees/").status_code == 200
    with in_programme():
        Membership.objects.create(
            user_id=somebody.user_id, territory_id=somme.territory_id, territory_role=somme.role, role=MANAGER
        )
    assert mine.at(somme).get("/membres/")["Location"].startswith("/connexion/")
    assert mine.open(mine.at(somme).get("/connexion/")["Location"])["Location"] == "/compte/second-facteur/"


def test_a_session_that_proved_nothing_opens_no_api_either(somme: Site) -> None:
    manager = browser(somme, person("manager", at=somme))
    assert manager.get("/api/v1/me/").status_code == 401


def test_the_platform_may_not_ask(mine: Browser, somme: Site, auth_host: Site, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    mine.sign_in(auth_host, person("manager", at=somme))
    assert "/entree/?code=" in mine.open(mine.at(somme).get("/connexion/")["Location"])["Location"]


def test_passkeys_are_bound_to_the_auth_host(auth_host: Site, somme: Site) -> None:
    client = browser(auth_host, person("member", at=somme))
    client.post("/compte/reauthenticate/", PASSWORD)
    page = words(client.get("/compte/2fa/webauthn/add/"))
    assert f'"rp": {{"name": "{auth_host.host}", "id": "{auth_host.host}"}}' in page
