"""Two requests at the same instant: what serves once still serves once, and a territory still keeps a manager."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.db import connection

from eclore.kit import audit
from eclore.kit.errors import Refusal
from tenants.accounts.domain import handoffs
from tenants.accounts.models import User
from tenants.contexts import in_programme, in_territory
from tenants.hosts import Site
from tenants.memberships.domain import grants, invitations, members
from tenants.memberships.models import Invitation, Membership, NationalGrant
from tenants.privacy.domain import requests
from tests.support.personas import HostClient, Persona, browser, person
from tests.tenants.accounts.test_mfa import SECRET, code_now

pytestmark = pytest.mark.real_database


def together(*acts: Callable[[], object]) -> list[object]:
    """Run the acts at once, each on its own connection; returns results, or the code of the refusal."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        ready.wait(timeout=10)
        try:
            return act()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_one_code_lets_one_request_in(real_db: str, somme: Site) -> None:
    member, nonce = person("member", at=somme), handoffs.new_nonce()
    with in_programme():
        user = User.objects.get(pk=member.user_id)
        code = handoffs.issue(user, somme, path="/", nonce_hash=handoffs.digest(nonce))

    def consume() -> object:
        with in_territory(somme.schema_name):
            return handoffs.consume(code, nonce=nonce, host=somme.host).path

    assert sorted(together(*[consume] * 4)) == ["/", "used_code", "used_code", "used_code"]


def test_one_invitation_gives_one_role_and_one_line(real_db: str, somme: Site) -> None:
    """The link opened on a telephone and on a computer, both signing in at once."""
    invited = person(email="invitee@exemple.fr")
    manager = person("manager", at=somme).at(somme)
    with in_territory(somme.schema_name):
        invitations.invite(invited.email, "coach", site=somme, by=manager)

    def accept() -> object:
        with in_programme():
            user = User.objects.get(pk=invited.user_id)
            return len(invitations.accept(user, territory_id=somme.territory_id))

    assert sorted(together(*[accept] * 4)) == [0, 0, 0, 1]
    with in_programme():
        assert Membership.objects.filter(user_id=invited.user_id, role="coach").count() == 1
        assert audit.log()._default_manager.filter(verb="accept_invitation").count() == 1


def test_an_invitation_is_accepted_or_withdrawn_and_never_both(real_db: str, somme: Site) -> None:
    """The manager read it while its person was signing in; whoever comes second is told."""
    manager = person("manager", at=somme).at(somme)
    for turn in range(6):
        invited = person(email=f"invitee-{turn}@exemple.fr")
        with in_territory(somme.schema_name):
            pending = invitations.invite(invited.email, "coach", site=somme, by=manager)

        def accept(invited: Persona = invited) -> object:
            with in_programme():
                user = User.objects.get(pk=invited.user_id)
                return len(invitations.accept(user, territory_id=somme.territory_id))

        def withdraw(pending: Invitation = pending) -> object:
            with in_territory(somme.schema_name):
                return bool(invitations.withdraw(pending, by=manager).revoked_at)

        assert together(accept, withdraw) in ([1, "already_accepted"], [0, True])
        with in_programme():
            lines = audit.log()._default_manager.filter(verb="accept_invitation", subject_id=str(invited.user_id))
            assert lines.count() == Membership.objects.filter(user_id=invited.user_id).count()


