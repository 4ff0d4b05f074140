"""What processes have spent and what they hold, as the kernel counts it."""

import os
import re
from pathlib import Path

TICK = 1000 / os.sysconf("SC_CLK_TCK")


def family_cpu(parent: int) -> float:
    """CPU milliseconds of a process, its children, and its children that have ended."""
    own, ended = _cpu(parent)
    return own + ended + sum(_cpu(child)[0] for child in children(parent))


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


def _cpu(pid: int) -> tuple[float, float]:
    """Milliseconds of a process, and of its children that have ended."""
    fields = _stat(pid)
    if not fields:
        return 0.0, 0.0
    user, system, ended_user, ended_system = (int(value) * TICK for value in fields[11:15])
    return user + system, ended_user + ended_system


def _stat(pid: int) -> list[str]:
    """The fields after the name of the program, from the third one on."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    except OSError:
        return []
