"""The jury counted by the database: what a page shows of ballots is added up there, and never a mark comes with it.

A ballot counts once it is validated, unless its member never came or has stepped aside from the dossier.
`programs.juries.scoring` defines the score; what is added up here is whole numbers, so that both agree to the last
fraction (tests/programs/juries/test_tallies.py).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, cast
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from programs.juries.attendance import CAME
from programs.juries.models import AbstractCriterion, AbstractJury, AbstractPassage, AbstractSeat
from programs.juries.presidency import LENT, Lent, lendings
from programs.juries.queries import counted, in_list, related, tables
from programs.juries.scoring import Score, whole_weights
from programs.juries.states import FROZEN, PassageKind, PassageState

Passages = QuerySet[AbstractPassage, AbstractPassage]


@dataclass(frozen=True, slots=True)
class Tally:
    """The sums of one dossier: `points` over what divides them, (divisor, points); by criterion, (sum, how many)."""

    ballots: int
    points: tuple[tuple[int, int], ...]
    criteria: tuple[tuple[int, int], ...]
    kind: str = PassageKind.SELECTION

    @property
    def mean(self) -> Fraction | None:
        """The plain mean of its ballots, each weighed."""
        parts = (Fraction(points, divisor * self.ballots) for divisor, points in self.points)
        return sum(parts, Fraction()) if self.ballots else None

    def score(self, criteria: Sequence[AbstractCriterion], expected: int) -> Score[UUID]:
        """The same as a score that explains itself; `criteria` in the order that they were counted in."""
        means = {
            criterion.pk: Fraction(total, marked)
            for criterion, (total, marked) in zip(criteria, self.criteria, strict=True)
            if marked
        }
        return Score(mean=self.mean, ballots=self.ballots, expected=expected, criteria=means)


@dataclass(frozen=True)
class Progress:
    """A member's validated ballots, and those of them that count among the dossiers that whoever looks may see."""

    cast: int = 0
    seen: int = 0


def counting(jury: AbstractJury) -> QuerySet[Any, Any]:
    """The ballots of `jury` that count."""
    return _not_recused(jury, Q(seat__present=True) | ~Q(seat__stays=[]), seat__jury=jury)


def with_counts(jury: AbstractJury) -> Passages:
    """The passages of `jury` in their order, each with its decision, `ballot_count`: how many of them count, and
    `paper_count`: how many of these were typed from paper.
    """
    theirs = counting(jury).filter(passage=OuterRef("pk"))
    return cast(Passages, _listed(jury).annotate(ballot_count=counted(theirs), paper_count=_on_paper(theirs)))


def with_voters(jury: AbstractJury) -> Passages:
    """The same, each with `voted` instead of `ballot_count`: the seats whose ballot counts."""
    theirs = counting(jury).filter(passage=OuterRef("pk"))
    rows = _listed(jury).annotate(voted=ArraySubquery(theirs.values("seat_id")), paper_count=_on_paper(theirs))
    return cast(Passages, rows)


def _on_paper(ballots: QuerySet[Any, Any]) -> Any:
    return counted(ballots.filter(paper=True))


@dataclass(frozen=True)
class Day:
    """The dossiers of a session: how many, how many without a decision, the one before the jury and the one after it.

    `begun`: somebody has marked; `typed`: a sheet of paper was typed, once at least; `late`: how many ballots came once
    marks were closed and wait for an answer. Nothing follows while no dossier is before the jury. `latest`: when the
    last one was taken in. `lent`: the dossiers that have a president of their own.
    """

    total: int
    undecided: int
    begun: bool
    typed: bool
    late: int
    current: UUID | None
    following: UUID | None
    latest: datetime | None
    lent: Sequence[Lent] = ()


def day_of(jury: AbstractJury) -> Day:
    """One statement, however many dossiers there are."""
    states: dict[str, Any] = {"jury": jury.pk, "open": PassageState.OPEN.value, "waiting": PassageState.WAITING.value}
    with connection.cursor() as cursor:
        names = tables(type(jury))
        cursor.execute(DAY.format(**names, lent=LENT.format(**names)), states)
        total, undecided, begun, typed, late, current, following, latest, lent = cursor.fetchone()
    after = following if current else None
    return Day(total, undecided, begun, typed, late, current, after, latest, lendings(lent))


