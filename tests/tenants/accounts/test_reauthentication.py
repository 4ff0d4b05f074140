"""Acts that undo or erase ask again who one is, whatever the host, whatever one signs in with."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import NoReverseMatch, reverse

from tenants.accounts.models import Handoff, User
from tenants.accounts.reauthentication import SESSION_KEY
from tenants.contexts import in_programme
from tenants.hosts import Site
from tenants.memberships.models import Invitation, Membership, Role
from tests.support.browsing import Browser, code_received, words
from tests.support.personas import HostClient, Persona, api_client, browser, context_of, person

LATER, FAR_LATER = timedelta(minutes=16), timedelta(minutes=31)
CODE = "/compte/confirmer/"


@pytest.fixture
def manager(somme: Site) -> Persona:
    return person("manager", at=somme)


@pytest.fixture
def mine(somme: Site, auth_host: Site, manager: Persona) -> Browser:
    """A manager who signed in a while ago, with codes and no password."""
    with in_programme():
        user = User.objects.get(pk=manager.user_id)
        user.set_unusable_password()
        user.save()
    return Browser(somme, auth_host).sign_in(auth_host, manager).sign_in(somme, manager)


@pytest.fixture
def membership(somme: Site) -> Membership:
    someone = person("member", "juror", at=somme)
    with in_programme():
        return Membership.objects.get(user_id=someone.user_id, role=Role.JUROR)


def grow_old(client: HostClient, by: timedelta) -> HostClient:
    """The session of a browser, that long after its person proved who they are."""
    with context_of(client.site):
        session = client.session
        session[SESSION_KEY] -= by.total_seconds()
        session.save()
    return client


def is_revoked(membership: Membership) -> bool:
    with in_programme():
        return Membership.objects.get(pk=membership.pk).revoked_at is not None


def test_every_address_exists(settings):
    def is_known(name: str) -> bool:
        for urlconf in settings.URLCONFS.values():
            try:
                reverse(name, urlconf)
            except NoReverseMatch as error:
                if "not a valid view function or pattern name" in str(error):
                    continue
            return True
        return False

    assert {name for name in settings.FRESH if not is_known(name)} == set()


def test_who_has_just_signed_in_goes_on(somme: Site, manager: Persona, membership: Membership) -> None:
    assert browser(somme, manager).post(f"/roles/{membership.pk}/retirer/").status_code == 302
    assert is_revoked(membership)


def test_later_nothing_is_done_before_a_code_is_given(
    mine: Browser, somme: Site, auth_host: Site, membership: Membership
) -> None:
    act = f"/roles/{membership.pk}/retirer/"
    there, account = grow_old(mine.at(somme), FAR_LATER), mine.at(auth_host)
    asked = there.post(act, HTTP_REFERER=somme.url("/membres/?page=1"))
    assert asked["Location"] == "/connexion/?suite=%2Fmembres%2F%3Fpage%3D1&preuve=1"
    assert not is_revoked(membership)

    confirm, _url = mine.arrive(somme.url(asked["Location"]))
    assert "Confirmez que c'est bien vous" in words(confirm)
    account.post(f"{CODE}?next=/entrer/", {"action": "send"})
    back = account.post(f"{CODE}?next=/entrer/", {"code": code_received()})
    page, url = mine.arrive(auth_host.url(back["Location"]))
    assert "Rien n'a encore changé" in words(page) and url.endswith("/membres/?page=1")

    there.post(act)
    assert is_revoked(membership)


def test_confirming_ends_the_session_that_it_replaces(mine: Browser, somme: Site, auth_host: Site) -> None:
    mine.arrive(mine.at(somme).get("/connexion/?preuve=1&suite=/membres/")["Location"])
    mine.at(auth_host).post(f"{CODE}?next=/entrer/", {"action": "send"})
    mine.at(auth_host).post(f"{CODE}?next=/entrer/", {"code": code_received()})
    mine.arrive(auth_host.url("/entrer/"))
    mine.arrive(mine.at(somme).get("/connexion/?preuve=1&suite=/membres/")["Location"])
    with in_programme():
        assert Handoff.objects.filter(host=somme.host, used_at__isnull=False, ended_at=None).count() == 1


def test_a_password_is_asked_of_who_has_one(somme: Site, auth_host: Site, manager: Persona) -> None:
    mine = Browser(somme, auth_host).sign_in(auth_host, manager).sign_in(somme, manager)
    away = mine.at(somme).get("/connexion/?preuve=1&suite=/membres/")["Location"]
    assert mine.open(away)["Location"] == "/compte/reauthenticate/?next=%2Fentrer%2F"


def test_a_password_is_not_enough_for_who_has_a_second_factor(somme: Site, auth_host: Site, manager: Persona) -> None:
    mine = Browser(somme, auth_host).sign_in(auth_host, manager).sign_in(somme, manager)
    with in_programme():
        Authenticator.objects.create(user_id=manager.user_id, type=Authenticator.Type.TOTP, data={"secret": "x"})
    asked = mine.open(mine.at(somme).get("/connexion/?preuve=1&suite=/membres/")["Location"])
    assert asked["Location"] == "/compte/2fa/reauthenticate/?next=%2Fentrer%2F"
    given = mine.at(auth_host).post("/compte/reauthenticate/", {"password": "mot de passe long"})
    assert given.status_code == 302
    assert mine.at(auth_host).get("/entrer/")["Location"] == asked["Location"]


@pytest.mark.parametrize(
    "act", ["2fa/totp/deactivate/", "2fa/recovery-codes/generate/", "2fa/webauthn/add/", "email/", "password/change/"]
)
def test_a_password_alone_changes_no_way_in_of_who_has_a_second_factor(
    somme: Site, auth_host: Site, manager: Persona, act: str
) -> None:
    """Whoever found an open session and knows the password must not take the factor off, nor move the account."""
    client = Browser(somme, auth_host).sign_in(auth_host, manager).at(auth_host)
    with in_programme():
        Authenticator.objects.create(user_id=manager.user_id, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.post("/compte/reauthenticate/", {"password": "mot de passe long"})

    for answer in (client.get(f"/compte/{act}"), client.post(f"/compte/{act}", {"email": "voleur@exemple.fr"})):
        assert answer["Location"].startswith("/compte/2fa/reauthenticate/?next="), answer["Location"]
    with in_programme():
        assert Authenticator.objects.filter(user_id=manager.user_id, type=Authenticator.Type.TOTP).exists()


def test_a_form_that_was_opened_in_time_may_still_be_sent(mine: Browser, somme: Site, membership: Membership) -> None:
    client = grow_old(mine.at(somme), LATER)
    assert client.get("/reglages/conservation/")["Location"].startswith("/connexion/?")
    client.post(f"/roles/{membership.pk}/retirer/")
    assert is_revoked(membership)


def test_a_polling_takes_the_whole_page_away(mine: Browser, somme: Site) -> None:
    answer = grow_old(mine.at(somme), LATER).get("/reglages/conservation/", HTTP_HX_REQUEST="true")
    assert answer["HX-Redirect"].startswith("/connexion/?")


def test_the_account_s_own_pages_ask_those_who_have_only_codes(mine: Browser, auth_host: Site) -> None:
    client = mine.at(auth_host)
    assert client.get("/compte/mes-donnees/effacer/")["Location"] == f"{CODE}?next=%2Fcompte%2Fmes-donnees%2Feffacer%2F"
    client.post(f"{CODE}?next=/compte/mes-donnees/effacer/", {"action": "send"})
    given = client.post(f"{CODE}?next=/compte/mes-donnees/effacer/", {"code": code_received()})
    assert client.get(given["Location"]).status_code == 200


def test_a_wrong_code_is_told_and_five_end_it(mine: Browser, auth_host: Site, settings) -> None:
    settings.LIMITS = {**settings.LIMITS, "codes": ("100/m", "100/m")}
    client = mine.at(auth_host)
    client.post(CODE, {"action": "send"})
    right = code_received()
    answers = [client.post(CODE, {"code": "0000-0000"}) for _try in range(5)]
    assert [answer.status_code for answer in answers] == [422] * 4 + [302]
    assert "Ce n'est pas ce code" in words(answers[0])
    assert "Recevoir un code" in words(client.post(CODE, {"code": right}, follow=True))


def test_a_code_serves_once_and_only_the_last_one(mine: Browser, auth_host: Site) -> None:
    client = mine.at(auth_host)
    client.post(CODE, {"action": "send"})
    first = code_received()
    client.post(CODE, {"action": "send"})
    assert client.post(CODE, {"code": first}).status_code == 422
    last = code_received()
    assert client.post(CODE, {"code": last})["Location"] == "/compte/"
    assert client.post(CODE, {"code": last}).status_code == 302 and len(mail.outbox) == 2
    assert "Recevoir un code" in words(client.get(CODE))


def test_going_elsewhere_afterwards_is_refused(mine: Browser, auth_host: Site) -> None:
    client = mine.at(auth_host)
    client.post(CODE, {"action": "send"})
    answer = client.post(f"{CODE}?next=https://ailleurs.example/", {"code": code_received()})
    assert answer["Location"] == "/compte/"


def test_setting_a_password_is_asked_too_of_who_has_a_factor_and_no_password(
    mine: Browser, auth_host: Site, manager: Persona
) -> None:
    """A password confirms later who one is: whoever found a session open must not choose it."""
    with in_programme():
        Authenticator.objects.create(user_id=manager.user_id, type="totp", data={"secret": "x"})
    new = {"password1": "une phrase que je choisis", "password2": "une phrase que je choisis"}
    answer = mine.at(auth_host).post("/compte/password/set/", new)

    assert answer["Location"].startswith("/compte/2fa/reauthenticate/")
    with in_programme():
        assert not User.objects.get(pk=manager.user_id).has_usable_password()


def test_inviting_somebody_to_a_role_is_giving_it(mine: Browser, somme: Site) -> None:
    there = grow_old(mine.at(somme), FAR_LATER)
    asked = there.post("/membres/inviter/", {"email": "complice@exemple.fr", "name": "Un complice", "role": "manager"})

    assert asked["Location"].startswith("/connexion/?")
    with in_programme():
        assert not Invitation.objects.exists()


def test_the_same_acts_by_the_api_are_refused_to_an_old_session_and_not_to_a_token(
    mine: Browser, somme: Site, manager: Persona, membership: Membership
) -> None:
    act, there = f"/api/v1/roles/{membership.pk}/revoke/", grow_old(mine.at(somme), FAR_LATER)
    refused = there.post(act)
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    assert refused.json()["code"] == "proof_too_old"
    assert there.post(act, HTTP_AUTHORIZATION="Basic eA==").status_code == 403
    assert not is_revoked(membership)
    assert there.get("/api/v1/members/").status_code == 200

    assert api_client(somme, manager).post(act).status_code == 204
    assert is_revoked(membership)


def test_every_act_of_the_api_that_a_page_would_ask_for_is_named(settings) -> None:
    """The program's address of each page: without it, an old session would do there what the page refuses."""
    same = {
        "members-grant": "api-members-grant",
        "members-revoke": "api-roles-revoke",
        "members-invite": "api-invitations",
        "team-grant": "api-grants",
        "team-revoke": "api-grants-revoke",
        "territories-new": "api-territories",
    }
    assert set(same) | set(same.values()) <= settings.FRESH
