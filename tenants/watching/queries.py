"""What the machine says of itself: figures and dates, nothing of anybody. Queries run in the open context."""

import json
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from eclore.kit import mail
from tenants.audit.programme.models import Entry

BACKUP = "backup"  # the verb of the log's line (tenants.watching.domain)


@dataclass(frozen=True)
class FailedTask:
    """Jobs of one kind that have failed for good; nobody does them again by themselves."""

    task: str
    jobs: int
    since: datetime | None
    last: datetime | None


@dataclass(frozen=True)
class FailingTask:
    """Jobs of one kind that have failed and will be tried again, the first of them at `next`."""

    task: str
    jobs: int
    attempts: int
    next: datetime | None


@dataclass(frozen=True)
class Queue:
    """`age`: seconds that the job which has waited longest has been due; `silence`: since a worker was last heard."""

    due: int
    later: int
    running: int
    age: float
    letters_waiting: int
    letters_failed: int
    silence: float | None
    failed: tuple[FailedTask, ...] = ()
    failing: tuple[FailingTask, ...] = ()


@dataclass(frozen=True)
class Connections:
    """Of the whole server, whoever holds them."""

    used: int
    most: int


@dataclass(frozen=True)
class Disk:
    """Bytes where files are kept, or where what is being sent is put aside."""

    place: str
    free: int
    total: int


def queue() -> Queue:
    """The queue, for the national role alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT watching_queue(%s)", [mail.LETTERS])
        found = cursor.fetchone()[0]
    facts: dict[str, Any] = json.loads(found) if isinstance(found, str) else found
    facts["age"] = float(facts["age"] or 0)
    facts["failed"] = tuple(
        FailedTask(each["task_name"], each["jobs"], _moment(each["since"]), _moment(each["last"]))
        for each in facts["failed"]
    )
    facts["failing"] = tuple(
        FailingTask(each["task_name"], each["jobs"], each["attempts"], _moment(each["next"]))
        for each in facts["failing"]
    )
    return Queue(**facts)


def connections() -> Connections:
    """How many sessions PostgreSQL holds for this database, and how many it may hold in all."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT numbackends, current_setting('max_connections')::int FROM pg_stat_database"
            " WHERE datname = current_database()"
        )
        return Connections(*cursor.fetchone())


def last_backup() -> datetime | None:
    """When the last backup ended, by the programme's log; None when none was told."""
    found: datetime | None = Entry.objects.filter(verb=BACKUP).order_by("-at").values_list("at", flat=True).first()
    return found


def server_version() -> str:
    """PostgreSQL's own, as « 15.18 »."""
    version = connection.pg_version  # type: ignore[attr-defined]  # PostgreSQL's alone
    return f"{version // 10_000}.{version % 10_000}"


def disks() -> list[Disk]:
    """The folder of files, unless they are kept elsewhere, and the one of what is being sent."""
    places = {"files": Path(settings.MEDIA_ROOT), "temporary": Path(tempfile.gettempdir())}
    if "FileSystemStorage" not in settings.STORAGES["default"]["BACKEND"]:
        del places["files"]
    found = []
    for place, folder in places.items():
        while not folder.exists():  # it is made with its first file
            folder = folder.parent
        usage = shutil.disk_usage(folder)
        found.append(Disk(place, usage.free, usage.total))
    return found


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
