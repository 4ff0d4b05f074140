"""What a session still awaits from its members, and whom it may remind of it now: an answer, marks; never a mark."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, Q, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit import clock
from programs.juries.attendance import hour
from programs.juries.models import AbstractJury, AbstractSeat
from programs.juries.queries import related
from programs.juries.rules import owes_answer
from programs.juries.snapshots import Sitting, read_sitting
from programs.juries.states import JuryState, PassageState

AGAIN = timedelta(minutes=10)  # within them a second press is the same act


@dataclass(frozen=True)
class Awaited:
    """A member from whom something is: an answer about conflicts of interest, without which nothing is marked, else
    their ballots on so many dossiers (`missing`).
    """

    seat: AbstractSeat
    answer: bool
    missing: int

    @property
    def label(self) -> str:
        """« Conflits d'intérêts », « 3 bulletins »."""
        if self.answer:
            return _("Conflits d'intérêts : réponse attendue")
        told = ngettext("%(count)s bulletin à valider", "%(count)s bulletins à valider", self.missing)
        return told % {"count": self.missing}

    @property
    def is_written_to(self) -> bool:
        """Whether a letter leaves: whoever is in the room is told on their tablet."""
        jury = self.seat.jury
        in_the_room = self.seat.present and jury.state == JuryState.OPEN and not jury.marks_in_any_order
        return bool(self.seat.email) and not in_the_room

    @property
    def is_due(self) -> bool:
        """Whether they have not been reminded just now."""
        return is_due(self.seat.reminded_at)

    @property
    def reminded(self) -> str:
        """When they last were; empty for never."""
        at = self.seat.reminded_at
        return hour(at, self.seat.jury.held_on) if at else ""


def is_due(reminded_at: datetime | None) -> bool:
    """Whether another reminder than that one is another act."""
    return reminded_at is None or reminded_at <= clock.now() - AGAIN


def awaited(jury: AbstractJury) -> list[Awaited]:
    """Who is, in the order of the members, until decisions are published; the caller has checked who asks.

    Four statements; five on a day when somebody has come late or left.
    """
    if jury.is_over:
        return []
    sitting, cast = read_sitting(jury), _cast(jury)
    latest, begun = _passages(jury)
    begun = begun if jury.state == JuryState.OPEN else []
    proposed = {one.seat_id for one in sitting.recusals if not (one.confirmed_at or one.declined_at)}
    told = []
    for seat in sitting.seats:
        if not seat.votes or not (seat.is_awaited or seat.present or seat.stays):
            continue
        answer = owes_answer(seat, latest) or seat.pk in proposed
        missing = 0 if answer else sum(_is_missing(sitting, key, seat, cast) for key in begun)
        if answer or missing:
            told.append(Awaited(seat, answer, missing))
    return told


def _is_missing(sitting: Sitting, passage: UUID, seat: AbstractSeat, cast: Collection[tuple[UUID, UUID]]) -> bool:
    """Whether the ballot of a member is expected and not validated; marked at home, every member's is expected."""
    at_home = sitting.jury.marks_in_any_order and not sitting.is_recused(passage, seat)
    return (passage, seat.pk) not in cast and (at_home or sitting.is_voter(passage, seat.pk))


def _passages(jury: AbstractJury) -> tuple[datetime | None, list[UUID]]:
    """When the last one was taken in, and those that may be marked already: one row, however many there are."""
    states = [state for state in PassageState if jury.has_begun(state)]
    begun = ArrayAgg("pk", filter=Q(state__in=states), default=Value([]))
    told: dict[str, Any] = jury.passages.order_by().aggregate(latest=Max("created_at"), begun=begun)
    return told["latest"], told["begun"]


def _cast(jury: AbstractJury) -> set[tuple[UUID, UUID]]:
    """(passage, seat) of each validated ballot, read by seat."""
    ballots = related(related(type(jury), "passages").model, "ballots")
    cast: Any = ballots.filter(passage__jury=jury, cast_at__isnull=False).order_by().values("seat_id")
    rows = cast.annotate(of=ArrayAgg("passage_id")).values_list("seat_id", "of")
    return {(passage, seat) for seat, passages in rows for passage in passages}
