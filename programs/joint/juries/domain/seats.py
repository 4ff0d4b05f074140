"""Members of a joint jury: from a territory or from the national team, invited by mail, recognised when they arrive."""

from typing import NotRequired, Unpack

from django.db import transaction

from eclore.kit.actor import Actor
from eclore.kit.locks import lock
from programs.joint.juries import emails
from programs.joint.juries.domain.conflicts import propose_recusals
from programs.joint.juries.models import Jury, Seat
from programs.juries.domain import seats
from programs.juries.domain.seats import SeatGiven
from tenants.territories.models import Territory


class JointSeatGiven(SeatGiven):
    """`territory`: where the member comes from, none for the national team."""

    territory: NotRequired[Territory | None]


@transaction.atomic
def add_seat(jury: Jury, *, by: Actor, **given: Unpack[JointSeatGiven]) -> Seat:
    """A seat and its invitation; recusals are proposed at once on the dossiers that bind this member."""
    lock(jury)
    seat: Seat = seats.add_seat(jury, by=by, **given)
    propose_recusals(jury, by=by)
    emails.invite(seat)
    return seat


def claim(actor: Actor) -> None:
    """At arrival on the national host: the seats that wait for this address become this person's."""
    if actor.schema == "public":
        seats.claim(Seat, actor)
