"""Everything that the minutes are written from, read in a few statements; nothing is left out yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from programs.juries import standings
from programs.juries.minutes import record
from programs.juries.minutes.record import SessionRecord
from programs.juries.models import AbstractCriterion, AbstractJury, AbstractPassage, AbstractSeat
from programs.juries.queries import ordered
from programs.juries.snapshots import Ballots, Sitting, ballots_of, read_sitting
from programs.juries.tallies import Tally


@dataclass(frozen=True)
class Movement:
    """Somebody came, or left; `again`: they had come, or left, before."""

    at: datetime
    seat: AbstractSeat
    came: bool
    again: bool


@dataclass(frozen=True)
class Facts:
    """`ballots` are empty where they are not shown."""

    jury: AbstractJury
    sitting: Sitting
    criteria: list[AbstractCriterion]
    given: Mapping[UUID, Tally]
    passages: list[AbstractPassage]
    ballots: Ballots
    record: SessionRecord

    def movements(self) -> dict[UUID | None, list[Movement]]:
        """Passage → who came and went since the one that was heard before it; None: after the last one."""
        heard = sorted((passage for passage in self.passages if passage.heard_at), key=_heard_at)
        if not heard:
            return {}
        since, every = heard[0].opened_at or self.jury.opened_at, sorted(self._all(), key=lambda move: move.at)
        found: dict[UUID | None, list[Movement]] = {}
        for passage in heard:
            until = passage.heard_at
            found[passage.pk] = [move for move in every if since and until and since < move.at <= until]
            since = until
        found[None] = [move for move in every if since and since < move.at]
        return found

    def _all(self) -> Iterator[Movement]:
        for seat in self.sitting.seats:
            for rank, stay in enumerate(seat.stays):
                yield Movement(stay.lower, seat, came=True, again=rank > 0)
                if stay.upper is not None:
                    yield Movement(stay.upper, seat, came=False, again=rank > 0)


def read(jury: AbstractJury, *, raw: bool = False, held: bool = False) -> Facts:
    """What is known of a session; `raw`: with each member's ballots. The caller has checked who reads.

    `held`: the session is locked, so that its record is read now, whatever came with it before.
    """
    criteria = list(jury.criteria.all())
    return Facts(
        jury=jury,
        sitting=read_sitting(jury),
        criteria=criteria,
        given=standings.standing(jury, criteria).given,
        passages=ordered(jury),
        ballots=ballots_of(jury) if raw else {},
        record=record.read(jury) if held else record.of(jury),
    )


def _heard_at(passage: AbstractPassage) -> datetime:
    return passage.heard_at or passage.created_at
