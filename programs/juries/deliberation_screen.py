"""The room's closed deliberation, ready to draw: the ranking, where the jury must talk, the places that are left.

Never a mark, a severity, nor the name of a member. What the screen of a code may read is what is computed here.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit.elements import Tag
from programs.juries import advisory, comparison, projection, standings
from programs.juries.contract import AnySide
from programs.juries.models import AbstractJury, AbstractPassage
from programs.juries.places import Places, headings, places_of
from programs.juries.queries import in_list, related
from programs.juries.quorum import Quorum
from programs.juries.ranking import Ranking
from programs.juries.ranking.results import Team
from programs.juries.snapshots import Sitting, read_sitting
from programs.juries.states import PassageKind

MOST, COMFORTABLE = 15, 12  # rows that are read from the back of a room, and those that need no smaller letters
WIDTH, EDGE = 250, 12  # of an interval's drawing


@dataclass(frozen=True)
class Interval:
    """Of one dossier, across the drawing; `unlike`: others than most have marked it, so that it hardly compares."""

    low: str
    mean: str
    high: str
    unlike: bool


@dataclass(frozen=True)
class Row:
    """A dossier in the deliberation: its rank and what is decided, never a mark. `next`: it is to be decided now."""

    rank: int | None
    title: str
    origin: str
    interval: Interval | None
    verdict: Tag
    debated: bool
    next: bool


@dataclass(frozen=True)
class Group:
    """Dossiers that compare; those that are renewed have a heading of their own."""

    heading: str
    rows: list[Row]


@dataclass(frozen=True)
class Deliberation:
    """The ranking without names; counts are over the whole session, rows only as many as a room reads.

    `above` and `below`: how many dossiers are not shown, of a session that has more. `compared`: two by two, as advice.
    `renewals`: the places of renewals, where the session bounds them.
    """

    groups: list[Group]
    places: Places
    renewals: Places | None
    debated: int
    undecided: int
    warning: str
    quorum: Quorum
    members: int
    above: int
    below: int
    compared: tuple[comparison.ComparedRow, ...] = ()

    @property
    def left(self) -> int:
        """Places that are not given."""
        return self.places.left

    @property
    def left_words(self) -> str:
        """What stands under their number."""
        total, over = self.places.total, self.places.taken - self.places.total
        if over > 0:
            return ngettext("%(over)s de trop pour %(places)s", "%(over)s de trop pour %(places)s", over) % {
                "over": over,
                "places": total,
            }
        return ngettext("place reste sur %(places)s", "places restent sur %(places)s", self.left) % {"places": total}

    @property
    def boxes(self) -> list[bool]:
        """A place each, where they are few enough to be drawn: given or not."""
        return self.places.boxes if self.places.total <= MOST else []

    @property
    def density(self) -> str:
        """What makes many rows hold on one screen."""
        return "dense" if sum(len(group.rows) for group in self.groups) > COMFORTABLE else ""

    @property
    def next(self) -> Row | None:
        """The first dossier that waits for a decision."""
        return next((row for group in self.groups for row in group.rows if row.next), None)

    @property
    def quorum_words(self) -> str:
        told = {"present": len(self.quorum.present), "members": self.members}
        if self.quorum.reached:
            return _("Quorum atteint, %(present)s sur %(members)s") % told
        if self.quorum.short_of:
            return _("Quorum non atteint, %(present)s sur %(members)s") % told
        return _("Quorum non atteint par qualité, %(present)s sur %(members)s") % told


def deliberation(jury: AbstractJury, side: AnySide, *, left: Collection[UUID] = ()) -> Deliberation | None:
    """The ranking as the closed room reads it; None unless it is shown now. `left`: what whoever looks has left."""
    if not projection.shows_deliberation(jury):
        return None
    sitting, criteria = read_sitting(jury), list(jury.criteria.all())
    standing = standings.standing(jury, criteria)
    advice = advisory.advice(sitting, criteria, standing)
    keys, verdicts = [key for key in standing.order if key not in left], _verdicts(jury, side)
    waiting = [key for key in keys if key not in verdicts]
    first = waiting[0] if waiting else None
    start = _start(keys, keys.index(first) if first else jury.places)
    shown = keys[start : start + MOST]
    view = advice.view if advice and advice.view.freedom > 0 else None
    sheet = _Sheet(jury, side, standing.ranks, verdicts, first, view)
    passages = {passage.pk: passage for passage in in_list(jury.passages.filter(pk__in=shown))}
    places = places_of(jury, side, Counter(verdict for key, verdict in verdicts.items() if key not in left))
    return Deliberation(
        groups=sheet.groups([passages[key] for key in shown]),
        places=places[0],
        renewals=next(iter(places[1:]), None),
        debated=sum(team.in_deliberation_zone and team.team not in left for team in view.teams) if view else 0,
        undecided=len(waiting),
        warning=_warning(advice.view) if advice else "",
        quorum=sitting.quorum(),
        members=len(sitting.awaited),
        above=start,
        below=len(keys) - start - len(shown),
        compared=_compared(sitting, left),
    )


def _compared(sitting: Sitting, left: Collection[UUID]) -> tuple[comparison.ComparedRow, ...]:
    """Who beats whom, once it is closed; two statements then, none before."""
    found = comparison.outcome(sitting)
    if found is None:
        return ()
    rows = in_list(sitting.jury.passages.filter(pk__in=sitting.jury.compared))
    return comparison.matrix(found, {passage.pk: passage.title for passage in rows if passage.pk not in left}).rows


class _Sheet:
    """What rows are written from."""

    def __init__(
        self,
        jury: AbstractJury,
        side: AnySide,
        ranks: Mapping[UUID, int | None],
        verdicts: Mapping[UUID, str],
        first: UUID | None,
        view: Ranking[UUID, UUID] | None,
    ) -> None:
        self._jury, self._ranks, self._first = jury, ranks, first
        self._taking = side.taking_a_place | side.taking_a_renewal_place
        self._verdicts, self._labels = verdicts, dict(_decisions(side).model.VERDICTS.choices)
        self._teams = {team.team: team for team in view.teams} if view else {}
        self._unlike = {panel.team for panel in view.panels if panel.differs} if view else set()
        marks = [mark for team in self._teams.values() for mark in _extent(team)]
        self._least, self._most = (min(marks), max(marks)) if marks else (0.0, 0.0)

    def groups(self, passages: Sequence[AbstractPassage]) -> list[Group]:
        told = headings(self._jury)
        found = {kind: [self._row(each) for each in passages if each.kind == kind] for kind in told}
        return [Group(heading, found[kind]) for kind, heading in told.items() if found[kind]]

    def _row(self, passage: AbstractPassage) -> Row:
        team = self._teams.get(passage.pk)
        return Row(
            rank=self._ranks[passage.pk],
            title=passage.title,
            origin=passage.origin_label if passage.kind == PassageKind.SELECTION else "",
            interval=self._interval(team) if team else None,
            verdict=self._verdict(passage.pk),
            debated=team is not None and team.in_deliberation_zone,
            next=passage.pk == self._first,
        )

    def _verdict(self, key: UUID) -> Tag:
        verdict = self._verdicts.get(key)
        if verdict is None:
            return Tag(_("à décider"), "todo")
        return Tag(str(self._labels.get(verdict, verdict)), "good" if verdict in self._taking else "quiet")

    def _interval(self, team: Team[UUID]) -> Interval:
        low, high = (team.mean if bound is None else bound for bound in (team.low, team.high))
        return Interval(self._at(low), self._at(team.mean), self._at(high), team.team in self._unlike)

    def _at(self, mark: float) -> str:
        """Where it is in the drawing, in which nothing tells marks."""
        inside = (mark - self._least) / (self._most - self._least) if self._most > self._least else 0.5
        return str(round(EDGE + (WIDTH - 2 * EDGE) * inside))


def _extent(team: Team[UUID]) -> list[float]:
    return [mark for mark in (team.mean, team.low, team.high) if mark is not None]


def _start(keys: Sequence[UUID], middle: int) -> int:
    """Where the rows that a room reads begin: around what is being decided, where there are more."""
    return max(min(middle - MOST // 2, len(keys) - MOST), 0)


def _verdicts(jury: AbstractJury, side: AnySide) -> dict[UUID, str]:
    """Passage → its pending verdict."""
    return dict(_decisions(side).filter(passage__jury=jury).values_list("passage", "verdict"))


def _decisions(side: AnySide) -> QuerySet[Any, Any]:
    return related(side.passages, "decision")


def _warning(view: Ranking[UUID, UUID]) -> str:
    if not view.connected:
        return _("Ces moyennes ne se comparent pas : aucun membre n'a noté des dossiers de chaque groupe.")
    return "" if view.comparable else _("Tous les dossiers n'ont pas été notés par les mêmes membres.")
