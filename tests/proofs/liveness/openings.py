"""Where a walk begins: nothing yet, ideas submitted, a jury at work, a forum at work, projects under way."""

from collections.abc import Callable

from tests.proofs.liveness.endings import all_moves
from tests.proofs.liveness.world import World

TEAM = ("begin", "submit", "consent")
HEARD = (*TEAM, "compose", "add_passage", "add_seat", "open")
SHORTLISTED = (*HEARD, "deliberate", "decide", "publish")
LAUREATE = ("compose audition", "add_passage", "add_seat", "open", "present", "deliberate", "decide", "publish")
OPENINGS: dict[str, tuple[str, ...]] = {
    "nothing": (),
    "a call": (*TEAM, "begin", "submit"),
    "a reading": HEARD,
    "shortlisted": SHORTLISTED,
    "an audition": (*SHORTLISTED, *LAUREATE[:6]),
    "a forum": (*SHORTLISTED, "nominate", "convene", "add_seat joint"),
    "a forum's jury": (*SHORTLISTED, "nominate", "convene", "add_seat joint", "open"),
    "a project": (*SHORTLISTED, *LAUREATE, "start", "plan", "plan"),
}


def begin(world: World, names: tuple[str, ...]) -> list[str]:
    """Do these acts, the first that the product lets pass for each name; returns their names."""
    for name in names:
        word = name.split()[0]
        done = next((move for move in _candidates(world, name, word) if world.attempt(move)), None)
        assert done is not None, f"the opening cannot {name}"
    return list(names)


def _candidates(world: World, name: str, word: str) -> list:
    moves = [move for move in all_moves(world) if move.name == word]
    if name == "compose audition":
        return moves[1:]
    return [move for move in moves if move.where == "nation"] if name.endswith(" joint") else moves


Opening = Callable[[World], list[str]]
