"""Second factors: who must give one, whether this sign-in gave one, and where to go when it did not.

Decided on the auth host, before any hand-off; the session opened elsewhere bears the answer (docs/decisions/0008).
"""

from collections.abc import Iterable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse

from eclore.kit import clock
from eclore.kit.actor import COACH, MANAGER, NATIONAL_ADMINISTRATOR, NATIONAL_COACH
from tenants.memberships.models import Membership, NationalGrant

ROLES = frozenset({MANAGER, COACH, NATIONAL_COACH, NATIONAL_ADMINISTRATOR})
METHOD = "mfa"


def demanded(roles: Iterable[str]) -> bool:
    """Whether somebody who holds these roles must have given a second factor."""
    return bool(settings.SECOND_FACTOR_REQUIRED) and not ROLES.isdisjoint(roles)


def demanded_of(user: Any) -> bool:
    """The same of a person, whatever the site: one account, one strength."""
    return demanded(Membership.objects.filter(user=user, revoked_at=None).values_list("role", flat=True)) or demanded(
        NationalGrant.objects.filter(user=user, revoked_at=None)
        .exclude(until__lt=clock.today())
        .values_list("kind", flat=True)
    )


def proved(request: Any) -> bool:
    """An app's code, a passkey or a recovery code was given in this session of the auth host."""
    return any(record.get("method") == METHOD for record in get_authentication_records(request, request.user))


def record(request: Any, kind: str) -> None:
    """Enrolling a factor has just shown that one holds it."""
    record_authentication(request, request.user, METHOD, type=kind, reauthenticated=True)


def lacking(request: Any) -> bool:
    """A second factor is demanded of this person, and this session has not given it."""
    return not proved(request) and demanded_of(request.user)


def has_one(user: Any) -> bool:
    """An app or a passkey; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def way_to_prove(user: Any) -> str:
    """Give the factor that one has, then come back; or the page that leads to a first one."""
    if has_one(user):
        return reverse("mfa_reauthenticate", query={"next": reverse("enter")})
    return reverse("account-second-factor")
