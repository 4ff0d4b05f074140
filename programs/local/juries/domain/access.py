"""Members of a jury need the juror's role here: given at once to people the territory knows, promised to the others.

It goes with the seat: the last seat of an address that is taken back takes the role, or the promise, with it; a
promise ends with the last session too.
"""

from eclore.kit.actor import JUROR, Actor
from eclore.kit.fields import CurrentUser
from programs.juries.models import AbstractSeat
from programs.juries.states import OVER, JuryState
from programs.local.juries.models import Jury, Seat
from tenants.accounts.models import User
from tenants.memberships.domain import members, pending_invitations
from tenants.memberships.domain.invitations import pending
from tenants.memberships.models import Reason
from tenants.territories.models import Territory


def open_to(seat: Seat, *, by: Actor) -> User | None:
    """Let the address of this seat in as a juror; returns the person when the territory knows them.

    No letter from here: the jury's own says where to go.
    """
    territory = Territory.objects.select_for_update(no_key=True).only("pk").get(role=CurrentUser())
    user = User.objects.filter(email=seat.email, is_active=True).first()
    if user is not None:
        members.grant(user, JUROR, territory_id=territory.pk, by=by, reason=Reason.SEAT, reason_id=seat.pk)
    elif not pending(seat.email, territory.pk).filter(role=JUROR).exists():
        pending_invitations.create_pending_invitation(
            seat.email, name=seat.name, by=by, reason=Reason.SEAT, reason_id=seat.pk
        )
    return user


def close_to(seat: AbstractSeat, by: Actor) -> None:
    """A seat is taken back, or its session cancelled: what stood on it stands on another one, or falls."""
    if isinstance(seat, Seat):
        _expect_elsewhere(seat, by)
        others = Seat.objects.filter(email=seat.email).exclude(pk=seat.pk).exclude(jury__state=JuryState.CANCELLED)
        other = others.values_list("pk", flat=True).first()
        pending_invitations.let_go(seat.email, reason=Reason.SEAT, reason_id=seat.pk, by=by, instead=other)


def end_promises(jury: Jury, by: Actor) -> None:
    """A session is published: members who never came are expected in another one, or no longer."""
    for seat in Seat.objects.filter(jury=jury, pk__in=pending_invitations.awaited(Reason.SEAT)):
        _expect_elsewhere(seat, by)


def _expect_elsewhere(seat: Seat, by: Actor) -> None:
    """On a seat of the same address in a session that goes on."""
    others = Seat.objects.filter(email=seat.email).exclude(pk=seat.pk).exclude(jury__state__in=OVER)
    other = others.values_list("pk", flat=True).first()
    pending_invitations.expect_no_more(seat.email, reason=Reason.SEAT, reason_id=seat.pk, by=by, instead=other)