DAY = """
SELECT count(*),
    count(*) - (SELECT count(*) FROM {decisions} decision JOIN {passages} decided ON decided.id = decision.passage_id
        WHERE decided.jury_id = %(jury)s),
    EXISTS (SELECT FROM {ballots} ballot JOIN {seats} seat ON seat.id = ballot.seat_id WHERE seat.jury_id = %(jury)s),
    EXISTS (SELECT FROM {paper_entries} entry JOIN {seats} seat ON seat.id = entry.seat_id
        WHERE seat.jury_id = %(jury)s),
    (SELECT count(*) FROM {late_ballots} late JOIN {passages} told ON told.id = late.passage_id
        WHERE told.jury_id = %(jury)s AND late.answered_at IS NULL),
    (SELECT id FROM {passages} WHERE jury_id = %(jury)s AND state = %(open)s ORDER BY position, id LIMIT 1),
    (SELECT id FROM {passages} WHERE jury_id = %(jury)s AND state = %(waiting)s ORDER BY position, id LIMIT 1),
    max(created_at),
    {lent}
FROM {passages} WHERE jury_id = %(jury)s
"""


def progress(jury: AbstractJury, seats: Sequence[AbstractSeat], *, unseen: Collection[UUID]) -> dict[UUID, Progress]:
    """Seat → its ballots, but those on dossiers it has stepped aside from; `unseen`: the passages not to be told of."""
    known = {"seats": [seat.pk for seat in seats], "unseen": list(unseen)}
    with connection.cursor() as cursor:
        cursor.execute(PROGRESS.format(**tables(type(jury))), known)
        rows = {seat: (cast, seen) for seat, cast, seen in cursor.fetchall()}
    found = {seat.pk: rows.get(seat.pk, (0, 0)) for seat in seats}
    came = {seat.pk for seat in seats if seat.present or seat.stays}
    return {seat.pk: Progress(found[seat.pk][0], found[seat.pk][1] if seat.pk in came else 0) for seat in seats}


# All of a member's ballots, less the few that do not count: nothing is looked up for each of them.
PROGRESS = """
WITH every AS (
    SELECT seat_id, count(*) AS n FROM {ballots}
    WHERE seat_id = ANY (%(seats)s) AND cast_at IS NOT NULL GROUP BY seat_id
), aside AS (
    SELECT seat_id, passage_id FROM {recusals} WHERE seat_id = ANY (%(seats)s) AND confirmed_at IS NOT NULL
), dropped AS (
    SELECT seat_id, count(*) AS n FROM {ballots} ballot JOIN aside USING (seat_id, passage_id)
    WHERE ballot.cast_at IS NOT NULL GROUP BY seat_id
), hidden AS (
    SELECT seat_id, count(*) AS n FROM {ballots} ballot LEFT JOIN aside USING (seat_id, passage_id)
    WHERE passage_id = ANY (%(unseen)s) AND seat_id = ANY (%(seats)s) AND ballot.cast_at IS NOT NULL
        AND aside.seat_id IS NULL
    GROUP BY seat_id
)
SELECT seat_id, every.n - coalesce(dropped.n, 0), every.n - coalesce(dropped.n, 0) - coalesce(hidden.n, 0)
FROM every LEFT JOIN dropped USING (seat_id) LEFT JOIN hidden USING (seat_id)
"""


def tallies(jury: AbstractJury, criteria: Sequence[AbstractCriterion]) -> dict[UUID, Tally]:
    """Passage → what the jury has given it, every passage in the order of the day; one statement, one row a dossier.

    More rows where ballots of one dossier are divided by different weights: some criteria were left unmarked.
    """
    return with_version(jury, criteria)[1]


def version(jury: AbstractJury) -> str:
    """Changes with whatever may change what is added up; no two are the same while marks are open."""
    known: dict[str, Any] = {"jury": jury.pk, "frozen": [state.value for state in FROZEN]}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {VERSION}".format(**tables(type(jury))), known)  # noqa: S608  our own text, values bound
        return str(cursor.fetchone()[0])


def with_version(jury: AbstractJury, criteria: Sequence[AbstractCriterion]) -> tuple[str, dict[UUID, Tally]]:
    """The version of what is added up, and the sums, in one snapshot."""
    found: dict[UUID, Tally] = {}
    with connection.cursor() as cursor:
        cursor.execute(_statement(jury, len(criteria)), _parameters(jury, criteria))
        rows = cursor.fetchall()
    for _version, passage, kind, divisor, ballots, points, *sums in rows:
        if passage is None:
            continue
        before = found.get(passage, Tally(0, (), ((0, 0),) * len(criteria), kind))
        pairs = zip(before.criteria, zip(sums[::2], sums[1::2], strict=True), strict=True)
        found[passage] = Tally(
            ballots=before.ballots + ballots,
            points=(*before.points, (divisor, points)) if ballots else (),
            criteria=tuple((total + more, marked + count) for (total, marked), (more, count) in pairs),
            kind=kind,
        )
    return rows[0][0], found


