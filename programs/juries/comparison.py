"""Dossiers compared two by two once the ranking is revealed: which ones, by whom, and what comes of it, as advice.

It never touches a mark, a mean, the ranking nor a verdict. Who chose what is told to nobody but themselves: what leaves
this module is counted over LEAST members at least, and says who beats whom without a figure.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from programs.juries import advisory, pairwise, standings
from programs.juries.models import AbstractJury, AbstractPreference, AbstractSeat
from programs.juries.pairwise import FIRST, SECOND, Choice, Outcome
from programs.juries.queries import related
from programs.juries.snapshots import Sitting
from programs.juries.states import JuryState, PassageKind, PreferenceChoice

FEWEST, MOST = 2, 6  # dossiers: fifteen pairs
OFFERED = 20  # dossiers, around the last place
LEAST = 3  # choices on a pair, below which it would tell who made them
SIDES = {PreferenceChoice.FIRST: FIRST, PreferenceChoice.SECOND: SECOND, PreferenceChoice.NONE: 0}
OTHER_WAY = {
    PreferenceChoice.FIRST: PreferenceChoice.SECOND,
    PreferenceChoice.SECOND: PreferenceChoice.FIRST,
    PreferenceChoice.NONE: PreferenceChoice.NONE,
}


@dataclass(frozen=True)
class Turnout:
    """How many members have answered every pair of theirs, of how many who have some; `begun`: somebody has one."""

    answered: int
    expected: int
    begun: bool


def is_held(jury: AbstractJury) -> bool:
    """Whether one was opened since the ranking was last revealed: marks that changed since ask for another."""
    return bool(jury.revealed_at and jury.compared_from and jury.compared_from >= jury.revealed_at)


def is_open(jury: AbstractJury) -> bool:
    """Whether members answer now."""
    return is_held(jury) and jury.compared_until is None and jury.state == JuryState.DELIBERATION


def stage(jury: AbstractJury) -> str:
    """As the state of the session tells it: open, closed, empty without one (programs.juries.live_statement)."""
    if not is_held(jury):
        return ""
    return "open" if jury.compared_until is None else "closed"


def is_closed(jury: AbstractJury) -> bool:
    """Whether what comes of it may be told."""
    return is_held(jury) and jury.compared_until is not None


def proposed(jury: AbstractJury, sitting: Sitting) -> tuple[list[UUID], list[UUID]]:
    """OFFERED dossiers as they are ranked, around the last place; those to be talked about, the least sure first."""
    criteria = list(jury.criteria.all())
    standing = standings.standing(jury, criteria)
    found = advisory.advice(sitting, criteria, standing)
    teams = found.view.teams if found and found.view.freedom > 0 else ()
    zone = [team for team in teams if team.in_deliberation_zone]
    zone.sort(key=lambda team: abs((team.p_selected or 0) - 0.5))
    contenders, unsure = set(standing.contenders), [team.team for team in zone[:MOST]]
    ranked = [key for key in standing.order if key in contenders]
    first = max(0, min(jury.places, len(ranked)) - OFFERED // 2)
    near = {*ranked[first : first + OFFERED], *unsure, *jury.compared}
    return [key for key in ranked if key in near], unsure


def preferences(jury: AbstractJury) -> QuerySet[Any, Any]:
    """Every member's; secret, as marks are."""
    return related(related(type(jury), "passages").model, "preferences").filter(passage__jury=jury)


def pairs_of(sitting: Sitting, seat: AbstractSeat) -> list[tuple[UUID, UUID]]:
    """The pairs that a member compares: both dossiers are theirs to judge."""
    if not seat.votes:
        return []
    own = [key for key in sitting.jury.compared if sitting.is_voter(key, seat.pk)]
    return pairwise.pairs(own)


def own(jury: AbstractJury, seat: AbstractSeat) -> dict[tuple[UUID, UUID], PreferenceChoice]:
    """What a member has said of each pair."""
    rows: QuerySet[AbstractPreference, Any] = preferences(jury).filter(seat=seat)
    return {(row.passage_id, row.other_id): PreferenceChoice(row.choice) for row in rows}


