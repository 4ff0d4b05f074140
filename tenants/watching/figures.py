"""What the database counts when somebody watches: five statements in one short transaction, nothing of anybody.

They are read by a thread that is waited for a moment only: a database that is away or slow stops nobody.
"""

import json
import logging
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from eclore.database.current import current
from tenants.contexts import in_programme
from tenants.watching import queries
from tenants.watching.queries import Connections, Queue

PATIENCE = 2.0  # seconds
KEPT = 5.0  # seconds: two who watch cost one

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Line:
    """Jobs of one queue; `age`: seconds that the one which has waited longest has been due."""

    queue: str
    due: int
    later: int
    running: int
    age: float


@dataclass(frozen=True)
class Archiving:
    """Segments of the write-ahead log, by PostgreSQL, since its statistics began."""

    archived: int
    failed: int
    is_failing: bool


@dataclass(frozen=True)
class Figures:
    """All of them, at one moment."""

    queue: Queue
    lines: tuple[Line, ...]
    connections: Connections
    archiving: Archiving
    backup: datetime | None


def read() -> Figures:
    """In a context of its own."""
    with in_programme():
        return Figures(queries.queue(), _lines(), queries.connections(), _archiving(), queries.last_backup())


class Reading:
    """The last figures, and the one thread that may be asking for the next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._found: Figures | None = None
        self._at = -KEPT

    def figures(self) -> Figures | None:
        """At most KEPT seconds old; None when the database has not answered in PATIENCE seconds."""
        with self._lock:
            if self._is_fresh():
                return self._found
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._read, name="figures", daemon=True)
                self._thread.start()
            thread = self._thread
        thread.join(PATIENCE)
        with self._lock:
            return self._found if self._is_fresh() else None

    def forget(self) -> None:
        """Ask anew next time."""
        with self._lock:
            self._found = None

    def _is_fresh(self) -> bool:
        return self._found is not None and time.monotonic() - self._at < KEPT

    def _read(self) -> None:
        try:
            found = read()
        except Exception:  # whatever it is, who watches is told that the database does not answer
            logger.warning("the database was asked for its figures", exc_info=True)
            return
        finally:
            current().close()  # of this thread alone
        with self._lock:
            self._found, self._at = found, time.monotonic()


def _lines() -> tuple[Line, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT watching_queues()")
        found = cursor.fetchone()[0]
    each: list[dict[str, Any]] = json.loads(found) if isinstance(found, str) else found
    return tuple(Line(**{**one, "age": float(one["age"])}) for one in each)


def _archiving() -> Archiving:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT archived_count, failed_count,"
            " coalesce(last_failed_time > last_archived_time, last_failed_time IS NOT NULL) FROM pg_stat_archiver"
        )
        return Archiving(*cursor.fetchone())
