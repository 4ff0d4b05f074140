"""Which erasures were done, outside the database: a restored one has forgotten them.

A line holds no word of anybody: a request's key, and digests keyed by the installation's secret, by which somebody is
known where they have come back and nowhere else. Whoever steals it, with backups or without, learns nothing from it.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from eclore.kit import clock
from tenants.privacy.subject import Subject

SALT = "tenants.privacy.journal"
MONTHS, MONTH = "????-??.jsonl", timedelta(days=31)


@dataclass(frozen=True)
class Line:
    """One erasure: `person` is their account, empty without one; `given`: contacts that an operator had to name."""

    at: datetime
    request: UUID
    key: str
    person: str
    addresses: frozenset[str]
    given: int


def note(request: UUID, subject: Subject) -> None:
    """Before anything is erased, on the disk when this returns. Raises OSError, and nothing must then be erased."""
    told = {
        "at": clock.now().isoformat(),
        "request": str(request),
        "key": fingerprint(settings.SECRET_KEY),
        "person": digest(str(subject.user_id)) if subject.user_id else "",
        "addresses": sorted(map(digest, subject.emails)),
        "given": len(subject.given),
    }
    folder = Path(settings.ERASURES)
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    opened = os.open(folder / f"{clock.now():%Y-%m}.jsonl", os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        size = os.fstat(opened).st_size
        cut = size and os.pread(opened, 1, size - 1) != b"\n"  # who wrote before was stopped half-way
        os.write(opened, b"\n" * bool(cut) + json.dumps(told).encode() + b"\n")
        os.fsync(opened)
    finally:
        os.close(opened)
    _sync(folder)


def read() -> tuple[list[Line], int]:
    """Every erasure once, by its request, the earliest first; how many lines cannot be read (cut off by a crash).

    The copy that backups keep counts too: on a new machine it is all that there is.
    """
    found: dict[UUID, Line] = {}
    broken = set()
    for text in {text for folder in (Path(settings.ERASURES), beside_backups()) for text in _texts(folder)}:
        try:
            line = _line(json.loads(text))
        except (ValueError, KeyError, TypeError):
            broken.add(text)
            continue
        before = found.get(line.request)
        found[line.request] = line if before is None else _together(*sorted((before, line), key=lambda one: one.at))
    return sorted(found.values(), key=lambda line: line.at), len(broken)


def beside_backups() -> Path:
    """Where each backup leaves a copy."""
    return Path(settings.BACKUPS) / "erasures"


def digest(value: str, secret: str | None = None) -> str:
    """What a line says instead of a value; of an address, in small letters."""
    return salted_hmac(SALT, value, secret=secret or settings.SECRET_KEY, algorithm="sha256").hexdigest()


def fingerprint(secret: str) -> str:
    """Which secret a line was written with, without telling it."""
    return digest("key", secret)[:16]


def secrets() -> dict[str, str]:
    """By fingerprint, those of this installation: the present one, and those it has replaced."""
    return {fingerprint(each): each for each in map(str, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))}


def forget(folder: Path | None = None) -> int:
    """Months that ended before the oldest backup bring nobody back; returns how many files went."""
    oldest = clock.now() - timedelta(days=settings.BACKUP_DAYS) - MONTH
    over = [
        path
        for path in (folder or Path(settings.ERASURES)).glob(MONTHS)
        if datetime.strptime(path.stem, "%Y-%m").replace(tzinfo=oldest.tzinfo) + MONTH < oldest
    ]
    for path in over:
        path.unlink()
    return len(over)


def _texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob(MONTHS)):
        yield from filter(None, path.read_text(encoding="utf-8", errors="replace").split("\n"))


def _line(told: dict[str, str]) -> Line:
    return Line(
        datetime.fromisoformat(told["at"]),
        UUID(told["request"]),
        told["key"],
        told["person"],
        frozenset(told["addresses"]),
        int(told["given"]),
    )


def _together(one: Line, other: Line) -> Line:
    """The same erasure, tried twice: what the second attempt had learnt too."""
    return Line(
        other.at,
        one.request,
        other.key,
        one.person or other.person,
        one.addresses | other.addresses if one.key == other.key else other.addresses,
        max(one.given, other.given),
    )


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
