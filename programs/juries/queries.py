"""A session read in six statements, whatever its size; marks only when asked for, so that they cannot leak by habit."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from eclore.kit.actor import Actor
from programs.juries import scoring
from programs.juries.quorum import Quorum
from programs.juries.rules import seat_of
from programs.juries.scoring import Score


@dataclass(frozen=True)
class BallotFact:
    """That a member has marked a dossier; `marks` stays empty unless the bench was read with them."""

    passage_id: UUID
    seat_id: UUID
    cast: bool
    marks: dict[UUID, int] = field(default_factory=dict)
    comment: str = ""


@dataclass
class Bench:
    """Everything about one session, in memory. `passages` are in their order, each with its decision if it has one."""

    jury: Any
    criteria: list[Any]
    seats: list[Any]
    passages: list[Any]
    recusals: list[Any]
    ballots: dict[tuple[UUID, UUID], BallotFact]

    @cached_property
    def weights(self) -> dict[UUID, Any]:
        return {criterion.pk: criterion.weight for criterion in self.criteria}

    @cached_property
    def recused(self) -> dict[UUID, set[UUID]]:
        """Passage → the seats that have stepped aside from it."""
        found: dict[UUID, set[UUID]] = defaultdict(set)
        for recusal in self.recusals:
            if recusal.confirmed_at:
                found[recusal.passage_id].add(recusal.seat_id)
        return found

    def recusal(self, passage_id: UUID, seat_id: UUID) -> Any | None:
        """What this member has said, or is asked, about stepping aside from this dossier."""
        return next((r for r in self.recusals if (r.passage_id, r.seat_id) == (passage_id, seat_id)), None)

    def is_recused(self, passage_id: UUID, seat: Any | None) -> bool:
        return seat is not None and seat.pk in self.recused.get(passage_id, ())

    def voters(self, passage_id: UUID) -> list[Any]:
        """Members present who have not stepped aside: their ballots count."""
        return [seat for seat in self.seats if seat.present and not self.is_recused(passage_id, seat)]

    def counting(self, passage_id: UUID) -> list[BallotFact]:
        """The ballots that count: validated, by a member present who has not stepped aside."""
        found = (self.ballots.get((passage_id, seat.pk)) for seat in self.voters(passage_id))
        return [ballot for ballot in found if ballot is not None and ballot.cast]

    def missing(self, passage_id: UUID) -> list[Any]:
        """The voters whose ballot is still awaited."""
        cast = {ballot.seat_id for ballot in self.counting(passage_id)}
        return [seat for seat in self.voters(passage_id) if seat.pk not in cast]

    def quorum(self, passage_id: UUID | None = None) -> Quorum:
        """For the session, or for one dossier without those who have stepped aside."""
        aside = self.recused.get(passage_id, set()) if passage_id else set()
        return Quorum(
            required=self.jury.quorum,
            present=tuple(seat.name for seat in self.seats if seat.present and seat.pk not in aside),
            absent=tuple(seat.name for seat in self.seats if not seat.present and seat.pk not in aside),
            recused=tuple(seat.name for seat in self.seats if seat.pk in aside),
        )

    def scores(self) -> dict[UUID, Score[UUID]]:
        """Passage → its official score; the bench must have been read with marks."""
        return {
            passage.pk: scoring.official_score(
                [ballot.marks for ballot in self.counting(passage.pk)], self.weights, len(self.voters(passage.pk))
            )
            for passage in self.passages
        }


def bench(jury: Any, *, with_marks: bool = False, of: Any | None = None) -> Bench:
    """Read a session; the caller has checked what the actor may see of it.

    `of` a seat reads that member's ballots alone, with their marks: what a member's own pages need.
    """
    passages = list(jury.passages.select_related("decision"))
    for passage in passages:
        passage.jury = jury
    return Bench(
        jury=jury,
        criteria=list(jury.criteria.all()),
        seats=list(jury.seats.all()),
        passages=passages,
        recusals=list(_related(jury, "recusals").filter(passage__jury=jury)),
        ballots=_ballots(jury, with_marks=with_marks or of is not None, of=of),
    )


def decision_of(passage: Any) -> Any | None:
    """The passage's decision, pending or published."""
    return getattr(passage, "decision", None)


def visible_passages(actor: Actor, jury: Any) -> list[Any]:
    """The dossiers that `actor` may open in this jury: all but those a member has stepped aside from."""
    seat = seat_of(actor, jury)
    passages = jury.passages.all()
    if seat is not None:
        passages = passages.exclude(recusals__in=seat.recusals.filter(confirmed_at__isnull=False))
    return list(passages)


def own_ballot(passage: Any, seat: Any) -> tuple[Any | None, dict[UUID, int]]:
    """A member's own ballot on one dossier and its marks, {criterion: value}."""
    ballot = passage.ballots.filter(seat=seat).first()
    marks = dict(ballot.marks.values_list("criterion_id", "value")) if ballot else {}
    return ballot, marks


def _ballots(jury: Any, *, with_marks: bool, of: Any | None) -> dict[tuple[UUID, UUID], BallotFact]:
    rows = _related(jury, "ballots").filter(passage__jury=jury, **({"seat": of} if of else {}))
    if not with_marks:
        facts = rows.values_list("passage_id", "seat_id", "cast_at")
        return {(passage, seat): BallotFact(passage, seat, bool(cast)) for passage, seat, cast in facts}
    marks = _marks(jury, of)
    facts = rows.values_list("pk", "passage_id", "seat_id", "cast_at", "comment")
    return {
        (passage, seat): BallotFact(passage, seat, bool(cast), marks.get(pk, {}), comment)
        for pk, passage, seat, cast, comment in facts
    }


def _marks(jury: Any, of: Any | None) -> dict[UUID, dict[UUID, int]]:
    """{ballot: {criterion: value}}, of one member or of all."""
    model = jury._meta.apps.get_model(jury._meta.app_label, "Mark")
    marks = model._default_manager.filter(ballot__passage__jury=jury, **({"ballot__seat": of} if of else {}))
    rows: Iterable[tuple[UUID, UUID, int]] = marks.values_list("ballot_id", "criterion_id", "value")
    found: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    for ballot_id, criterion_id, value in rows:
        found[ballot_id][criterion_id] = value
    return found


def _related(jury: Any, name: str) -> Any:
    """The manager of what passages of this jury's app own: ballots or recusals."""
    return jury.passages.model._meta.get_field(name).related_model._default_manager
