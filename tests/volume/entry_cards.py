"""Cards of every member of a jury: all have let a device in, but that of the second."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from programs.juries.entry_cards import digest
from programs.juries.models import EntryCard
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
