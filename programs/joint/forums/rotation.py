"""Which team meets which coach in which turn: nobody in two places at once, nobody met twice, as few turns as can be.

Pairs are the edges of a bipartite graph, turns their colours. By König's theorem as many colours suffice as the
busiest node has edges; each edge is coloured in turn, by exchanging two colours along an alternating path where the
two ends have none in common (D. König, 1916).
"""

from math import ceil
from typing import NamedTuple

_FREE = -1
_Table = list[list[int]]  # by node, then by turn: whom it meets


class Meeting(NamedTuple):
    """Positions from 0 in the lists of teams, of coaches and of turns."""

    team: int
    coach: int
    turn: int


def turns_needed(teams: int, coaches: int, meetings: int) -> int:
    """The least number of turns in which each team meets `meetings` coaches."""
    return max(meetings, ceil(teams * meetings / coaches)) if teams else 0


def rotation(teams: int, coaches: int, meetings: int) -> list[Meeting]:
    """Each team meets `meetings` different coaches, whose loads differ by one at most; in order of turns.

    The same arguments give the same rotation. Raises ValueError without enough coaches, or for no meeting at all.
    """
    if not 1 <= meetings <= coaches:
        raise ValueError(f"{meetings} different coaches among {coaches}")
    turns = turns_needed(teams, coaches, meetings)
    of_teams, of_coaches = ([[_FREE] * turns for _node in range(many)] for many in (teams, coaches))
    for team in range(teams):
        for each in range(meetings):
            _meet(team, (team * meetings + each) % coaches, of_teams, of_coaches)
    found = [
        Meeting(team, coach, turn) for team, row in enumerate(of_teams) for turn, coach in enumerate(row) if coach >= 0
    ]
    return sorted(found, key=lambda one: (one.turn, one.coach))


def _meet(team: int, coach: int, of_teams: _Table, of_coaches: _Table) -> None:
    """Give this pair the first turn that both have free, or make one so."""
    ours, theirs = of_teams[team], of_coaches[coach]
    pairs = zip(ours, theirs, strict=True)
    turn = next((turn for turn, two in enumerate(pairs) if two == (_FREE, _FREE)), _FREE)
    if turn == _FREE:
        turn, other = ours.index(_FREE), theirs.index(_FREE)
        _exchange(coach, turn, other, of_teams, of_coaches)
    ours[turn], theirs[turn] = coach, team


def _exchange(coach: int, turn: int, other: int, of_teams: _Table, of_coaches: _Table) -> None:
    """Free `turn` of a coach whose `other` is free: both change places along the path that begins there.

    It never reaches the team that has `turn` free: it comes to teams by `turn` alone.
    """
    path: list[Meeting] = []
    while (team := of_coaches[coach][turn]) != _FREE:
        path.append(Meeting(team, coach, turn))
        coach = of_teams[team][other]
        if coach == _FREE:
            break
        path.append(Meeting(team, coach, other))
    for met in path:
        of_teams[met.team][met.turn] = of_coaches[met.coach][met.turn] = _FREE
    for met in path:
        moved = other if met.turn == turn else turn
        of_teams[met.team][moved], of_coaches[met.coach][moved] = met.coach, met.team