def turnout(sitting: Sitting) -> Turnout:
    """The caller has checked who asks. One statement."""
    given = {tuple(row) for row in preferences(sitting.jury).values_list("seat_id", "passage_id", "other_id")}
    asked = [(seat.pk, pairs) for seat in sitting.seats if (pairs := pairs_of(sitting, seat))]
    answered = sum(all((seat, *pair) in given for pair in pairs) for seat, pairs in asked)
    return Turnout(answered, len(asked), bool(given))


def outcome(sitting: Sitting) -> Outcome[UUID] | None:
    """What comes of it, once it is closed; None before. One statement."""
    jury = sitting.jury
    if not is_closed(jury):
        return None
    rows = preferences(jury).values_list("seat_id", "passage_id", "other_id", "choice")
    return counted(sitting, [(seat, one, other, choice) for seat, one, other, choice in rows])


def counted(sitting: Sitting, rows: Collection[tuple[UUID, UUID, UUID, str]]) -> Outcome[UUID]:
    """Of (seat, one, other, choice): those of members who judge both dossiers, and no other."""
    compared = set(sitting.jury.compared)
    choices = [
        Choice(one, other, SIDES[PreferenceChoice(choice)])
        for seat, one, other, choice in rows
        if {one, other} <= compared and sitting.is_voter(one, seat) and sitting.is_voter(other, seat)
    ]
    return pairwise.outcome(sitting.jury.compared, choices, least=LEAST)


@dataclass(frozen=True)
class ComparedRow:
    """A dossier against each other, in the order of the columns; `points`: wins less losses, signed."""

    title: str
    cells: tuple[str, ...]
    points: str


@dataclass(frozen=True)
class Matrix:
    """Who beats whom, ready to draw; `notes`: a winner, a circle, ties, pairs of which nothing is said."""

    columns: tuple[str, ...]
    rows: tuple[ComparedRow, ...]
    notes: tuple[str, ...]


def matrix(found: Outcome[UUID], titles: Mapping[UUID, str]) -> Matrix:
    """Of the dossiers that have a title here: whoever has left one does not read of it."""
    scores = [score for score in found.scores if score.team in titles]
    keys = [score.team for score in scores]
    rows = tuple(
        ComparedRow(titles[score.team], tuple(_cell(found, score.team, other) for other in keys), _signed(score.points))
        for score in scores
    )
    return Matrix(tuple(titles[key] for key in keys), rows, tuple(_notes(found, titles)))


def _cell(found: Outcome[UUID], one: UUID, other: UUID) -> str:
    if one == other:
        return ""
    told = {1: _("l'emporte"), 0: _("à égalité"), -1: _("battu")}
    return told.get(found.beats.get((one, other), 2), "–")


def _notes(found: Outcome[UUID], titles: Mapping[UUID, str]) -> list[str]:
    notes = []
    if found.winner is not None and found.winner in titles:
        notes.append(_("« %(title)s » l'emporte sur chacun des autres.") % {"title": titles[found.winner]})
    for group in found.cycles:
        if all(key in titles for key in group):
            told = ", ".join(titles[key] for key in group)
            words = _("Cercle : %(titles)s l'emportent l'un sur l'autre, sans qu'aucun soit premier.")
            notes.append(words % {"titles": told})
    points = [score.points for score in found.scores if score.team in titles]
    if len(set(points)) < len(points):
        notes.append(_("Des dossiers ont le même score : la comparaison ne les départage pas."))
    if len(found.beats) < len(found.scores) * (len(found.scores) - 1):
        notes.append(
            _("« – » : moins de %(least)s membres ont choisi, rien n'est dit de ces deux dossiers.") % {"least": LEAST}
        )
    return notes


def _signed(points: int) -> str:
    return f"{'+' if points > 0 else '−' if points < 0 else ''}{abs(points)}"


def may_be_compared(jury: AbstractJury, keys: Collection[UUID]) -> bool:
    """Whether they are all selections of this session: renewals take no place."""
    rows = jury.passages.filter(pk__in=list(keys), kind=PassageKind.SELECTION)
    return rows.count() == len(keys)
