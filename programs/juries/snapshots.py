"""What is read of a session: who sits and who has stepped aside; ballots, one's own or those that somebody may see.

Pages that count do it in the database (programs.juries.tallies): no mark leaves it by habit.
"""

from collections import defaultdict
from collections.abc import Collection, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet, prefetch_related_objects

from programs.juries.attendance import Differences, differences
from programs.juries.criteria import criteria_of
from programs.juries.models import AbstractCriterion, AbstractJury, AbstractPassage, AbstractRecusal, AbstractSeat
from programs.juries.queries import marks_from, marks_of, own_ballot, recusals_of, related, tables
from programs.juries.quorum import Quorum, shares


@dataclass(frozen=True)
class BallotFact:
    """A member's ballot on a dossier; `marks` are {criterion: value}. `paper`: typed from their sheet."""

    passage_id: UUID
    seat_id: UUID
    cast: bool
    marks: dict[UUID, int] = field(default_factory=dict)
    comment: str = ""
    begun: bool = True
    paper: bool = False


Ballots = dict[tuple[UUID, UUID], BallotFact]  # (passage, seat) → its ballot


@dataclass
class Sitting:
    """Who sits in a session, who was there and who has stepped aside: what a quorum and a count of voters need."""

    jury: AbstractJury
    seats: list[AbstractSeat]
    recusals: list[AbstractRecusal]
    apart: Differences = field(default_factory=Differences)

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

    @cached_property
    def awaited(self) -> list[AbstractSeat]:
        """Those whom the session counts on without calling them."""
        return [seat for seat in self.seats if seat.is_awaited]

    def is_recused(self, passage_id: UUID, seat: AbstractSeat | None) -> bool:
        return seat is not None and seat.pk in self.recused.get(passage_id, ())

    def left_by(self, seat: AbstractSeat | None) -> list[UUID]:
        """The passages that a member has stepped aside from; none for nobody."""
        return [passage_id for passage_id in self.recused if self.is_recused(passage_id, seat)]

    def there(self, passage_id: UUID) -> Set[UUID]:
        """The seats of a dossier's own moment, those who have stepped aside among them."""
        more, fewer = self.apart.more.get(passage_id), self.apart.fewer.get(passage_id)
        return (self.present.keys() | (more or set())) - (fewer or set()) if more or fewer else self.present.keys()

    def is_voter(self, passage_id: UUID, seat_id: UUID) -> bool:
        """Whether the ballot of this seat is expected, and counts."""
        return seat_id in self.there(passage_id) and seat_id not in self.recused.get(passage_id, ())

    def voters(self, passage_id: UUID) -> list[AbstractSeat]:
        """Members of its moment who have not stepped aside: their ballots count."""
        there, aside = self.there(passage_id), self.recused.get(passage_id, ())
        return [seat for seat in self.seats if seat.pk in there and seat.pk not in aside]

    def expected(self, passage_id: UUID) -> int:
        """How many voters a dossier has."""
        there = self.there(passage_id)
        return len(there) - sum(key in there for key in self.recused.get(passage_id, ()))

    def expected_in_all(self, passages: int, *, unseen: Collection[UUID]) -> int:
        """How many ballots so many passages have in all, but the `unseen` ones."""
        apart = self._apart - set(unseen)
        return (passages - len(unseen) - len(apart)) * len(self.present) + sum(map(self.expected, apart))

    def quorum(self, passage_id: UUID | None = None) -> Quorum:
        """For the session now, or for one dossier: of its moment, without those who have stepped aside."""
        if passage_id is None or not {passage_id} & self._apart:
            return self._now
        return self._quorum(self.there(passage_id), self.recused.get(passage_id, set()))

    @property
    def _apart(self) -> Set[UUID]:
        """The dossiers whose voters are not all those who are there now."""
        return self.apart.more.keys() | self.apart.fewer.keys() | self.recused.keys()

    @cached_property
    def _now(self) -> Quorum:
        return self._quorum(self.present.keys(), set())

    def _quorum(self, there: Set[UUID], aside: set[UUID]) -> Quorum:
        voters = [seat for seat in self.seats if seat.pk in there and seat.pk not in aside]
        return Quorum(
            required=self.jury.quorum,
            present=tuple(seat.name for seat in voters),
            absent=tuple(seat.name for seat in self.awaited if seat.pk not in there and seat.pk not in aside),
            recused=tuple(seat.name for seat in self.seats if seat.pk in aside),
            shares=shares(self.jury, voters),
        )


def read_sitting(jury: AbstractJury) -> Sitting:
    """Who sits, and who has stepped aside, each from what `title`; the caller has checked who asks.

    Two statements; three on a day when somebody has come late or left.
    """
    recusals: QuerySet[Any, Any] = recusals_of(jury)
    told, seats = list(recusals.annotate(title=F("passage__title"))), list(jury.seats.all())
    return Sitting(jury=jury, seats=seats, recusals=told, apart=differences(jury, seats))


def ballots_of(jury: AbstractJury, *, passage: AbstractPassage | None = None) -> Ballots:
    """Ballots with their marks, one row each: all of a session's, or those on one dossier."""
    one = {"passage": passage} if passage else {"passage__jury": jury}
    rows = related(related(type(jury), "passages").model, "ballots").filter(**one)
    cast = ExpressionWrapper(Q(cast_at__isnull=False), BooleanField())
    told: Any = rows.annotate(cast=cast, marked=marks_of(rows))
    facts = told.values_list("passage_id", "seat_id", "cast", "comment", "paper", "marked")
    return {
        (passage_id, seat_id): BallotFact(passage_id, seat_id, cast, marks_from(marks), comment, paper=paper)
        for passage_id, seat_id, cast, comment, paper, marks in facts
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
        return criteria_of(self.passage)

    @cached_property
    def own(self) -> BallotFact:
        """One's own ballot; an empty one before the first."""
        ballot, marks = own_ballot(self.passage, self.seat)
        if ballot is None:
            return BallotFact(self.passage.pk, self.seat.pk, cast=False, begun=False)
        cast, paper = ballot.cast_at is not None, ballot.paper
        return BallotFact(self.passage.pk, self.seat.pk, cast, marks, ballot.comment, paper=paper)

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
