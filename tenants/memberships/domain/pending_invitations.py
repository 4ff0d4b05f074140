"""An invitation kept for a colleague whom a member has asked to join them; the e-mail is the caller's."""

from datetime import timedelta

from eclore.kit import audit, clock
from eclore.kit.actor import Actor
from tenants.memberships.models import Invitation, Role
from tenants.territories.addresses import territory_here

LASTS = timedelta(days=90)


def create_pending_invitation(email: str, *, name: str, by: Actor) -> Invitation:
    """This address becomes a member when it signs in, whatever its domain; to be called in a territory."""
    territory, now = territory_here(), clock.now()
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        territory_id=territory.pk,
        territory_role=territory.role,
        role=Role.MEMBER,
        invited_by=by.name,
        created_at=now,
        expires_at=now + LASTS,
    )
    audit.record(audit.Act.GRANT, subject=invitation, by=by, verb="invite", role=invitation.role)
    return invitation
