"""The ranking once it is revealed: means, what explains them, who is missing; and raw ballots for the president."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.charts import Ranked, Ranking
from eclore.kit.elements import Action
from programs.juries import scoring, standings, tallies
from programs.juries.criteria import fitting, sheets
from programs.juries.models import AbstractCriterion, AbstractDecision, AbstractJury, AbstractPassage
from programs.juries.paper_sheets import on_paper
from programs.juries.queries import decision_of
from programs.juries.quorum import Quorum
from programs.juries.rules import can, can_on, seat_of
from programs.juries.scoring import Score
from programs.juries.snapshots import Ballots, Sitting, ballots_of, read_sitting
from programs.juries.states import JuryState, PassageKind
from programs.juries.tallies import Tally

NAMED, DRAWN, ON_A_PAGE = 5, 40, 50
Leaf = Callable[[Sequence[UUID]], Page[UUID]]


@dataclass(frozen=True)
class RawBallot:
    """One member's ballot, in the order of the criteria; for the president only. `paper`: typed from their sheet."""

    name: str
    marks: tuple[int | None, ...]
    score: Fraction
    comment: str
    paper: bool = False

    @property
    def shown(self) -> str:
        return in_figures(self.score)


@dataclass(frozen=True)
class ResultRow:
    """A dossier in the ranking; equals share a rank. `raw` is None unless its ballots were asked for.

    `asked`: what its ballots mark, `criteria` the mean of each.
    """

    rank: int | None
    passage: AbstractPassage
    score: Score[UUID]
    asked: list[AbstractCriterion]
    criteria: tuple[str, ...]
    missing: tuple[str, ...]
    decision: AbstractDecision | None
    raw: tuple[RawBallot, ...] | None
    url: str  # where it is decided, while it may be by whoever looks

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
    def on_paper(self) -> str:
        """How many of its ballots were typed from paper, where some were."""
        return on_paper(self.passage.paper_count)

    @property
    def verdict(self) -> str:
        return self.decision.verdict_label if self.decision else "–"


@dataclass(frozen=True)
class KindTable:
    """The lines of one kind of hearing, under a heading where the session hears both: they share no rank."""

    heading: str
    criteria: list[AbstractCriterion]
    rows: list[ResultRow]

    @property
    def caption(self) -> str:
        told = _("Classement par moyenne des bulletins qui comptent")
        return f"{self.heading} · {told}" if self.heading else told


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
    kinds: frozenset[str] = frozenset()

    @property
    def tables(self) -> list[KindTable]:
        """The rows, selections apart from renewals."""
        names = _headings(self.kinds)
        found = [(kind, [row for row in self.rows if row.passage.kind == kind]) for kind in PassageKind]
        return [KindTable(names.get(kind, ""), fitting(self.criteria, kind), rows) for kind, rows in found if rows]

    @property
    def marked(self) -> list[AbstractCriterion]:
        """What is marked of the dossiers that the session hears."""
        return [each for each in self.criteria if any(each.fits(kind) for kind in self.kinds)]

    @property
    def sheets(self) -> list[tuple[str, list[AbstractCriterion]]]:
        """(kind in words, criteria) of each sheet; one without a name where all dossiers have the same."""
        return sheets(self.criteria, self.kinds)


def paged(number: str) -> Leaf:
    """A page of fifty, for `results`."""
    return lambda shown: Paginator(shown, ON_A_PAGE).get_page(number)


def results(jury: AbstractJury, actor: Actor, *, opened: str = "", leaf: Leaf | None = None) -> Results:
    """The ranking for `actor`: added up by the database; ranks are over all dossiers, even the hidden ones.

    `opened` is the key of the one dossier whose ballots are shown, to whoever may see them. With a `leaf`, only the
    rows of the page that it gives are read: five hundred dossiers are shown fifty at a time. The caller has checked
    that `actor` may see the ranking.
    """
    sitting, criteria = read_sitting(jury), list(jury.criteria.all())
    standing = standings.standing(jury, criteria)
    given, left = standing.given, set(sitting.left_by(seat_of(actor, jury)))
    shown = [pk for pk in standing.order if pk not in left]
    page = leaf(shown) if leaf else None
    listed = shown if page is None else list(page.object_list)
    asked = [pk for pk in standing.contenders if pk not in left]
    head = [pk for pk in asked[: max(DRAWN, jury.places + 10)] if given[pk].ballots]
    decides = jury.state == JuryState.DELIBERATION and can(actor, "decide", jury)
    sheet = Sheet(sitting, criteria, given, standing.ranks, actor if decides else None)
    raw = can(actor, "see_ballots", jury)
    passages = _passages(jury, {*listed, *head})
    return Results(
        jury=jury,
        criteria=criteria,
        rows=[sheet.row(passages[pk], raw=raw and str(pk) == opened) for pk in listed],
        quorum=sitting.quorum(),
        members=len(sitting.awaited),
        recusals=sum(len(seats) for seats in sitting.recused.values()),
        hidden=len(given) - len(shown),
        chart=_chart(jury, [(passages[pk].full_title, given[pk].mean) for pk in head]),
        page=page,
        sees_ballots=raw,
        primary_action=_next(jury, actor, decides=decides),
        kinds=frozenset(tally.kind for tally in given.values()),
    )


