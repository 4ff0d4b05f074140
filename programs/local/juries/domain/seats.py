"""Members of a territory's jury, told by a letter where to go."""

from django.db import transaction

from eclore.kit.actor import Actor
from programs.juries.domain import seats
from programs.juries.domain.seats import note_presence, remove
from programs.local.juries import emails
from programs.local.juries.domain import access
from programs.local.juries.models import Jury, Seat

__all__ = ["add", "claim", "note_presence", "remove"]


@transaction.atomic
def add(jury: Jury, *, by: Actor, email: str, name: str, quality: str = "", presides: bool = False) -> Seat:
    """Give a seat to an address, let it in as a juror, and write to it. Raises AlreadySeated, Invalid."""
    seat = seats.add(jury, by=by, email=email, name=name, quality=quality, presides=presides)
    user = access.open_to(seat.email, seat.name, by=by)
    if user is not None:
        seat.user = user
        seat.save(update_fields=["user"])
    emails.seat(seat, by=by)
    return seat


def claim(actor: Actor) -> None:
    """Arriving: the seats kept for this address become this person's."""
    if actor.schema != "public":
        seats.claim(Seat, actor)
