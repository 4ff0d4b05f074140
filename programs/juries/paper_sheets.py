"""Where one sheet stands: what was typed of it, and the ballot of the same member on the same dossier."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.folding import in_order
from eclore.kit.locks import once_held
from programs.juries.attendance import CAME
from programs.juries.models import (
    AbstractBallot,
    AbstractJury,
    AbstractLateBallot,
    AbstractPaperEntry,
    AbstractPassage,
    AbstractSeat,
)
from programs.juries.queries import not_left, own_ballot, own_late_ballot, related, tables
from programs.juries.states import VOTING, JuryState, PassageState, SeatRole


@dataclass(frozen=True)
class PaperSheet:
    """`entries`: at most two, which differ. `late`: what was handed to whoever decides and waits for an answer."""

    passage: AbstractPassage
    seat: AbstractSeat
    entries: tuple[AbstractPaperEntry, ...]
    ballot: AbstractBallot | None
    marks: Mapping[UUID, int]
    late: AbstractLateBallot | None

    @property
    def differs(self) -> bool:
        """Whether it was typed twice, and not alike."""
        return len(self.entries) > 1

    @property
    def counted(self) -> AbstractBallot | AbstractLateBallot | None:
        """The ballot that its entries have made: it counts, or waits for whoever decides."""
        if self.late is not None and self.late.paper:
            return self.late
        return self.ballot if self.ballot is not None and self.ballot.cast_at and self.ballot.paper else None

    @property
    def is_their_own(self) -> bool:
        """Whether its member has validated a ballot without this sheet."""
        mine = self.ballot is not None and self.ballot.cast_at is not None and not self.ballot.paper
        return mine or (self.late is not None and not self.late.paper)

    @cached_property
    def version(self) -> str:
        """Changes with each entry, and with what counts: what a page was drawn from."""
        return self._stamp(*(entry.pk for entry in self.entries))

    @property
    def untyped(self) -> str:
        """The version of a page that was drawn before anything was typed of it."""
        return self._stamp()

    def holds(self, marks: Mapping[UUID, int], comment: str, by: Actor) -> bool:
        """Whether it is what this very act, sent before, has left."""
        if self.entries:
            return any(typed_by(entry, by) and alike(entry, marks, comment) for entry in self.entries)
        if isinstance(self.counted, AbstractLateBallot):
            return (self.counted.given, self.counted.comment) == (marks, comment)
        return self.counted is not None and self.counts(marks, comment)

    def counts(self, marks: Mapping[UUID, int], comment: str) -> bool:
        """Whether this is the ballot that counts already."""
        ballot = self.ballot
        return ballot is not None and ballot.cast_at is not None and (self.marks, ballot.comment) == (marks, comment)

    def _stamp(self, *entries: UUID) -> str:
        counted = self.counted
        at = getattr(counted, "received_at", None) or getattr(counted, "cast_at", None)
        return hashlib.sha256(f"{at or ''} {' '.join(map(str, entries))}".encode()).hexdigest()[:16]


def sheet_of(passage: AbstractPassage, seat: AbstractSeat) -> PaperSheet:
    """Two statements, or three once marks are closed; the caller has checked who asks."""
    rows = passage.paper_entries.filter(seat=seat).order_by("created_at", "pk")
    entries = once_held(passage, f"paper of {seat.pk}", lambda: tuple(rows))
    ballot, marks = own_ballot(passage, seat)
    late = own_late_ballot(passage, seat) if passage.jury.state == JuryState.DELIBERATION else None
    return PaperSheet(passage, seat, entries, ballot, marks, late if late and late.answered_at is None else None)


def hand_of(actor: Actor) -> UUID | None:
    """Who types: a person, or the seat whose card opened the session."""
    return actor.held.seat_id if actor.held else actor.user_id


def typed_by(entry: AbstractPaperEntry, actor: Actor) -> bool:
    return entry.author_id == hand_of(actor)


def alike(entry: AbstractPaperEntry, marks: Mapping[UUID, int], comment: str) -> bool:
    """The same marks, and the same words however they are spaced."""
    return entry.given == marks and entry.comment.split() == comment.split()


def on_paper(count: int) -> str:
    """« dont 2 papier », beside a count of ballots; nothing where none is."""
    return _("dont %(count)s papier") % {"count": count} if count else ""


class Progress(NamedTuple):
    """How many sheets: typed twice or confirmed, typed once, typed twice and not alike, and not typed at all."""

    counted: int
    once: int
    differing: int
    awaited: int


def progress(jury: AbstractJury, left: list[UUID]) -> Progress:
    """Over the session, but on the dossiers that whoever looks has `left`; one statement.

    Awaited: of whoever may mark a dossier that has begun, and has validated nothing on it.
    """
    known: dict[str, Any] = {
        "jury": jury.pk,
        "left": left,
        "voting": [role.value for role in VOTING],
        "expected": [SeatRole.MEMBER.value, SeatRole.VICE.value],
        "waiting": PassageState.WAITING.value,
        "any_order": jury.marks_in_any_order,
        "deliberates": jury.state == JuryState.DELIBERATION,
    }
    with connection.cursor() as cursor:
        cursor.execute(PROGRESS.format(came=CAME, **tables(type(jury))), known)
        return Progress(*cursor.fetchone())


PROGRESS = """
SELECT count(*) FILTER (WHERE typed = 0 AND paper), count(*) FILTER (WHERE typed = 1 AND NOT own),
    count(*) FILTER (WHERE typed = 2 AND NOT own),
    count(*) FILTER (WHERE typed = 0 AND NOT paper AND NOT own AND marks)
