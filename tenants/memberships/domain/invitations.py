"""A role offered to an address; it becomes a membership when that address signs in."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from eclore.kit import audit, clock, mail
from eclore.kit.actor import Actor, system
from eclore.kit.audit import Act
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.keys import digest, new_key
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from tenants.hosts import Site
from tenants.memberships.domain.locks import lock_invitations
from tenants.memberships.models import Invitation, Membership, Reason, Role
from tenants.memberships.validators import plain_address
from tenants.territories.models import ProvisioningRequest

if TYPE_CHECKING:
    from tenants.accounts.models import User

LASTS = timedelta(days=30)


class AlreadyThere(Refusal):
    """This person is a member already."""

    code = "already_member"


def invite(email: str, role: str, *, site: Site, by: Actor, name: str = "") -> Invitation:
    """Offer `role` to an address, by e-mail; a pending invitation to the same role is replaced."""
    lock_invitations(site.role)
    require(by, "memberships.manage_members")
    email = plain_address(email)
    if role not in Role.values:
        raise Invalid(_("Choisissez un rôle dans la liste."), field="role", code="unknown_role")
    if Membership.objects.filter(user__email=email, territory_id=site.territory_id, revoked_at=None).exists():
        raise AlreadyThere(
            _("Cette personne est déjà membre : ajoutez-lui ce rôle dans la liste des membres."), field="email"
        )
    now = clock.now()
    offered = Invitation.objects.filter(email=email, territory_id=site.territory_id, role=role)
    offered.filter(accepted_at=None, revoked_at=None).update(revoked_at=now)  # those that have expired too
    secret = new_key()
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        territory_id=site.territory_id,
        territory_role=site.role,
        role=role,
        secret_hash=digest(secret),
        invited_by=by.name,
        created_at=now,
        expires_at=now + LASTS,
    )
    audit.record(Act.GRANT, subject=invitation, by=by, verb="invite", role=role)
    mail.post("memberships.invitation", to_email=email, context=_email_context(invitation, site, secret))
    return invitation


def withdraw(invitation: Invitation, *, by: Actor) -> Invitation:
    """Withdraw it before it is accepted: its person may be signing in at this instant, and waits or was first."""
    lock(invitation)
    require(by, "memberships.manage_members")
    if invitation.accepted_at is not None:
        raise Refusal(
            _("Cette invitation a déjà été acceptée : retirez plutôt le rôle dans la liste des membres."),
            code="already_accepted",
        )
    if invitation.revoked_at is None:
        invitation.revoked_at = clock.now()
        invitation.save(update_fields=["revoked_at"])
        audit.record(Act.GRANT, subject=invitation, by=by, verb="withdraw_invitation", role=invitation.role)
    return invitation


def invite_first_manager(wanted: ProvisioningRequest, site: Site) -> None:
    """A territory has been made: whoever was named in its request runs its programme."""
    by = system(wanted.requested_by or "Éclore")
    invite(wanted.manager_email, Role.MANAGER, site=site, by=by, name=wanted.manager_name)


def accept(user: "User", *, territory_id: UUID) -> list[Membership]:
    """Make memberships of what is pending for this person's verified address; call it in the programme's context."""
    kept = []
    taken_back = _taken_back_at(user, territory_id)
    for invitation in pending(user.email, territory_id).select_for_update(no_key=True).order_by("pk"):
        if taken_back and (invitation.reason == Reason.TEAM or invitation.created_at < taken_back):
            continue  # only what a manager has offered since brings them back
        membership, _created = Membership.objects.get_or_create(
            user=user,
            territory_id=territory_id,
            role=invitation.role,
            revoked_at=None,
            defaults={
                "territory_role": invitation.territory_role,
                "granted_by": invitation.invited_by,
                "reason": invitation.reason,
                "reason_id": invitation.reason_id,
            },
        )
        invitation.accepted_at = clock.now()
        invitation.save(update_fields=["accepted_at"])
        audit.record(
            Act.GRANT,
            subject=user,
            by=Actor(user.pk, str(user), user.email),
            verb="accept_invitation",
            role=invitation.role,
        )
        kept.append(membership)
    return kept


def _taken_back_at(user: "User", territory_id: UUID) -> datetime | None:
    """When a manager took the last role of this person here, if none is left."""
    held = list(Membership.objects.filter(user=user, territory_id=territory_id).values_list("revoked_at", "fell"))
    taken = [revoked_at for revoked_at, fell in held if revoked_at and not fell]
    return max(taken) if taken and all(revoked_at for revoked_at, _fell in held) else None


def pending(email: str, territory_id: Any) -> "QuerySet[Invitation]":
    """The invitations that this address may still accept."""
    return Invitation.objects.filter(
        email=email.lower(), territory_id=territory_id, accepted_at=None, revoked_at=None, expires_at__gt=clock.now()
    )


def _email_context(invitation: Invitation, site: Site, secret: str) -> dict[str, object]:
    return {
        "name": invitation.name,
        "invited_by": invitation.invited_by,
        "role": Role(invitation.role).label,
        "territory": site.name,
        "link": site.page("invitation", secret),
        "expires_at": invitation.expires_at,
        "contact_email": site.contact_email,
    }
