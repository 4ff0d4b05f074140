"""What is read of a session: who sits and who has stepped aside; ballots, one's own or those that somebody may see.

Pages that count do it in the database (programs.juries.tallies): no mark leaves it by habit.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet, prefetch_related_objects

from programs.juries.models import AbstractCriterion, AbstractJury, AbstractPassage, AbstractRecusal, AbstractSeat
from programs.juries.queries import marks_from, marks_of, own_ballot, recusals_of, related, tables
from programs.juries.quorum import Quorum


@dataclass(frozen=True)
class BallotFact:
    """A member's ballot on a dossier; `marks` are {criterion: value}."""

    passage_id: UUID
    seat_id: UUID
    cast: bool
    marks: dict[UUID, int] = field(default_factory=dict)
    comment: str = ""
    begun: bool = True


Ballots = dict[tuple[UUID, UUID], BallotFact]  # (passage, seat) → its ballot


@dataclass
class Sitting:
    """Who sits in a session, and who has stepped aside from what: what a quorum and a count of voters need."""

    jury: AbstractJury
    seats: list[AbstractSeat]
    recusals: list[AbstractRecusal]

    @cached_property
    def recused(self) -> dict[UUID, set[UUID]]:
        """Passage → the seats that have stepped aside from it."""
        found: dict[UUID, set[UUID]] = defaultdict(set)
        for recusal in self.recusals:
            if recusal.confirmed_at:
                found[recusal.passage_id].add(recusal.seat_id)
        return found

    @cached_property
    def present(self) -> dict[UUID, AbstractSeat]:
        """Key → member present, in their order."""
        return {seat.pk: seat for seat in self.seats if seat.present}

    def is_recused(self, passage_id: UUID, seat: AbstractSeat | None) -> bool:
        return seat is not None and seat.pk in self.recused.get(passage_id, ())

    def left_by(self, seat: AbstractSeat | None) -> list[UUID]:
        """The passages that a member has stepped aside from; none for nobody."""
        return [passage_id for passage_id in self.recused if self.is_recused(passage_id, seat)]

    def voters(self, passage_id: UUID) -> list[AbstractSeat]:
        """Members present who have not stepped aside: their ballots count."""
        aside = self.recused.get(passage_id, ())
        return [seat for key, seat in self.present.items() if key not in aside]

    def expected(self, passage_id: UUID) -> int:
        """How many voters a dossier has."""
        return len(self.present) - sum(key in self.present for key in self.recused.get(passage_id, ()))

    def expected_in_all(self, passages: int, *, unseen: Collection[UUID]) -> int:
        """How many ballots so many passages have in all, but the `unseen` ones."""
        aside = sum(len(seats & self.present.keys()) for key, seats in self.recused.items() if key not in unseen)
        return (passages - len(unseen)) * len(self.present) - aside

    def quorum(self, passage_id: UUID | None = None) -> Quorum:
        """For the session, or for one dossier without those who have stepped aside."""
        aside = self.recused.get(passage_id) if passage_id else None
        return self._quorum(aside) if aside else self._whole_quorum

    @cached_property
    def _whole_quorum(self) -> Quorum:
        return self._quorum(set())

    def _quorum(self, aside: set[UUID]) -> Quorum:
        return Quorum(
            required=self.jury.quorum,
            present=tuple(seat.name for seat in self.seats if seat.present and seat.pk not in aside),
            absent=tuple(seat.name for seat in self.seats if not seat.present and seat.pk not in aside),
            recused=tuple(seat.name for seat in self.seats if seat.pk in aside),
        )


def read_sitting(jury: AbstractJury) -> Sitting:
    """Who sits, and who has stepped aside, each from what `title`: two statements; the caller has checked who asks."""
    recusals: QuerySet[Any, Any] = recusals_of(jury)
    told = list(recusals.annotate(title=F("passage__title")))
    return Sitting(jury=jury, seats=list(jury.seats.all()), recusals=told)


def ballots_of(jury: AbstractJury, *, passage: AbstractPassage | None = None) -> Ballots:
    """Ballots with their marks, one row each: all of a session's, or those on one dossier."""
    one = {"passage": passage} if passage else {"passage__jury": jury}
    rows = related(related(type(jury), "passages").model, "ballots").filter(**one)
    cast = ExpressionWrapper(Q(cast_at__isnull=False), BooleanField())
    told: Any = rows.annotate(cast=cast, marked=marks_of(rows))
    facts = told.values_list("passage_id", "seat_id", "cast", "comment", "marked")
    return {
        (passage_id, seat_id): BallotFact(passage_id, seat_id, cast, marks_from(marks), comment)
        for passage_id, seat_id, cast, comment, marks in facts
    }


class Ordered(NamedTuple):
    """A dossier's place in the order of the day."""

    pk: UUID
    title: str
    state: str


class BallotSnapshot:
    """What the page of one's own ballot needs, each part read once, when it is asked for."""

    def __init__(self, passage: AbstractPassage, seat: AbstractSeat) -> None:
        self.passage, self.jury, self.seat = passage, passage.jury, seat

    @cached_property
    def criteria(self) -> list[AbstractCriterion]:
        prefetch_related_objects([self.jury], "criteria")
        return list(self.jury.criteria.all())

    @cached_property
    def own(self) -> BallotFact:
        """One's own ballot; an empty one before the first."""
        ballot, marks = own_ballot(self.passage, self.seat)
        if ballot is None:
            return BallotFact(self.passage.pk, self.seat.pk, cast=False, begun=False)
        return BallotFact(self.passage.pk, self.seat.pk, ballot.cast_at is not None, marks, ballot.comment)

    @cached_property
    def recusal(self) -> AbstractRecusal | None:
        """What the member has been asked, or has said, about stepping aside from this dossier."""
        return self.passage.own_recusals[self.seat.pk]

    @property
    def place(self) -> int:
        """Where it stands in the order of the day, from 1, without the dossiers that the member has left."""
        return self._place.before + 1

    @property
    def total(self) -> int:
        """How many dossiers are the member's."""
        return self._place.total

    @property
    def following(self) -> Ordered | None:
        """The next one of them."""
        place = self._place
        return Ordered(place.pk, place.title, place.state) if place.pk else None

    @cached_property
    def _place(self) -> "Place":
        """All three in one statement, however long the day."""
        here: dict[str, Any] = {
            "jury": self.jury.pk,
            "seat": self.seat.pk,
            "position": self.passage.position,
            "pk": self.passage.pk,
        }
        with connection.cursor() as cursor:
            cursor.execute(PLACE.format(**tables(type(self.jury))), here)
            return Place(*cursor.fetchone())


class Place(NamedTuple):
    """How many dossiers come before this one, how many there are, and the next: its keys are None when none is."""

    before: int
    total: int
    pk: UUID | None
    title: str
    state: str


# Written by hand: a page that a whole jury opens all day spent more on composing it than the database on answering.
PLACE = """
WITH theirs AS (
    SELECT id, position, title, state FROM {passages} WHERE jury_id = %(jury)s AND id NOT IN (
        SELECT passage_id FROM {recusals} WHERE seat_id = %(seat)s AND confirmed_at IS NOT NULL
    )
), following AS (
    SELECT id, title, state FROM theirs WHERE (position, id) > (%(position)s, %(pk)s) ORDER BY position, id LIMIT 1
)
SELECT count(*) FILTER (WHERE (theirs.position, theirs.id) < (%(position)s, %(pk)s)), count(*),
    (SELECT id FROM following), (SELECT title FROM following), (SELECT state FROM following)
FROM theirs
"""