@dataclass(frozen=True)
class Sheet:
    """What the rows of a ranking are written from; `decider`: whoever looks, while they may decide in this session."""

    sitting: Sitting
    criteria: list[AbstractCriterion]
    given: Mapping[UUID, Tally]
    ranks: Mapping[UUID, int | None]
    decider: Actor | None

    def row(self, passage: AbstractPassage, *, raw: bool) -> ResultRow:
        """One dossier read by `tallies.with_voters`; `raw` with its ballots."""
        score = self.given[passage.pk].score(self.criteria, self.sitting.expected(passage.pk))
        asked = fitting(self.criteria, passage.kind)
        return ResultRow(
            rank=self.ranks[passage.pk],
            passage=passage,
            score=score,
            asked=asked,
            criteria=tuple(in_figures(score.criteria.get(criterion.pk)) for criterion in asked),
            missing=tuple(seat.name for seat in self.sitting.voters(passage.pk) if seat.pk not in passage.voted),
            decision=decision_of(passage),
            raw=self._ballots(passage) if raw else None,
            url=self._url(passage),
        )

    def _url(self, passage: AbstractPassage) -> str:
        """Of one that is lent to somebody else, nothing is offered."""
        passage.jury = self.sitting.jury
        decides = self.decider is not None and (passage.chair_id is None or can_on(self.decider, "decide", passage))
        return reverse("juries-decide", args=[passage.jury_id, passage.pk]) if decides else ""

    def _ballots(self, passage: AbstractPassage) -> tuple[RawBallot, ...]:
        """Read for this dossier alone."""
        asked = fitting(self.criteria, passage.kind)
        return raw_ballots(self.sitting, asked, passage, ballots_of(self.sitting.jury, passage=passage))


def _headings(kinds: Collection[str]) -> dict[str, str]:
    """The heading of each kind, where the session hears several."""
    if len(kinds) < len(PassageKind):
        return {}
    return {PassageKind.SELECTION: _("Sélections"), PassageKind.RENEWAL: _("Renouvellements")}


def _passages(jury: AbstractJury, wanted: Collection[UUID]) -> dict[UUID, AbstractPassage]:
    """Those of a page and of the drawing."""
    return {passage.pk: passage for passage in tallies.with_voters(jury).filter(pk__in=wanted)}


def in_figures(mean: Fraction | None) -> str:
    """A mean for people, with two decimals; a dash when there is none."""
    return "–" if mean is None else _in_figures(mean, get_language())


@lru_cache(maxsize=4096)
def _in_figures(mean: Fraction, _language: str | None) -> str:
    """Written once: dossiers share their means."""
    return number_format(scoring.rounded(mean), 2)


def _next(jury: AbstractJury, actor: Actor, *, decides: bool) -> Action | None:
    """From the ranking to what it is for."""
    if decides:
        return Action(_("Passer aux décisions"), reverse("juries-decisions", args=[jury.pk]), "main")
    if can(actor, "see_minutes", jury):
        return Action(_("Procès-verbal"), reverse("juries-minutes", args=[jury.pk]), "main")
    return None


def raw_ballots(
    sitting: Sitting, criteria: Sequence[AbstractCriterion], passage: AbstractPassage, ballots: Ballots
) -> tuple[RawBallot, ...]:
    """Of these `ballots`, those that count for one dossier, in the order of members."""
    weights = {criterion.pk: criterion.weight for criterion in criteria}
    given = [(seat, ballots.get((passage.pk, seat.pk))) for seat in sitting.voters(passage.pk)]
    return tuple(
        RawBallot(
            name=seat.name,
            marks=tuple(ballot.marks.get(criterion.pk) for criterion in criteria),
            score=scoring.ballot_score(ballot.marks, weights),
            comment=ballot.comment,
            paper=ballot.paper,
        )
        for seat, ballot in given
        if ballot is not None and ballot.cast
    )


def _chart(jury: AbstractJury, head: list[tuple[str, Fraction | None]]) -> Ranking | None:
    """The head of the ranking: a longer drawing is not read, and the table below has every line."""
    ranked = tuple(Ranked(title, float(mean)) for title, mean in head if mean is not None)
    return Ranking(_("Moyenne des notes"), ranked, places=jury.places) if ranked else None
