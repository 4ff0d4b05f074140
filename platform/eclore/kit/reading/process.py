"""The program's side of a reading: two at a time on a machine, each in a process that is ended when it takes too much.

No transaction should be open around `read`: a reading may last limits.SECONDS, and wait for its place before that.
"""

import fcntl
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from eclore.kit.reading import limits
from eclore.kit.reading.faults import Cost, Fault
from eclore.kit.uploads import Content

logger = logging.getLogger(__name__)

PLATFORM = Path(__file__).resolve().parents[3]
PLACES = 2
PATIENCE = 120.0  # seconds
PAUSE = 0.05
PDF, PICTURE, OFFICE = "pdf", "picture", "office"
LARGEST = 3000  # pixels of a side of a picture that is kept
# What a file begins with tells who reads it, and nothing more: the reader decides.
HEAD = 64
BEGINNINGS = {b"%PDF-": PDF, b"\xff\xd8\xff": PICTURE, b"\x89PNG\r\n\x1a\n": PICTURE, b"PK\x03\x04": OFFICE}
WHITE = b"\0\t\n\f\r "
HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


class Busy(Exception):
    """Every place has been taken for PATIENCE seconds: ask again later."""


@dataclass(frozen=True)
class Read:
    """`extension` says what it is; `content` is what is kept instead of what was sent, None for the same bytes."""

    extension: str
    content: bytes | None
    cost: Cost


def family_of(content: Content) -> str:
    """Who would read it; empty when nobody does. White space before a PDF is passed over, as every viewer does."""
    content.seek(0)
    head = content.read(HEAD)
    content.seek(0)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return PICTURE
    if head[4:8] == b"ftyp" and head[8:12] in HEIF:
        return PICTURE
    return next(
        (family for begins, family in BEGINNINGS.items() if head.startswith(begins)),
        PDF if head.lstrip(WHITE).startswith(b"%PDF-") else "",
    )


def read(
    content: Content, family: str, *, box: tuple[int, int] = (LARGEST, LARGEST), pixels: int = 0, lossless: bool = False
) -> Read:
    """`box` is the largest a picture is kept, `pixels` how many it may have (0: what its format allows).

    `lossless`: a PNG whatever it was. Raises Fault, with its `cost`, and Busy.
    """
    with tempfile.TemporaryDirectory(prefix="eclore-reading-") as folder, _place():
        sent = Path(folder, "sent")
        with sent.open("wb") as copy:
            content.seek(0)
            for chunk in content.chunks():
                copy.write(chunk)
        content.seek(0)
        told = _told(folder, family, *box, pixels, int(lossless))
        kept = Path(folder, "kept")
        changed = kept.read_bytes() if kept.exists() else None
    cost = Cost(float(told.get("cpu", limits.SECONDS_OF_CPU)), float(told.get("memory", limits.MEMORY)))
    if "fault" in told:
        fault = Fault.of(str(told["fault"]))
        fault.cost = cost
        raise fault
    return Read(str(told["extension"]), changed, cost)


def _told(folder: str, *arguments: object) -> dict[str, str]:
    """What the process says; that it was too costly when it was ended, that it could not be read when it broke."""
    command = [sys.executable, "-m", "eclore.kit.reading", *map(str, arguments)]
    surroundings = {"PYTHONPATH": str(PLATFORM), "PYTHONSAFEPATH": "1", "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}
    try:
        ended = subprocess.run(  # noqa: S603  our own module, and arguments of ours
            command,
            cwd=folder,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"fault": "too_costly"}
    if ended.returncode == 0:
        told: dict[str, str] = json.loads(ended.stdout)
        return told
    # Ended by a limit (SIGXCPU, SIGKILL, a file too long), or broken by what it read: never a line of the file in logs.
    logger.info("a reading has ended with %d", ended.returncode)
    return {"fault": "too_costly" if ended.returncode < 0 else "unreadable_file"}


@contextmanager
def _place() -> Iterator[None]:
    """One of the places of this machine, held while the block runs. Raises Busy."""
    folder = Path(tempfile.gettempdir(), f"eclore-reading-{os.getuid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    locks = [os.open(folder / str(place), os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600) for place in range(PLACES)]
    until = time.monotonic() + PATIENCE
    try:
        while not any(map(_taken, locks)):
            if time.monotonic() > until:
                raise Busy
            time.sleep(PAUSE)
        yield
    finally:
        for lock in locks:
            os.close(lock)


def _taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
