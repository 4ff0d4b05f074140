"""The advisory view of a jury's marks, beside the official mean: intervals, chances, agreement, comparability.

Scores inform, the jury decides: `programs.juries.scoring` stays the official definition. docs/ranking.md says what is
computed and how well it was found to hold.
"""

from collections.abc import Iterable

from programs.juries.ranking.results import (
    DELIBERATION_ZONE,
    Agreement,
    Component,
    Juror,
    JurorKey,
    LeftOut,
    Panel,
    Ranking,
    Team,
    TeamKey,
)
from programs.juries.ranking.table import MOST_JURORS, MOST_TEAMS, Table, TooManyMarksError

__all__ = [
    "DELIBERATION_ZONE",
    "MOST_JURORS",
    "MOST_TEAMS",
    "Agreement",
    "Component",
    "Juror",
    "LeftOut",
    "Panel",
    "Ranking",
    "Team",
    "TooManyMarksError",
    "leave_one_out",
    "rank",
]


def rank(marks: Iterable[tuple[JurorKey, TeamKey, float]], *, selected: int) -> Ranking[JurorKey, TeamKey]:
    """What `marks`, each (juror, team, weighted score of the ballot), say when `selected` teams are to be chosen.

    Marks in unrounded marks, of ballots that count; the answer is the same whatever their order, at each call. Teams
    without a mark are not in it. Raises ValueError for a mark that is not finite, two marks of one juror on one team, a
    negative `selected`; TooManyMarksError (a ValueError) beyond MOST_JURORS or MOST_TEAMS.
    """
    from programs.juries.ranking import computing  # noqa: PLC0415  numpy: memory of processes that never show this

    return computing.ranking(_read(marks, selected), selected)


def leave_one_out(
    marks: Iterable[tuple[JurorKey, TeamKey, float]], *, selected: int
) -> tuple[LeftOut[JurorKey, TeamKey], ...]:
    """The ranking without each juror, by the juror's key: for the president alone. Takes and raises as `rank`."""
    from programs.juries.ranking import computing  # noqa: PLC0415  the same

    return tuple(computing.without_each(_read(marks, selected), selected))


def _read(marks: Iterable[tuple[JurorKey, TeamKey, float]], selected: int) -> Table[JurorKey, TeamKey]:
    if selected < 0:
        raise ValueError(f"not a number of teams: {selected}")
    return Table.read(marks)
