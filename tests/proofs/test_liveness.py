"""Liveness: from every state that the product's own acts reach, each open thing can end, no right outlives its reason.

States are reached by walks that prefer the acts least tried; a failure prints the acts that led there.
"""

import sys
import time
from collections import Counter
from random import Random

from tests.proofs import shares
from tests.proofs.liveness.endings import all_moves, can_end, open_things
from tests.proofs.liveness.openings import OPENINGS, begin
from tests.proofs.liveness.reasons import without_reason
from tests.proofs.liveness.states import state_of
from tests.proofs.liveness.world import Move, World, a_world

LONGEST = 25
STATES = 500 if shares.WHOLE else 6  # new ones of each opening
SECONDS = 420 if shares.WHOLE else 10  # whatever the machine


class Walk:
    """One opening walked again and again, until its time is over."""

    def __init__(self, world: World, opening: str) -> None:
        self.world, self.opening = world, opening
        self.random = Random(f"{shares.seed()} {opening}")
        self.tried: Counter[str] = Counter()
        self.taken: Counter[str] = Counter()
        self.seen: set[object] = set()
        self.faults: dict[str, list[str]] = {}

    def go(self) -> None:
        """Until enough states have been seen."""
        self.end = time.monotonic() + SECONDS
        with self.world.undone():
            path = begin(self.world, OPENINGS[self.opening])
            self._look(path)
            while not self._is_over():
                with self.world.undone():
                    self._walk(path)

    @property
    def told(self) -> str:
        """How far it has gone."""
        acts, kinds = self.taken.total(), len(self.taken)
        return f"{len(self.seen)} states, {acts} acts of {kinds} kinds, ECLORE_SEED={shares.seed()}"

    def _is_over(self) -> bool:
        return len(self.seen) >= STATES or time.monotonic() > self.end

    def _walk(self, path: list[str]) -> None:
        path = list(path)
        for _step in range(LONGEST):
            name = self._step()
            if name is None or self._is_over():
                return
            path.append(name)
            self._look(path)

    def _step(self) -> str | None:
        """The act that was tried least, among those that the product lets pass."""
        moves = all_moves(self.world)
        self.random.shuffle(moves)
        for move in sorted(moves, key=lambda move: (self.tried[move.name] // 3, self.random.random())):
            self.tried[move.name] += 1
            if self._attempt(move):
                self.taken[move.name] += 1
                return move.name
        return None

    def _attempt(self, move: Move) -> bool:
        try:
            return self.world.attempt(move)
        except Exception as error:
            self._fault(f"{move.name} fails: {type(error).__name__}: {str(error)[:200]}", [])
            return False

    def _look(self, path: list[str]) -> None:
        state = state_of(self.world)
        if state in self.seen:
            return
        self.seen.add(state)
        for sentence in without_reason(self.world):
            self._fault(sentence, path)
        for kind, key, stands in open_things(self.world):
            if not can_end(self.world, kind, key):
                self._fault(f"{kind} that is {stands} can never end", path)

    def _fault(self, sentence: str, path: list[str]) -> None:
        known = self.faults.get(sentence)
        if known is None or len(path) < len(known):
            self.faults[sentence] = list(path)


def test_everything_can_end_and_nothing_outlives_its_reason(somme):
    world, faults = a_world(somme), {}
    for opening in OPENINGS:
        walk = Walk(world, opening)
        walk.go()
        faults |= {sentence: " > ".join(path) for sentence, path in walk.faults.items()}
        sys.stdout.write(f"liveness, {opening}: {walk.told}\n")
    assert not faults, "\n".join(f"{sentence}\n    after {path}" for sentence, path in faults.items())
