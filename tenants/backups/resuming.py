"""A restoration that was cut off: what it had begun is beside its undo, on the disk, before the first row changes.

Whether its rows were replaced is told by the programme's log: that line is in the transaction that replaces them. Cut
off before, nothing has changed; after, what follows is done again, each step of which may be.
"""

import json
import os
import shlex
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from tenants.backups import dumps, store, taking
from tenants.backups.errors import BackupError
from tenants.moving.archive import Reader
from tenants.territories.models import Territory
from tenants.territories.template import OWNER

NAME = "under-way.json"
ROWS = """
SELECT facts::jsonb ->> 'rows' FROM public.programme_audit_entry
WHERE verb = 'restore_territory' AND facts::jsonb ->> 'site' = %s AND facts::jsonb ->> 'undo' = %s
"""


@dataclass(frozen=True)
class UnderWay:
    """`asked`: `at` or `from` as it was typed; `undo`: the dump of what is replaced; `at`: where the territory goes."""

    asked: dict[str, str]
    undo: Path
    at: datetime
    files: store.Names

    def command(self, slug: str) -> str:
        """What ends it, as it was typed."""
        ((option, value),) = self.asked.items()
        return f"manage.py restore_territory {slug} --{option} {shlex.quote(value)}"


def begin(territory: Territory, undo: Path, asked: dict[str, str], dump: Reader) -> UnderWay:
    """Written and on the disk when this returns."""
    begun = UnderWay(asked, undo, taking.moment(dump.manifest), dumps.files_in(dump))
    path = _path(territory.slug)
    partial = path.with_name(path.name + store.PARTIAL)
    told = {"asked": asked, "undo": undo.name, "at": begun.at.isoformat(), "files": dump.manifest["files"]}
    with partial.open("w", encoding="utf-8") as written:
        json.dump(told, written, ensure_ascii=False)
        written.flush()
        os.fsync(written.fileno())
    store.give(partial)
    partial.replace(path)
    return begun


def found(territory: Territory) -> UnderWay | None:
    """One whose rows were replaced, and whose end nobody has seen; of one that changed nothing, nothing is left."""
    begun = _read(territory.slug)
    if begun is not None and rows(territory, begun) is None:
        drop(territory, begun)
        return None
    return begun


def cut_off() -> dict[str, UnderWay]:
    """By slug, those that have begun and not ended, told by the disk alone; one of them may be at work."""
    marks = sorted((Path(settings.BACKUPS) / dumps.FOLDER).glob(f"*/{NAME}"))
    read = ((mark.parent.name, _read(mark.parent.name)) for mark in marks)
    return {slug: begun for slug, begun in read if begun is not None}


def rows(territory: Territory, begun: UnderWay) -> int | None:
    """How many were put back; None when they were not."""
    with connections[OWNER].cursor() as cursor:
        # A session whose program was killed may be at its COMMIT: this waits until it lets the territory's tables go.
        dumps.head(cursor, territory.schema_name)
        cursor.execute(ROWS, [territory.schema_name, begun.undo.name])
        line = cursor.fetchone()
    return int(line[0]) if line else None


def demand_none(territory: Territory) -> None:
    """Raises BackupError when another restoration of this territory was cut off: it goes first."""
    if (begun := found(territory)) is not None:
        raise BackupError(
            f"a restoration to {begun.at.isoformat()} was cut off once its rows were replaced; end it first:"
            f" {begun.command(territory.slug)}"
        )


def drop(territory: Territory, begun: UnderWay) -> None:
    """Nothing was changed: what would undo it goes too."""
    begun.undo.unlink(missing_ok=True)
    end(territory)


def end(territory: Territory) -> None:
    _path(territory.slug).unlink(missing_ok=True)


def _path(slug: str) -> Path:
    return Path(settings.BACKUPS) / dumps.FOLDER / slug / NAME


def _read(slug: str) -> UnderWay | None:
    path = _path(slug)
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    at = datetime.fromisoformat(told["at"])
    return UnderWay(told["asked"], path.with_name(told["undo"]), at, store.names_in(told["files"]))
