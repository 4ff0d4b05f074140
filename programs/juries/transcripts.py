"""A member's own marks once decisions are published, to read until a day that is said: the link that was sent to them.

A secret of 256 bits, of which only a digest is kept (programs.juries.models.EntryCard, `opens`). It opens one page, at
each request anew: no session, no account, nothing to write. It ends with its day, when whoever presides or manages
withdraws it, and with its person, whose row goes with them.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from eclore.kit import clock
from eclore.kit.dates import calendar_day
from eclore.kit.keys import digest, new_key
from programs.juries.models import AbstractJury, AbstractSeat, EntryCard, Opens

# A season: the next one's jury is composed by then, and decisions have long been final.
KEPT = timedelta(days=365)


def until(jury: AbstractJury) -> datetime:
    """When published marks stop being read by who gave them."""
    return (jury.published_at or clock.now()) + KEPT


def day_of(jury: AbstractJury) -> str:
    """« 1er décembre 2027 »: the same day in words, its year always."""
    return calendar_day(until(jury), today=date.min)


def issue(app: str, jury: AbstractJury, seats: Iterable[AbstractSeat]) -> dict[UUID, str]:
    """Seat → a new secret, told this once; what it had before opens nothing from now on."""
    seats = list(seats)
    withdraw(app, jury.pk, [seat.pk for seat in seats])
    given = {seat.pk: new_key() for seat in seats}
    EntryCard.objects.bulk_create(
        EntryCard(
            opens=Opens.TRANSCRIPT,
            app=app,
            jury_id=jury.pk,
            seat_id=seat.pk,
            email=seat.email,
            name=seat.name,
            secret_hash=digest(given[seat.pk]),
            expires_at=until(jury),
        )
        for seat in seats
    )
    return given


def of_jury(app: str, jury_id: UUID) -> dict[UUID, EntryCard]:
    """Seat → the last link that was sent to it, withdrawn or not."""
    found = EntryCard.objects.filter(app=app, jury_id=jury_id, opens=Opens.TRANSCRIPT).order_by("created_at", "pk")
    return {link.seat_id: link for link in found}


def seat_of_link(app: str, secret: str) -> UUID | None:
    """Whose marks this secret opens now; finding it changes nothing."""
    link = EntryCard.objects.filter(
        app=app, opens=Opens.TRANSCRIPT, secret_hash=digest(secret), revoked_at=None, expires_at__gt=clock.now()
    ).first()
    return link.seat_id if link is not None else None


def withdraw(app: str, jury_id: UUID, seats: Iterable[UUID]) -> int:
    """From the next request on, their links open nothing; how many did."""
    rows = EntryCard.objects.filter(app=app, jury_id=jury_id, opens=Opens.TRANSCRIPT, revoked_at=None)
    return rows.filter(seat_id__in=list(seats)).update(revoked_at=clock.now())
