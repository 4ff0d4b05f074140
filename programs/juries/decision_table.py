"""The deliberation on one page: each dossier with what its marks say, its verdict and why, places left counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.paginator import Page, Paginator
from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.elements import Action
from programs.juries import advisory, comparison_pages, standings, tallies, votes
from programs.juries.comparison import Matrix
from programs.juries.contract import AnySide
from programs.juries.domain.decisions import SEALED, Ruling, TermsGiven
from programs.juries.forms import DecisionsForm, Offered, motive_of, rank_of, verdict_of
from programs.juries.models import AbstractJury, AbstractPassage
from programs.juries.places import Places, headings, places_of
from programs.juries.queries import decision_of, related
from programs.juries.quorum import Quorum
from programs.juries.ranking.results import Team
from programs.juries.results import in_figures
from programs.juries.rules import can, can_on, seat_of
from programs.juries.snapshots import Sitting, read_sitting
from programs.juries.standings import Standing
from programs.juries.states import WAITING_LIST

ON_A_PAGE = 50
UNDECIDED_FIRST = "a-decider"


@dataclass(frozen=True)
class Line:
    """A dossier and what its marks say, where that is revealed; what is decided on it is the form's."""

    passage: AbstractPassage
    rank: int | None
    mean: str
    spread: str
    progress: str
    missing: str
    chance: str
    debated: bool
    quorum: Quorum
    url: str
    votes: tuple[str, ...] = ()

    @property
    def decided(self) -> bool:
        return decision_of(self.passage) is not None

    @property
    def unexplained(self) -> bool:
        """A verdict whose reasons are still to be written."""
        decision = decision_of(self.passage)
        return decision is not None and not decision.motivation.strip()


@dataclass(frozen=True)
class Group:
    """Dossiers that compare: those to be selected, then those to be renewed, which take none of their places."""

    heading: str
    lines: list[tuple[Line, BoundField, BoundField | None, BoundField]]


@dataclass(frozen=True)
class Table:
    """The dossiers of a `page`; counts are over the whole session. `revealed`: whether marks are shown."""

    jury: AbstractJury
    side: AnySide
    lines: list[Line]
    page: Page[UUID]
    quorum: Quorum
    members: int
    verdicts: Mapping[str, int]
    total: int
    revealed: bool
    hidden: int
    undecided_first: bool = False
    matrix: Matrix | None = None

    @property
    def order(self) -> Action:
        """The other order of the same dossiers."""
        url = reverse("juries-decisions", args=[self.jury.pk])
        if self.undecided_first:
            label = _("Dans l'ordre du classement") if self.revealed else _("Dans l'ordre du jour")
            return Action(label, url, "text", small=True)
        return Action(_("À décider d'abord"), f"{url}?ordre={UNDECIDED_FIRST}", "text", small=True)

    @property
    def places(self) -> list[Places]:
        """Those of selections, and of renewals where they are bounded; how many are given, here and on other pages."""
        return places_of(self.jury, self.side, self.verdicts, self._shown)

    @property
    def undecided(self) -> int:
        return self.total - sum(self.verdicts.values())

    @property
    def undecided_besides(self) -> int:
        """Of them, those of other pages."""
        return self.undecided - sum(not line.decided for line in self.lines)

    @property
    def waiting(self) -> int:
        """How many are on the waiting list."""
        return self.verdicts.get(WAITING_LIST, 0)

    @property
    def waiting_besides(self) -> int:
        """Of them, those of other pages."""
        return self.waiting - self._shown[WAITING_LIST]

    @property
    def unexplained(self) -> int:
        """Verdicts of this page whose reasons are still to be written."""
        return sum(line.unexplained for line in self.lines)

    @property
    def actions(self) -> list[Action]:
        """The other order; to what the marks say, where it is revealed."""
        if not self.revealed:
            return [self.order]
        keys = [self.jury.pk]
        return [
            self.order,
            Action(_("Classement"), reverse("juries-ranking", args=keys)),
            Action(_("Ce que disent les notes"), reverse("juries-advisory", args=keys)),
            comparison_pages.entry(self.jury),
        ]

    @property
    def _shown(self) -> Counter[str]:
        """How many dossiers of this page have each verdict."""
        decisions = (decision_of(line.passage) for line in self.lines)
        return Counter(decision.verdict for decision in decisions if decision is not None)

    @cached_property
    def offered(self) -> Offered:
        """Passage → (its title, the verdicts that fit it)."""
        return {line.passage.pk: (line.passage.title, self.side.verdicts(line.passage)) for line in self.lines}

    def values(self) -> dict[str, object]:
        """What the form is drawn from, by field: one statement, what is decided now."""
        rows = related(self.side.passages, "decision").filter(passage__in=list(self.offered))
        known = {row.passage_id: row for row in rows}
        for line in self.lines:  # as they are now, those that were withdrawn meanwhile included
            line.passage._state.fields_cache["decision"] = known.get(line.passage.pk)
        verdicts = {verdict_of(key): known[key].verdict if key in known else "" for key in self.offered}
        ranks = {rank_of(key): known[key].waiting_rank if key in known else None for key in self.offered}
        motives = {motive_of(key): known[key].motivation if key in known else "" for key in self.offered}
        return {**verdicts, **ranks, **motives}

    def rulings(self, settled: Mapping[UUID, tuple[str, str, int | None]]) -> list[Ruling]:
        """Passage → (verdict, reasons, rank), with the terms that are kept, or that a first decision proposes."""
        passages = {line.passage.pk: line.passage for line in self.lines}
        return [self._ruling(passages[key], *said) for key, said in settled.items()]

    def _ruling(self, passage: AbstractPassage, verdict: str, why: str, rank: int | None) -> Ruling:
        decision = decision_of(passage)
        kept = {name: getattr(decision, name) for name in SEALED if name != "verdict"} if decision else {}
        terms = cast(TermsGiven, {**self.side.default_terms(passage), **kept, "motivation": why, "waiting_rank": rank})
        return self.side.ruling(passage, verdict, **terms)

    def groups(self, form: DecisionsForm) -> list[Group]:
        """Lines with their fields; renewals under a heading of their own."""
        groups = []
        for kind, heading in headings(self.jury).items():
            lines = [line for line in self.lines if line.passage.kind == kind]
            keys = [line.passage.pk for line in lines]
            ranks = [form[rank_of(key)] if rank_of(key) in form.fields else None for key in keys]
            fields = [
                (form[verdict_of(key)], rank, form[motive_of(key)]) for key, rank in zip(keys, ranks, strict=True)
            ]
            if lines:
                groups.append(Group(heading, [(line, *pair) for line, pair in zip(lines, fields, strict=True)]))
        return groups


