"""Which archives somebody sees, in the territory whose context is open; the database shows no other's."""

from uuid import UUID

from django.db.models import QuerySet

from eclore.kit.actor import MANAGER, Actor
from eclore.kit.permissions import can
from tenants.accounts.models import User
from tenants.memberships.models import Membership
from tenants.moving.models import Archive

SHOWN = 10


def archives(actor: Actor) -> QuerySet[Archive]:
    """The last first; none for who may not take the territory's data away."""
    return Archive.objects.all() if can(actor, "moving.take_away") else Archive.objects.none()


def names(keys: set[UUID | None]) -> dict[UUID, str]:
    """Who has asked, by key: those who are still known here."""
    known = {key for key in keys if key is not None}
    return dict(User.objects.filter(pk__in=known).values_list("pk", "name"))


def still_manages(user_id: UUID | None) -> User | None:
    """Who asked, as long as they manage this territory: nobody else is written to."""
    if user_id is None:
        return None
    held = Membership.objects.select_related("user").filter(user_id=user_id, role=MANAGER, revoked_at=None)
    membership = held.first()
    return membership.user if membership and membership.user.is_active else None
