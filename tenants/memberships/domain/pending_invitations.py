"""An invitation kept for somebody who is asked to join a team or a jury; its e-mail is the caller's.

It stands on that place in the team, or on that seat, and falls with it; so does the role that it has become.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from eclore.kit import audit, clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal
from tenants.memberships.domain.invitations import pending
from tenants.memberships.models import Invitation, Membership, Reason, Role
from tenants.territories.addresses import territory_here

LASTS = {Reason.TEAM: timedelta(days=90), Reason.SEAT: timedelta(days=30)}
ROLES = {Reason.TEAM: Role.MEMBER, Reason.SEAT: Role.JUROR}


class TakenBack(Refusal):
    """A manager has taken this person's access back: a manager alone gives it again."""

    code = "taken_back"


def create_pending_invitation(email: str, *, name: str, by: Actor, reason: Reason, reason_id: UUID) -> Invitation:
    """This address gets the role that goes with `reason` when it signs in, whatever its domain; in a territory."""
    territory, now = territory_here(), clock.now()
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        territory_id=territory.pk,
        territory_role=territory.role,
        role=ROLES[reason],
        invited_by=by.name,
        created_at=now,
        expires_at=now + LASTS[reason],
        reason=reason,
        reason_id=reason_id,
    )
    audit.record(audit.Act.GRANT, subject=invitation, by=by, verb="invite", role=invitation.role)
    return invitation


def ensure_not_taken_back(email: str) -> None:
    """Raise TakenBack for somebody whose last role a manager has taken back; in a territory."""
    held = Membership.objects.filter(user__email=email.lower(), territory_id=territory_here().pk)
    rows = list(held.values_list("revoked_at", "fell"))
    if is_taken_back(rows):
        raise TakenBack(
            _(
                "Une personne chargée du programme a retiré l'accès de cette personne : elle seule peut la faire"
                " revenir. Demandez-le-lui."
            ),
            field="email",
        )


def is_taken_back(held: Sequence[tuple[datetime | None, bool]]) -> bool:
    """Whether `held`, (when it was revoked, whether it fell) of each role, leaves nothing and some was taken."""
    return all(revoked_at for revoked_at, _fell in held) and any(not fell for _revoked_at, fell in held)


def awaited(reason: Reason) -> list[UUID]:
    """The places of this kind whose invitation nobody has accepted yet; in a territory."""
    rows = Invitation.objects.filter(territory_id=territory_here().pk, accepted_at=None, revoked_at=None, reason=reason)
    return [key for key in rows.values_list("reason_id", flat=True) if key]


def let_go(email: str, *, reason: Reason, reason_id: UUID, by: Actor, instead: UUID | None = None) -> None:
    """A place in a team or a seat is gone: what stood on it stands on `instead`, or falls; in a territory."""
    expect_no_more(email, reason=reason, reason_id=reason_id, by=by, instead=instead)
    stood = {"reason": reason, "reason_id": reason_id}
    roles = Membership.objects.filter(territory_id=territory_here().pk, revoked_at=None, **stood)
    if instead is not None:
        roles.update(reason_id=instead)
        return
    for held in roles.select_related("user"):
        Membership.objects.filter(pk=held.pk).update(revoked_at=clock.now(), fell=True)
        audit.record(audit.Act.GRANT, subject=held.user, by=by, verb="role_falls", role=held.role)


def expect_no_more(email: str, *, reason: Reason, reason_id: UUID, by: Actor, instead: UUID | None = None) -> None:
    """Who has not come yet is expected on `instead`, or no longer; a role that was taken stays; in a territory."""
    promised = pending(email, territory_here().pk).filter(reason=reason, reason_id=reason_id)
    if instead is not None:
        promised.update(reason_id=instead)
    else:
        fall(promised, by=by)


def fall(promised: "QuerySet[Invitation]", *, by: Actor) -> None:
    """These invitations open nothing any more."""
    for invitation in promised:
        Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(revoked_at=clock.now())
        audit.record(audit.Act.GRANT, subject=invitation, by=by, verb="invitation_falls", role=invitation.role)
