"""Roles in a territory: given, and taken back at once."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from eclore.kit import audit, clock
from eclore.kit.actor import Actor
from eclore.kit.audit import Act
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from tenants.memberships.domain.invitations import pending
from tenants.memberships.domain.locks import lock_role_removals
from tenants.memberships.domain.pending_invitations import fall
from tenants.memberships.models import Membership, Reason, Role

if TYPE_CHECKING:
    from tenants.accounts.models import User


class LastManager(Refusal):
    """A territory without a manager could not be opened again by its own people."""

    code = "last_manager"


def grant(
    user: "User",
    role: str,
    *,
    territory_id: UUID,
    by: Actor,
    reason: Reason = Reason.MANAGER,
    reason_id: UUID | None = None,
) -> Membership:
    """Give `role` to somebody whom the open context can see; giving it twice changes nothing.

    `reason_id`: the seat that it goes with, if it does.
    """
    require(by, "memberships.manage_members")
    if role not in Role.values:
        raise Invalid(_("Choisissez un rôle dans la liste."), field="role", code="unknown_role")
    membership, created = Membership.objects.get_or_create(
        user=user,
        territory_id=territory_id,
        role=role,
        revoked_at=None,
        defaults={"granted_by": by.name, "reason": reason, "reason_id": reason_id},
    )
    if created:
        audit.record(Act.GRANT, subject=user, by=by, verb="give_role", role=role)
    return membership


def revoke(membership: Membership, *, by: Actor) -> Membership:
    """Take a role back; it holds at the next request. Raises LastManager."""
    lock_role_removals()
    lock(membership)
    require(by, "memberships.manage_members")
    if membership.revoked_at is not None:
        return membership
    if membership.role == Role.MANAGER and _managers(membership.territory_id) == {membership.user_id}:
        raise LastManager(
            _("C'est la dernière personne qui gère ce territoire. Donnez d'abord ce rôle à quelqu'un d'autre.")
        )
    membership.revoked_at = clock.now()
    membership.save(update_fields=["revoked_at"])
    audit.record(Act.GRANT, subject=membership.user, by=by, verb="take_role", role=membership.role)
    _take_promises_back(membership, by=by)
    return membership


def _take_promises_back(membership: Membership, *, by: Actor) -> None:
    """What was promised to this person falls: the same role; everything once they have no role left."""
    promised = pending(membership.user.email, membership.territory_id)
    held = Membership.objects.filter(user=membership.user_id, territory_id=membership.territory_id, revoked_at=None)
    fall(promised.filter(role=membership.role) if held.exists() else promised, by=by)


def _managers(territory_id: UUID) -> set[UUID]:
    """Who manages the territory now; an account that is closed, and waits to be erased, does not."""
    held = Membership.objects.filter(
        territory_id=territory_id, role=Role.MANAGER, revoked_at=None, user__is_active=True
    )
    return set(held.values_list("user_id", flat=True))
