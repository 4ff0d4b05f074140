"""What a usual run tries of a proof: a share, drawn from the commit and printed; all of it under SLOW=1."""

import os
import subprocess
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
WHOLE = bool(os.environ.get("ECLORE_SLOW"))

Case = TypeVar("Case")


@lru_cache
def seed() -> str:
    """The commit that is tested, so that a share can be drawn again; ECLORE_SEED draws the share of another."""
    if chosen := os.environ.get("ECLORE_SEED"):
        return chosen
    command = ["git", "-C", str(ROOT), "rev-parse", "--short=12", "HEAD"]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    return said.stdout.strip() or "no commit"


def share(proof: str, cases: Sequence[Case], count: int) -> list[Case]:
    """`count` of the cases in their own order, or all of them; says how many, of how many, and from which seed."""
    taken = list(cases)
    if not WHOLE and count < len(taken):
        chosen = sorted(Random(f"{seed()} {proof}").sample(range(len(taken)), count))
        taken = [taken[index] for index in chosen]
    sys.stdout.write(f"{proof}: {len(taken)} of {len(cases)} cases, ECLORE_SEED={seed()}\n")
    return taken
