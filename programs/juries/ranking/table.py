"""Marks read and checked: who marked whom, official means and ranks, and what the marks link together."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum, isfinite
from typing import Generic

from programs.juries.ranking.results import Component, JurorKey, TeamKey

MOST_JURORS = 100
MOST_TEAMS = 1_000  # with as many members as that: five seconds of a processor, 250 MB
CLOSE = 1e-9  # two means are tied when they differ by less: fractions that were equal before they were floats


class TooManyMarksError(ValueError):
    """More members or teams than the view is computed for."""


@dataclass(frozen=True)
class Table(Generic[JurorKey, TeamKey]):
    """`marks`: (juror, team) → mark. `means` and `ranks` are official, see programs.juries.scoring.

    `jurors` stand by key; `teams` in an order made by the marks before names: other names give the same numbers.
    """

    marks: Mapping[tuple[JurorKey, TeamKey], float]
    jurors: tuple[JurorKey, ...]
    teams: tuple[TeamKey, ...]
    means: Mapping[TeamKey, float]
    ranks: Mapping[TeamKey, int]

    @classmethod
    def read(cls, marks: Iterable[tuple[JurorKey, TeamKey, float]]) -> "Table[JurorKey, TeamKey]":
        """Raises ValueError for a mark that is not finite and for two marks of one member on one team."""
        known: dict[tuple[JurorKey, TeamKey], float] = {}
        jurors: set[JurorKey] = set()
        by_team: dict[TeamKey, list[float]] = {}
        for juror, team, mark in marks:
            if not isfinite(mark):
                raise ValueError(f"not a mark: {mark}")
            if (juror, team) in known:
                raise ValueError("two marks of one member on one team")
            known[juror, team] = float(mark)
            jurors.add(juror)
            by_team.setdefault(team, []).append(float(mark))
            if len(jurors) > MOST_JURORS or len(by_team) > MOST_TEAMS:
                raise TooManyMarksError(f"more than {MOST_JURORS} members or {MOST_TEAMS} teams")
        means = {team: fsum(values) / len(values) for team, values in by_team.items()}
        ranks = _ranks(means)
        teams = sorted(by_team, key=lambda team: (ranks[team], sorted(by_team[team]), by_key(team)))
        return cls(known, tuple(sorted(jurors, key=by_key)), tuple(teams), means, ranks)

    @cached_property
    def by_rank(self) -> tuple[TeamKey, ...]:
        """Teams by official rank, then by key."""
        return tuple(sorted(self.teams, key=lambda team: (self.ranks[team], by_key(team))))

    @cached_property
    def components(self) -> tuple[Component[JurorKey, TeamKey], ...]:
        """Connected components of the graph of members and teams, the largest first."""
        root: dict[tuple[bool, Hashable], tuple[bool, Hashable]] = {}

        def find(node: tuple[bool, Hashable]) -> tuple[bool, Hashable]:
            while (above := root.setdefault(node, node)) != node:
                root[node] = root[above]
                node = above
            return node

        for juror, team in self.marks:
            root[find((False, juror))] = find((True, team))
        teams, jurors = sorted(self.teams, key=by_key), sorted(self.jurors, key=by_key)
        found = [
            Component(
                tuple(team for team in teams if find((True, team)) == top),
                tuple(juror for juror in jurors if find((False, juror)) == top),
            )
            for top in dict.fromkeys(find((True, team)) for team in teams)
        ]
        return tuple(sorted(found, key=lambda one: -len(one.teams)))

    def without(self, juror: JurorKey) -> "Table[JurorKey, TeamKey]":
        return Table.read((one, team, mark) for (one, team), mark in self.marks.items() if one != juror)

    def part(self, component: Component[JurorKey, TeamKey]) -> "Table[JurorKey, TeamKey]":
        if len(component.teams) == len(self.teams):
            return self
        kept = set(component.teams)
        return Table.read((juror, team, mark) for (juror, team), mark in self.marks.items() if team in kept)


def by_key(key: Hashable) -> tuple[str, str]:
    """The order of keys: by their text, then by their type."""
    return str(key), type(key).__name__


def _ranks(means: Mapping[TeamKey, float]) -> dict[TeamKey, int]:
    """Best first, equals share a rank and the next one is skipped."""
    found: dict[TeamKey, int] = {}
    rank, before = 0, float("inf")
    for place, team in enumerate(sorted(means, key=means.__getitem__, reverse=True), start=1):
        rank = place if before - means[team] > CLOSE else rank
        found[team], before = rank, means[team]
    return found
