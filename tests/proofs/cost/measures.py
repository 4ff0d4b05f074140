"""What an act costs for input that doubles, and by which power of its size that grows."""

import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import log
from pathlib import Path

from django.db import connection

from tests.support.statements import Statements

FLOOR = 0.02  # seconds: what is under it is the noise of a machine
FLOOR_SQL = 4000  # letters
MOST = 1.2  # a power
LONG = 2.0  # seconds after which no larger size is tried: the power is known by then
PATIENCE = 5.0  # seconds of CPU after which a call is cut
DOUBLINGS = 5
KNOWN = 3  # points from which a power is told
TICKS = 100  # a second, of /proc


@dataclass(frozen=True)
class Point:
    """CPU seconds, letters of SQL and bytes of memory, for an input of so many letters or bytes."""

    size: int
    cpu: float
    sql: int = 0
    memory: float = 0


def sizes(largest: int) -> list[int]:
    """Five doublings that end at the largest."""
    return [max(1, largest >> doubling) for doubling in range(DOUBLINGS, -1, -1)]


def power(costs: Sequence[tuple[int, float]], floor: float) -> float:
    """Of the costs that reach the floor: by which power of the size they grow; 0 when too few do."""
    kept = [(log(size), log(cost)) for size, cost in costs if cost >= floor]
    if len(kept) < KNOWN:
        return 0.0
    middle, level = (sum(each) / len(kept) for each in zip(*kept, strict=True))
    spread = sum((size - middle) ** 2 for size, _cost in kept)
    return sum((size - middle) * (cost - level) for size, cost in kept) / spread


def too_steep(points: Sequence[Point]) -> str:
    """Why these points are not those of something that grows as its input; empty when they are."""
    if points[-1].cpu > LONG and sum(point.cpu >= FLOOR for point in points) < KNOWN:
        return f"{points[-1].cpu:.1f} s for {points[-1].size}, at once"
    if points[-1].cpu > PATIENCE:
        return f"{points[-1].cpu:.1f} s for {points[-1].size}, and cut"
    found = {
        "CPU": power([(point.size, point.cpu) for point in points], FLOOR),
        "SQL": power([(point.size, point.sql) for point in points], FLOOR_SQL),
    }
    return ", ".join(f"{what} grows by the power {grown:.2f}" for what, grown in found.items() if grown >= MOST)


def proved(act: Callable[[int], Point], largest: int) -> str:
    """Why not, or empty; what looks steep once is measured twice more, since a machine is shared."""
    why = ""
    for _try in range(3):
        points: list[Point] = []
        for size in sizes(largest):
            points.append(act(size))
            if points[-1].cpu > LONG:
                break
        why = too_steep(points)
        if not why:
            break
    return why


class TooLongError(BaseException):
    """Raised in the middle of a call that does not end; no `except Exception` on its way holds it back."""


def of_a_call(call: Callable[[], object], size: int) -> Point:
    """This process alone; whatever it raises is an answer. One that does not end is cut."""
    before = signal.signal(signal.SIGVTALRM, _cut)
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        with suppress(Exception, TooLongError):  # a refusal is as good an answer as another
            call()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return Point(size, time.process_time() - begun)


def _cut(*_signal: object) -> None:
    raise TooLongError


def of_a_request(ask: Callable[[], object], size: int) -> Point:
    """This process, and the database's where it works for this connection; with the letters of its statements."""
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat") if connection.connection else None
    before = _worked(stat)
    with Statements() as statements:
        point = of_a_call(ask, size)
    return Point(size, point.cpu + _worked(stat) - before, sum(map(len, statements.texts)))


def _worked(stat: Path | None) -> float:
    """CPU seconds of a process, as Linux counts them; 0 where it cannot be read."""
    try:
        fields = stat.read_text().rpartition(")")[2].split() if stat else []
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else 0.0
