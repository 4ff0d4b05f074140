"""Teams compared two by two: who beats whom, and Copeland's score. Pure arithmetic, which no decision follows from.

Copeland, A. H. (1951), A reasonable social welfare function: wins less losses over every pair. A team that beats every
other is a Condorcet winner, and comes first. Nothing is said of a pair on which fewer than `least` have chosen.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Generic, NamedTuple, Protocol, TypeVar


class Ordered(Protocol):
    """A key that has a canonical order."""

    def __lt__(self, other: Any, /) -> bool: ...
    def __hash__(self) -> int: ...


TeamT = TypeVar("TeamT", bound=Ordered)
FIRST, SECOND = 1, -1  # which of a pair is preferred; 0: neither, or both as much


class Choice(NamedTuple, Generic[TeamT]):
    """What somebody has said of a pair in its canonical order; `of`: FIRST, SECOND or 0."""

    first: TeamT
    second: TeamT
    of: int


@dataclass(frozen=True)
class Score(Generic[TeamT]):
    """`rank` counts from 1, equal scores share it; `points`: wins less losses."""

    team: TeamT
    rank: int
    wins: int
    losses: int
    ties: int

    @property
    def points(self) -> int:
        return self.wins - self.losses


@dataclass(frozen=True)
class Outcome(Generic[TeamT]):
    """`beats`: (one, other) → 1 where one beats the other, -1 where it is beaten, 0 for a tie; no entry: not compared.

    `winner` beats every other team; `cycles`: teams that beat each other in a circle, so that no order follows.
    """

    scores: tuple[Score[TeamT], ...]
    beats: Mapping[tuple[TeamT, TeamT], int]
    winner: TeamT | None
    cycles: tuple[tuple[TeamT, ...], ...]


def pairs(teams: Collection[TeamT]) -> list[tuple[TeamT, TeamT]]:
    """Each pair once, in its canonical order."""
    return list(combinations(sorted(teams), 2))


def outcome(teams: Sequence[TeamT], choices: Iterable[Choice[TeamT]], *, least: int = 1) -> Outcome[TeamT]:
    """The same for whatever order teams and choices come in; equal scores keep the canonical order."""
    keys = sorted(teams)
    beats = _beats(pairs(keys), choices, least)
    counted = {team: Counter(beats[team, other] for other in keys if (team, other) in beats) for team in keys}
    points = {team: count[1] - count[-1] for team, count in counted.items()}
    scores = [
        Score(team, 1 + sum(more > points[team] for more in points.values()), count[1], count[-1], count[0])
        for team, count in counted.items()
    ]
    winner = next((team for team in keys if counted[team][1] == len(keys) - 1 > 0), None)
    return Outcome(tuple(sorted(scores, key=lambda each: each.rank)), beats, winner, _cycles(keys, beats))


def _beats(
    compared: Iterable[tuple[TeamT, TeamT]], choices: Iterable[Choice[TeamT]], least: int
) -> dict[tuple[TeamT, TeamT], int]:
    """Both ways of each pair on which enough have chosen."""
    given = Counter(choices)
    found: dict[tuple[TeamT, TeamT], int] = {}
    for one, other in compared:
        for_one, for_other = given[Choice(one, other, FIRST)], given[Choice(one, other, SECOND)]
        if for_one + for_other >= least:
            told = (for_one > for_other) - (for_one < for_other)
            found[one, other], found[other, one] = told, -told
    return found


def _cycles(keys: Sequence[TeamT], beats: Mapping[tuple[TeamT, TeamT], int]) -> tuple[tuple[TeamT, ...], ...]:
    """The groups in which each beats another that leads back to it, in canonical order."""
    reached = {one: {other for other in keys if beats.get((one, other)) == 1} for one in keys}
    for through in keys:  # Warshall
        for one in keys:
            if through in reached[one]:
                reached[one] |= reached[through]
    groups = {tuple(other for other in keys if other in reached[one] and one in reached[other]) for one in keys}
    return tuple(sorted(group for group in groups if group))
