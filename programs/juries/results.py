"""The ranking once it is revealed: means, what explains them, who is missing; and raw ballots for the president."""

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.charts import Ranked, Ranking
from eclore.kit.elements import Action
from programs.juries import scoring
from programs.juries.models import AbstractCriterion, AbstractDecision, AbstractJury, AbstractPassage
from programs.juries.queries import decision_of
from programs.juries.quorum import Quorum
from programs.juries.rules import can, seat_of
from programs.juries.scoring import Score
from programs.juries.snapshots import SessionSnapshot
from programs.juries.states import JuryState

NAMED, DRAWN, ON_A_PAGE = 5, 40, 50


@dataclass(frozen=True)
class RawBallot:
    """One member's ballot, in the order of the criteria; for the president only."""

    name: str
    marks: tuple[int | None, ...]
    score: Fraction
    comment: str

    @property
    def shown(self) -> str:
        return in_figures(self.score)


@dataclass(frozen=True)
class ResultRow:
    """A dossier in the ranking; equals share a rank. `raw` is None unless its ballots were asked for."""

    rank: int | None
    passage: AbstractPassage
    score: Score[UUID]
    criteria: tuple[str, ...]
    missing: tuple[str, ...]
    decision: AbstractDecision | None
    raw: tuple[RawBallot, ...] | None
    url: str  # where it is decided, while it may be

    @property
    def shown(self) -> str:
        return in_figures(self.score.mean)

    @property
    def missing_names(self) -> str:
        """Who has not marked, as long as it helps: in a reading round shared out among members, most have not."""
        return ", ".join(self.missing[:NAMED]) + (", …" if len(self.missing) > NAMED else "")

    @property
    def progress(self) -> str:
        return _("%(cast)s sur %(expected)s") % {"cast": self.score.ballots, "expected": self.score.expected}

    @property
    def verdict(self) -> str:
        return self.decision.verdict_label if self.decision else "–"


@dataclass(frozen=True)
class Results:
    """`hidden` counts the dossiers that whoever looks has stepped aside from; without a `page`, all rows are there."""

    jury: AbstractJury
    criteria: list[AbstractCriterion]
    rows: list[ResultRow]
    quorum: Quorum
    members: int
    recusals: int
    hidden: int
    chart: Ranking | None
    page: Page[UUID] | None
    sees_ballots: bool
    primary_action: Action | None


def results(session: SessionSnapshot, actor: Actor, *, opened: str = "", page: str | None = None) -> Results:
    """The ranking for `actor`, from a session read with marks; ranks are over all dossiers, even the hidden ones.

    `opened` is the key of the one dossier whose ballots are shown, to whoever may see them. With a `page`, only its
    rows are written: a reading round of five hundred dossiers is read fifty at a time.
    """
    jury = session.jury
    raw = can(actor, "see_ballots", jury)
    decides = jury.state == JuryState.DELIBERATION and can(actor, "decide", jury)
    seat = seat_of(actor, jury)
    scores = session.scores()
    means = {pk: score.mean for pk, score in scores.items()}
    ranks, passages = scoring.ranks(means), {passage.pk: passage for passage in session.passages}
    shown = [pk for pk in scoring.in_order(means) if not session.is_recused(pk, seat)]
    leaf = None if page is None else Paginator(shown, ON_A_PAGE).get_page(page)
    rows = [
        _row(session, passages[pk], ranks[pk], scores[pk], raw=raw and str(pk) == opened, decides=decides)
        for pk in (shown if leaf is None else leaf.object_list)
    ]
    head = [(passages[pk].title, means[pk]) for pk in shown[: max(DRAWN, jury.places + 10)]]
    return Results(
        jury=jury,
        criteria=session.criteria,
        rows=rows,
        quorum=session.quorum(),
        members=len(session.seats),
        recusals=sum(len(seats) for seats in session.recused.values()),
        hidden=len(passages) - len(shown),
        chart=_chart(jury, head),
        page=leaf,
        sees_ballots=raw,
        primary_action=_next(jury, actor, decides=decides),
    )


def in_figures(mean: Fraction | None) -> str:
    """A mean for people, with two decimals; a dash when there is none."""
    return "–" if mean is None else number_format(scoring.rounded(mean), 2)


def _row(
    session: SessionSnapshot,
    passage: AbstractPassage,
    rank: int | None,
    score: Score[UUID],
    *,
    raw: bool,
    decides: bool,
) -> ResultRow:
    return ResultRow(
        rank=rank,
        passage=passage,
        score=score,
        criteria=tuple(in_figures(score.criteria.get(criterion.pk)) for criterion in session.criteria),
        missing=tuple(seat.name for seat in session.missing(passage.pk)),
        decision=decision_of(passage),
        raw=raw_ballots(session, passage) if raw else None,
        url=reverse("juries-decide", args=[passage.jury_id, passage.pk]) if decides else "",
    )


def _next(jury: AbstractJury, actor: Actor, *, decides: bool) -> Action | None:
    """From the ranking to what it is for."""
    if decides:
        return Action(_("Passer aux décisions"), jury.get_absolute_url(), "main")
    if can(actor, "see_minutes", jury):
        return Action(_("Procès-verbal"), reverse("juries-minutes", args=[jury.pk]), "main")
    return None


def raw_ballots(session: SessionSnapshot, passage: AbstractPassage) -> tuple[RawBallot, ...]:
    """The ballots that count for one dossier, by name of their member."""
    names = {seat.pk: seat.name for seat in session.seats}
    return tuple(
        RawBallot(
            name=names[ballot.seat_id],
            marks=tuple(ballot.marks.get(criterion.pk) for criterion in session.criteria),
            score=scoring.ballot_score(ballot.marks, session.weights),
            comment=ballot.comment,
        )
        for ballot in session.counting(passage.pk)
    )


def _chart(jury: AbstractJury, head: list[tuple[str, Fraction | None]]) -> Ranking | None:
    """The head of the ranking: a longer drawing is not read, and the table below has every line."""
    ranked = tuple(Ranked(title, float(mean)) for title, mean in head if mean is not None)
    return Ranking(_("Moyenne des notes"), ranked, places=jury.places) if ranked else None
