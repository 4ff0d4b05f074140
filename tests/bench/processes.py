"""What processes have spent and what they hold, as the kernel counts it."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

TICK = 1000 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Spent:
    """CPU milliseconds, in programs and in the kernel for them; and pages of memory that the kernel had to bring."""

    user: float = 0.0
    system: float = 0.0
    faults: float = 0.0

    @property
    def cpu(self) -> float:
        return self.user + self.system

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.user + other.user, self.system + other.system, self.faults + other.faults)

    def since(self, before: "Spent", requests: int) -> "Spent":
        """What one of so many requests has spent."""
        return Spent(
            (self.user - before.user) / requests,
            (self.system - before.system) / requests,
            (self.faults - before.faults) / requests,
        )


def family(parent: int) -> Spent:
    """Of a process, its children, and its children that have ended."""
    own, ended = _spent(parent)
    return sum((_spent(child)[0] for child in children(parent)), own + ended)


def children(parent: int) -> list[int]:
    """The processes that `parent` has started and that live."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _parent_of(int(entry.name)) == parent:
            found.append(int(entry.name))
    return sorted(found)


def parent_of(pid: int) -> int:
    found = _parent_of(pid)
    assert found is not None, f"process {pid} has ended"
    return found


def memory(pid: int) -> dict[str, float]:
    """Megabytes: `rss` with what is shared, `pss` with a fair part of it."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return {name.lower(): int(re.search(rf"^{name}:\s+(\d+)", text, re.M).group(1)) / 1024 for name in ("Rss", "Pss")}


def _parent_of(pid: int) -> int | None:
    fields = _stat(pid)
    return int(fields[1]) if fields else None


def _spent(pid: int) -> tuple[Spent, Spent]:
    """Of a process, and of its children that have ended."""
    fields = [int(value) for value in _stat(pid)[7:15]]
    if not fields:
        return Spent(), Spent()
    faults, ended_faults, _major, _ended_major, user, system, ended_user, ended_system = fields
    own = Spent(user * TICK, system * TICK, faults)
    return own, Spent(ended_user * TICK, ended_system * TICK, ended_faults)


def _stat(pid: int) -> list[str]:
    """The fields after the name of the program, from the third one on."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    except OSError:
        return []