FROM (
    SELECT (SELECT count(*) FROM {paper_entries} entry
            WHERE entry.passage_id = passage.id AND entry.seat_id = seat.id) AS typed,
        coalesce(ballot.paper, false) OR coalesce(late.paper, false) AS paper,
        coalesce(NOT ballot.paper, false) OR coalesce(NOT late.paper, false) AS own,
        (seat.role = ANY (%(expected)s) OR {came}) AND (%(any_order)s OR passage.state <> %(waiting)s) AS marks
    FROM {passages} passage
    JOIN {seats} seat ON seat.jury_id = passage.jury_id AND seat.role = ANY (%(voting)s)
    LEFT JOIN {ballots} ballot ON ballot.passage_id = passage.id AND ballot.seat_id = seat.id
        AND ballot.cast_at IS NOT NULL
    LEFT JOIN {late_ballots} late ON late.passage_id = passage.id AND late.seat_id = seat.id
        AND late.answered_at IS NULL AND %(deliberates)s
    WHERE passage.jury_id = %(jury)s AND passage.id <> ALL (%(left)s::uuid[]) AND NOT EXISTS (
        SELECT FROM {recusals} aside WHERE aside.passage_id = passage.id AND aside.seat_id = seat.id
            AND aside.declined_at IS NULL
    )
) told
"""


def begun(jury: AbstractJury, actor: Actor) -> QuerySet[Any, Any]:
    """The sheets that have entries, in the order of the day, but on dossiers that `actor` has left; never a mark.

    Each with its keys and names, `typed`: how many, and `authors`: who did, in order.
    """
    passages = related(type(jury), "passages").filter(jury=jury)
    seen = not_left(passages, related(type(jury), "seats").model, actor)
    rows: Any = related(passages.model, "paper_entries").filter(passage__in=seen)
    told: QuerySet[Any, Any] = rows.values(
        "passage_id", "seat_id", "passage__position", "passage__title", "seat__name"
    ).annotate(typed=Count("pk"), authors=ArrayAgg("author_id", ordering=("created_at", "pk")))
    return told.order_by("passage__position", "passage_id", *in_order("seat__name"), "seat_id")
