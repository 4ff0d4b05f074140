"""A session read in six statements, whatever its size; marks only when asked for, so that they cannot leak by habit."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import prefetch_related_objects

from programs.juries import scoring
from programs.juries.models import AbstractCriterion, AbstractJury, AbstractPassage, AbstractRecusal, AbstractSeat
from programs.juries.queries import ordered, recusals_of, related
from programs.juries.quorum import Quorum
from programs.juries.scoring import Score
from programs.juries.states import JuryState


@dataclass(frozen=True)
class BallotFact:
    """That a member has marked a dossier; `marks` stays empty unless the session was read with them."""

    passage_id: UUID
    seat_id: UUID
    cast: bool
    marks: dict[UUID, int] = field(default_factory=dict)
    comment: str = ""
    begun: bool = True


@dataclass
class SessionSnapshot:
    """Everything about one session, in memory. `passages` are in their order, each with its decision if it has one.

    `criteria` come with marks: a console does without.
    """

    jury: AbstractJury
    criteria: list[AbstractCriterion]
    seats: list[AbstractSeat]
    passages: list[AbstractPassage]
    recusals: list[AbstractRecusal]
    ballots: dict[tuple[UUID, UUID], BallotFact]

    @cached_property
    def weights(self) -> dict[UUID, Decimal]:
        return {criterion.pk: criterion.weight for criterion in self.criteria}

    @cached_property
    def recused(self) -> dict[UUID, set[UUID]]:
        """Passage → the seats that have stepped aside from it."""
        found: dict[UUID, set[UUID]] = defaultdict(set)
        for recusal in self.recusals:
            if recusal.confirmed_at:
                found[recusal.passage_id].add(recusal.seat_id)
        return found

    @cached_property
    def _asked(self) -> dict[tuple[UUID, UUID], AbstractRecusal]:
        """(passage, seat) → the recusal proposed or declared."""
        return {(recusal.passage_id, recusal.seat_id): recusal for recusal in self.recusals}

    @cached_property
    def _present(self) -> dict[UUID, AbstractSeat]:
        """Key → member present, in their order."""
        return {seat.pk: seat for seat in self.seats if seat.present}

    @cached_property
    def _cast(self) -> dict[UUID, dict[UUID, BallotFact]]:
        """Passage → seat → validated ballot: a session of five hundred dossiers is gone through once, not by member."""
        found: dict[UUID, dict[UUID, BallotFact]] = defaultdict(dict)
        for (passage_id, seat_id), ballot in self.ballots.items():
            if ballot.cast:
                found[passage_id][seat_id] = ballot
        return found

    def recusal(self, passage_id: UUID, seat_id: UUID) -> AbstractRecusal | None:
        """What this member has said, or is asked, about stepping aside from this dossier."""
        return self._asked.get((passage_id, seat_id))

    def is_recused(self, passage_id: UUID, seat: AbstractSeat | None) -> bool:
        return seat is not None and seat.pk in self.recused.get(passage_id, ())

    def voters(self, passage_id: UUID) -> list[AbstractSeat]:
        """Members present who have not stepped aside: their ballots count."""
        aside = self.recused.get(passage_id, ())
        return [seat for key, seat in self._present.items() if key not in aside]

    def counting(self, passage_id: UUID) -> list[BallotFact]:
        """The ballots that count: validated, by a member present who has not stepped aside."""
        cast, aside = self._cast.get(passage_id, {}), self.recused.get(passage_id, ())
        return [cast[key] for key in self._present if key in cast and key not in aside] if cast else []

    def expected(self, passage_id: UUID) -> int:
        """How many voters a dossier has."""
        return len(self._present) - sum(key in self._present for key in self.recused.get(passage_id, ()))

    def progress(self, seat: AbstractSeat) -> tuple[int, int]:
        """A member's validated ballots, and how many dossiers are theirs to mark."""
        aside = sum(seat.pk in seats for seats in self.recused.values())
        return self._marked[seat.pk], len(self.passages) - aside

    @cached_property
    def _marked(self) -> Counter[UUID]:
        """Seat → validated ballots, but for the dossiers stepped aside from."""
        return Counter(
            seat_id
            for passage_id, ballots in self._cast.items()
            for seat_id in ballots
            if seat_id not in self.recused.get(passage_id, ())
        )

    def missing(self, passage_id: UUID) -> list[AbstractSeat]:
        """The voters whose ballot is still awaited."""
        cast = {ballot.seat_id for ballot in self.counting(passage_id)}
        return [seat for seat in self.voters(passage_id) if seat.pk not in cast]

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

    def scores(self) -> dict[UUID, Score[UUID]]:
        """Passage → its official score; the session must have been read with marks."""
        return {
            passage.pk: scoring.official_score(
                [ballot.marks for ballot in self.counting(passage.pk)], self.weights, self.expected(passage.pk)
            )
            for passage in self.passages
        }


def read_session(jury: AbstractJury, *, with_marks: bool = False, of: AbstractSeat | None = None) -> SessionSnapshot:
    """Read a session; the caller has checked what the actor may see of it.

    `of` a seat reads that member's ballots alone, with their marks: what a member's own pages need.
    """
    marks = with_marks or of is not None
    decides = of is None or jury.state == JuryState.PUBLISHED
    passages = ordered(jury) if decides else list(jury.passages.all())
    return SessionSnapshot(
        jury=jury,
        criteria=list(jury.criteria.all()) if marks else [],
        seats=list(jury.seats.all()),
        passages=passages,
        recusals=list(recusals_of(jury)),
        ballots=_ballots(jury, with_marks=marks, of=of),
    )


def _ballots(
    jury: AbstractJury, *, with_marks: bool, of: AbstractSeat | None, passage: AbstractPassage | None = None
) -> dict[tuple[UUID, UUID], BallotFact]:
    one = {"passage": passage} if passage else {"passage__jury": jury}
    rows = related(related(type(jury), "passages").model, "ballots").filter(**one, **({"seat": of} if of else {}))
    if not with_marks:
        facts = rows.values_list("passage_id", "seat_id", "cast_at")
        return {(passage, seat): BallotFact(passage, seat, bool(cast_at)) for passage, seat, cast_at in facts}
    found: dict[tuple[UUID, UUID], BallotFact] = {}
    facts = rows.values_list("passage_id", "seat_id", "cast_at", "comment", "marks__criterion_id", "marks__value")
    for passage_id, seat_id, cast_at, comment, criterion_id, value in facts:
        fact = found.setdefault((passage_id, seat_id), BallotFact(passage_id, seat_id, bool(cast_at), {}, comment))
        if criterion_id:
            fact.marks[criterion_id] = value
    return found


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
        none = BallotFact(self.passage.pk, self.seat.pk, cast=False, begun=False)
        found = _ballots(self.jury, with_marks=True, of=self.seat, passage=self.passage)
        return found.get((self.passage.pk, self.seat.pk), none)

    @cached_property
    def recusal(self) -> AbstractRecusal | None:
        """What the member has been asked, or has said, about stepping aside from this dossier."""
        return next((each for each in self._recusals if each.passage_id == self.passage.pk), None)

    @cached_property
    def order(self) -> list[Ordered]:
        """The order of the day, without the dossiers that the member has stepped aside from."""
        left = {recusal.passage_id for recusal in self._recusals if recusal.confirmed_at}
        rows = self.jury.passages.values_list("pk", "title", "state")
        return [Ordered(*row) for row in rows if row[0] not in left]

    @cached_property
    def _recusals(self) -> list[AbstractRecusal]:
        return list(recusals_of(self.jury).filter(seat=self.seat))
