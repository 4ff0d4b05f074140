"""Cards of every member of a jury: all have let a device in, but that of the second; and a link to their own marks."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from programs.juries.entry_cards import digest
from programs.juries.models import EntryCard, Opens
from tests.support.personas import Holder
from tests.volume.people import FAR
from tests.volume.plan import key, put

WAITING = 2


def secret_of(jury: UUID, rank: int = WAITING) -> str:
    """What the card's link holds."""
    return f"card-{key(jury, 'entry_card', rank).hex}"


def holder_of(jury: UUID, rank: int = 1) -> Holder:
    """The device of this member; the first one presides."""
    return Holder(key(jury, "entry_card", rank), f"device-{key(jury, 'entry_card', rank).hex}")


def transcript_of(jury: UUID) -> str:
    """What the link to the second member's own marks holds."""
    return f"transcript-{key(jury, 'transcript').hex}"


def give(app: str, jury: UUID, seats: Iterable[Any]) -> None:
    """In the order of their ranks, in the jury's own context."""
    put(
        EntryCard,
        (
            EntryCard(
                id=key(jury, "entry_card", rank),
                app=app,
                jury_id=jury,
                seat_id=seat.pk,
                email=seat.email,
                name=seat.name,
                secret_hash=digest(secret_of(jury, rank)),
                expires_at=FAR,
                device_hash=None if rank == WAITING else digest(holder_of(jury, rank).device),
            )
            for rank, seat in enumerate(seats, start=1)
        ),
    )


def give_transcript(app: str, jury: UUID, seats: Iterable[Any]) -> None:
    """The second member's link to their own marks."""
    [seat] = [seat for rank, seat in enumerate(seats, start=1) if rank == WAITING]
    given = {"app": app, "jury_id": jury, "seat_id": seat.pk, "email": seat.email, "name": seat.name}
    secret = digest(transcript_of(jury))
    link = EntryCard(id=key(jury, "transcript"), opens=Opens.TRANSCRIPT, secret_hash=secret, expires_at=FAR, **given)
    put(EntryCard, [link])