def spreads(jury: AbstractJury, passages: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """Passage → the least and the most that a ballot which counts gives to a criterion."""
    rows = counting(jury).filter(passage__in=passages).values("passage_id")
    found = rows.annotate(least=Min("marks__value"), most=Max("marks__value")).order_by()
    return {key: (least, most) for key, least, most in found.values_list("passage_id", "least", "most") if least}


def _listed(jury: AbstractJury) -> Any:
    """The dossiers of a list, each with its decision."""
    rows: QuerySet[Any, Any] = jury.passages.all()
    return in_list(rows).select_related("decision")


def _not_recused(jury: AbstractJury, *conditions: Q, **of: Any) -> QuerySet[Any, Any]:
    """Validated ballots, but those of members who have stepped aside from the dossier."""
    passages = related(type(jury), "passages").model
    recusals = related(passages, "recusals").filter(
        passage=OuterRef("passage"), seat=OuterRef("seat"), confirmed_at__isnull=False
    )
    ballots: QuerySet[Any, Any] = related(passages, "ballots")
    return ballots.filter(~Exists(recusals), *conditions, cast_at__isnull=False, **of)


def _statement(jury: AbstractJury, criteria: int) -> str:
    """Each ballot is weighed, then those of a dossier are added up. Names are of our own tables, values are bound."""
    columns = {
        "each": "".join(f", sum(value) FILTER (WHERE place = {place}) AS mark_{place}" for place in range(criteria)),
        "sums": "".join(f", coalesce(sum(mark_{place}), 0)::bigint, count(mark_{place})" for place in range(criteria)),
    }
    return STATEMENT.format(**tables(type(jury)), came=CAME, **columns)


# The session's row as it was last written (while marks are frozen; else no two are the same), the dossiers in their
# order, who was there and when, who has stepped aside.
VERSION = """encode(sha256(convert_to(concat_ws(chr(10),
    (SELECT CASE WHEN state = ANY (%(frozen)s) THEN concat_ws(' ', xmin, cmin, ctid) ELSE gen_random_uuid()::text END
        FROM {juries} WHERE id = %(jury)s),
    (SELECT concat_ws(' ', count(*), sum(uuid_hash_extended(id, position))) FROM {passages} WHERE jury_id = %(jury)s),
    (SELECT string_agg(concat(present, ' ', stays, ' ', id), ',' ORDER BY id) FROM {seats} WHERE jury_id = %(jury)s),
    (SELECT string_agg(concat(aside.seat_id, ' ', aside.passage_id), ',' ORDER BY aside.seat_id, aside.passage_id)
        FROM {seats} seat JOIN {recusals} aside ON aside.seat_id = seat.id
        WHERE seat.jury_id = %(jury)s AND aside.confirmed_at IS NOT NULL)
), 'UTF8')), 'hex')"""
STATEMENT = (
    f"WITH version AS MATERIALIZED (SELECT {VERSION} AS told)"  # noqa: S608  our own text, values bound
    """
SELECT (SELECT told FROM version), tally.*
FROM (SELECT) AS once LEFT JOIN (
    SELECT passage.id, passage.kind, weighed.divisor, count(weighed.divisor), sum(weighed.points)::bigint{sums}
    FROM {passages} passage
    LEFT JOIN (
        SELECT ballot.passage_id{each},
            (CASE WHEN sum(weight) > 0 THEN sum(weight * value) ELSE sum(value) END)::bigint AS points,
            (CASE WHEN sum(weight) > 0 THEN sum(weight) ELSE count(*) END)::bigint AS divisor
        FROM {ballots} ballot
        JOIN {seats} seat ON seat.id = ballot.seat_id AND {came} AND seat.jury_id = %(jury)s
        JOIN {marks} mark ON mark.ballot_id = ballot.id
        JOIN unnest(%(criteria)s::uuid[], %(weights)s::bigint[], %(places)s::int[])
            AS scale (criterion_id, weight, place) ON scale.criterion_id = mark.criterion_id
        WHERE ballot.cast_at IS NOT NULL AND NOT EXISTS (
            SELECT FROM {recusals} aside WHERE aside.passage_id = ballot.passage_id
                AND aside.seat_id = ballot.seat_id AND aside.confirmed_at IS NOT NULL
        )
        GROUP BY ballot.id
    ) weighed ON weighed.passage_id = passage.id
    WHERE passage.jury_id = %(jury)s
    GROUP BY passage.id, weighed.divisor
    ORDER BY passage.position, passage.id
) tally ON true
"""
)


def _parameters(jury: AbstractJury, criteria: Sequence[AbstractCriterion]) -> dict[str, Any]:
    return {
        "jury": jury.pk,
        "frozen": [state.value for state in FROZEN],
        "criteria": [criterion.pk for criterion in criteria],
        "weights": list(whole_weights(tuple(criterion.weight for criterion in criteria))),
        "places": list(range(len(criteria))),
    }
