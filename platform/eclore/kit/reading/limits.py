"""What one reading may take; the process gives itself these limits before it looks at a byte."""

import resource
from pathlib import Path

SECONDS_OF_CPU = 10
SECONDS = 30  # by the clock on the wall, whatever it waits for
MEMORY = 1_200_000_000  # bytes of addresses, libraries included
OPEN_FILES = 64
WRITTEN = 60_000_000  # bytes of one file that it writes


def hold(memory: int = MEMORY) -> None:
    """For this process, for good: beyond them the system ends it, or refuses it memory."""
    for which, most in (
        (resource.RLIMIT_CPU, SECONDS_OF_CPU),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(which, (most, most))


def spent() -> dict[str, float]:
    """CPU seconds and the most memory, in bytes, that this process has taken so far."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {"cpu": usage.ru_utime + usage.ru_stime, "memory": _most_memory()}


def _most_memory() -> float:
    """As Linux says it of this program alone (what `getrusage` says counts its parent's); 0 elsewhere."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024.0 for line in lines if line.startswith("VmHWM:")), 0.0)