def table(jury: AbstractJury, actor: Actor, side: AnySide, *, page: str = "1", undecided_first: bool = False) -> Table:
    """For whoever decides, which the caller has checked; no dossier that they have stepped aside from.

    Nor one that another presides on alone. In the order of the ranking once it is revealed, of the day before; in each,
    `undecided_first`.
    """
    sitting, criteria = read_sitting(jury), list(jury.criteria.all())
    standing, revealed = standings.standing(jury, criteria), can(actor, "see_ranking", jury)
    left = set(sitting.left_by(seat_of(actor, jury)))
    verdicts = _verdicts(jury, side, actor, left)
    shown = [key for key in (standing.order if revealed else standing.given) if key in verdicts]
    if undecided_first:
        shown.sort(key=lambda key: bool(verdicts[key]))  # stable: each half keeps its order
    leaf = Paginator(shown, ON_A_PAGE).get_page(page)
    passages = {passage.pk: passage for passage in _read(jury, side, list(leaf.object_list))}
    advice = advisory.advice(sitting, criteria, standing) if revealed else None
    spreads = tallies.spreads(jury, list(passages)) if revealed else {}
    teams = {team.team: team for team in advice.view.teams} if advice and advice.view.freedom > 0 else {}
    return Table(
        jury=jury,
        side=side,
        lines=[
            _line(sitting, standing, passages[key], teams.get(key), spreads.get(key), revealed=revealed)
            for key in leaf.object_list
        ],
        page=leaf,
        quorum=sitting.quorum(),
        members=len(sitting.awaited),
        verdicts=Counter(filter(None, verdicts.values())),
        total=len(shown),
        revealed=revealed,
        matrix=comparison_pages.advice(sitting, actor, passages.values()) if revealed else None,
        hidden=sum(key in left for key in standing.given),
        undecided_first=undecided_first,
    )


def _read(jury: AbstractJury, side: AnySide, keys: Sequence[UUID]) -> list[AbstractPassage]:
    """The dossiers of a page, as their side decides on them."""
    found: list[AbstractPassage] = list(
        votes.with_votes(side.with_dossier(tallies.with_voters(jury))).filter(pk__in=keys).defer("summary")
    )
    for passage in found:
        passage.jury = jury
    return found


def _verdicts(jury: AbstractJury, side: AnySide, actor: Actor, left: set[UUID]) -> dict[UUID, str]:
    """Dossier → its verdict, empty before: those that whoever looks decides on and has not left; one statement."""
    rows = related(type(jury), "passages").filter(jury=jury).exclude(pk__in=left)
    alike = rows.order_by().values_list("chair_id", "decision__verdict").annotate(keys=ArrayAgg("pk"))
    found: dict[UUID, str] = {}
    for chair, verdict, keys in alike:
        if chair is None or can_on(actor, "decide", side.passages(pk=keys[0], jury=jury, chair_id=chair)):
            found |= dict.fromkeys(keys, verdict or "")
    return found


def _line(
    sitting: Sitting,
    standing: Standing,
    passage: AbstractPassage,
    team: Team[UUID] | None,
    spread: tuple[int, int] | None,
    *,
    revealed: bool,
) -> Line:
    given, key = standing.given[passage.pk], passage.pk
    counts = {"cast": given.ballots, "expected": sitting.expected(key)}
    missing = [seat.name for seat in sitting.voters(key) if seat.pk not in passage.voted]
    return Line(
        passage=passage,
        rank=standing.ranks[key] if revealed else None,
        mean=in_figures(given.mean) if revealed else "",
        spread=_("%(least)s – %(most)s") % {"least": spread[0], "most": spread[1]} if spread else "–",
        progress=_("%(cast)s sur %(expected)s") % counts,
        missing=", ".join(missing),
        chance=_("%(chance)s %%") % {"chance": round(100 * team.p_selected)} if team and team.p_selected else "–",
        debated=team is not None and team.in_deliberation_zone,
        quorum=sitting.quorum(key),
        url=reverse("juries-decide", args=[passage.jury_id, key]),
        votes=votes.read(passage, {seat.pk: seat.name for seat in sitting.seats}),
    )