@pytest.mark.parametrize("kind", ["recovery_codes", "totp"])
def test_one_code_of_a_second_factor_lets_one_device_in(
    real_db: str, auth_host: Site, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    somebody = person()
    with in_programme():
        user = User.objects.get(pk=somebody.user_id)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        totp.TOTP.activate(user, SECRET)
        recovery = RecoveryCodes.activate(user).get_unused_codes()[0]
    # As in a project of several processes: what allauth remembers of an app's code, the others do not know.
    monkeypatch.setattr(totp.TOTP, "_mark_code_used", lambda *_: True)
    code = {"recovery_codes": recovery, "totp": code_now()}[kind]
    devices = [half_way(auth_host, somebody) for _device in range(4)]

    def give(device: HostClient) -> Callable[[], object]:
        return lambda: device.post("/compte/2fa/authenticate/", {"code": code}).status_code

    assert sorted(together(*map(give, devices))) == [200, 200, 200, 302]
    assert sorted(device.get("/compte/").status_code for device in devices) == [200, 302, 302, 302]


def half_way(auth_host: Site, somebody: Persona) -> HostClient:
    """A device whose password was right, and whose second factor is awaited."""
    device = browser(auth_host)
    answer = device.post("/compte/login/password/", {"login": somebody.email, "password": "mot de passe long"})
    assert answer["Location"] == "/compte/2fa/authenticate/"
    return device


def test_two_managers_cannot_put_each_other_out(real_db: str, somme: Site) -> None:
    both = [person("manager", at=somme), person("manager", at=somme)]
    actors = [manager.at(somme) for manager in both]

    def put_out(by: int, target: int) -> Callable[[], object]:
        def act() -> object:
            with in_territory(somme.schema_name):
                held = Membership.objects.get(user_id=both[target].user_id)
                members.revoke(held, by=actors[by])
                return "revoked"

        return act

    assert sorted(together(put_out(0, 1), put_out(1, 0))) == ["last_manager", "revoked"]


def leave(somebody: Persona, site: Site) -> Callable[[], object]:
    """They ask to be erased, from their account."""
    actor = somebody.at(site)

    def act() -> object:
        with in_programme():
            user = User.objects.get(pk=somebody.user_id)
            return requests.ask_to_be_erased(user, by=actor, email=somebody.email).kind

    return act


def demote(somebody: Persona, site: Site) -> Callable[[], object]:
    """A manager gives up their own role."""
    actor = somebody.at(site)

    def act() -> object:
        with in_territory(site.schema_name):
            members.revoke(Membership.objects.get(user_id=somebody.user_id), by=actor)
            return "revoked"

    return act


def test_two_last_managers_cannot_both_be_erased(real_db: str, somme: Site, national: Site) -> None:
    both = [person("manager", at=somme), person("manager", at=somme)]

    assert sorted(together(*(leave(manager, national) for manager in both))) == ["erasure", "still_needed"]


def test_a_manager_cannot_leave_while_the_other_is_erased(real_db: str, somme: Site, national: Site) -> None:
    leaving, stepping_down = person("manager", at=somme), person("manager", at=somme)

    told = together(leave(leaving, national), demote(stepping_down, somme))

    assert sorted(told) in (["erasure", "last_manager"], ["revoked", "still_needed"])
    with in_programme():
        managing = Membership.objects.filter(role="manager", revoked_at=None, user__is_active=True)
        assert managing.filter(territory_id=somme.territory_id).count() == 1


def test_two_last_administrators_cannot_both_go(real_db: str, national: Site) -> None:
    one, other = person(national=("national_administrator",)), person(national=("national_administrator",))
    actor = other.at(national)

    def resign() -> object:
        with in_programme():
            grants.revoke(NationalGrant.objects.get(user_id=other.user_id), by=actor)
            return "revoked"

    assert sorted(together(leave(one, national), resign)) in (
        ["erasure", "last_administrator"],
        ["revoked", "still_needed"],
    )


def test_who_waits_to_be_erased_manages_nothing_any_more(real_db: str, somme: Site, national: Site) -> None:
    leaving, last = person("manager", at=somme), person("manager", at=somme)
    leave(leaving, national)()

    assert together(demote(last, somme)) == ["last_manager"]


def test_whoever_waits_counts_who_is_left_when_their_turn_comes(real_db: str, somme: Site) -> None:
    """The first has not committed when the second begins: it must wait, not read."""
    first, second = person("manager", at=somme), person("manager", at=somme)
    closed, begun = Barrier(2), Barrier(2)

    def hold() -> object:
        with in_programme():
            user = User.objects.get(pk=first.user_id)
            requests.close_account(user)
            closed.wait(10)
            begun.wait(10)
            sleep(0.3)
            return "erasure"

    def follow() -> object:
        closed.wait(10)
        begun.wait(10)
        return demote(second, somme)()

    assert together(hold, follow) == ["erasure", "last_manager"]
