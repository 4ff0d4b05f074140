"""Members of a territory's jury, told by a letter where to go."""

from typing import Unpack

from django.db import transaction

from eclore.kit.actor import Actor
from eclore.kit.locks import lock
from programs.juries.domain import seats
from programs.juries.domain.seats import SeatGiven
from programs.local.juries import emails
from programs.local.juries.domain import access
from programs.local.juries.domain.conflicts import propose_recusals
from programs.local.juries.models import Jury, Seat


@transaction.atomic
def add_seat(jury: Jury, *, by: Actor, **given: Unpack[SeatGiven]) -> Seat:
    """Give a seat to an address, let it in as a juror, and write to it. Raises AlreadySeated, Invalid."""
    lock(jury)
    seat: Seat = seats.add_seat(jury, by=by, **given)
    user = access.open_to(seat, by=by)
    if user is not None:
        seat.user = user
        seat.save(update_fields=["user"])
    propose_recusals(jury, by=by)
    emails.seat(seat, by=by)
    return seat


def claim(actor: Actor) -> None:
    """Arriving: the seats kept for this address become this person's."""
    if actor.schema != "public":
        seats.claim(Seat, actor)
