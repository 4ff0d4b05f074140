"""Statements that lock tables in use: short waits, many times, so that nobody waits behind them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import OperationalError, connections, transaction
from psycopg import errors

from tenants.territories import template
from tenants.territories.template import OWNER

# Requests that want the same table wait behind whoever waits for it: this long at most, then they have a moment.
LOCK_TIMEOUT = 0.2  # seconds
MOMENT = 0.3  # seconds between two attempts at one thing
ROUND = 1.0  # seconds after everything that was left has been tried

# Who holds most, by the name that a program gives itself: a dump holds a lock on everything.
HOLDERS = """
SELECT coalesce(nullif(a.application_name, ''), a.usename, '?'), l.pid
FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'relation' AND l.granted AND l.pid <> pg_backend_pid()
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 3
"""


class TooLongError(Exception):
    """What was to be locked stayed in use as long as one may wait; nothing of it was written."""


@dataclass
class Patience:
    """How long one waits, in seconds, while nothing gets done; `tell` is given a sentence at the first wait."""

    seconds: float
    tell: Callable[[str], None]
    since: float = field(default_factory=time.monotonic)
    told: bool = False

    def progress(self) -> None:
        """Something was done: one may wait as long again."""
        self.since, self.told = time.monotonic(), False

    def wait(self, what: str, seconds: float = MOMENT) -> None:
        """Leave the tables to others for a moment. Raises TooLongError."""
        if time.monotonic() - self.since > self.seconds:
            raise TooLongError(
                f"{what} : des tables restent utilisées depuis {self.seconds:.0f} s ({holders()})."
                " Relancez `upgrade` quand ce sera fini : ce qui est fait le reste."
            )
        if not self.told:
            self.tell(f"{what} : en attente de tables en cours d'utilisation ({holders()}).")
            self.told = True
        time.sleep(seconds)

    def until_done(self, what: str, act: Callable[[], Any]) -> Any:
        """Call `act`, again as long as what it locks is in use."""
        while True:
            try:
                done = act()
            except OperationalError as error:
                if not in_use(error):
                    raise
                self.wait(what)
            else:
                self.progress()
                return done


def in_use(error: BaseException) -> bool:
    """Whether a statement was given up because somebody uses what it locks."""
    return isinstance(error.__cause__, (errors.LockNotAvailable, errors.DeadlockDetected))


@contextmanager
def short_waits() -> Iterator[None]:
    """Within the block, the owner's connection gives up early what it cannot lock, and waits for no disk.

    All that it commits is on the disk at the end of the block; cut off before, a crash may undo the last of it, whole
    transactions in their order, which is what being cut off a moment earlier leaves.
    """
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{LOCK_TIMEOUT * 1000:.0f}ms'; SET synchronous_commit = off")
    try:
        yield
    finally:
        if connections[OWNER].connection is not None and connections[OWNER].is_usable():
            with connections[OWNER].cursor() as cursor:
                cursor.execute("RESET lock_timeout; RESET synchronous_commit")
            with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
                # A commit that waits for the disk is preceded there by all that was committed before.
                cursor.execute("SET LOCAL synchronous_commit = on; CREATE TEMP TABLE reached () ON COMMIT DROP")


def execute(statements: list[str]) -> None:
    """All of them in one transaction, as one message."""
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        template.send(cursor, statements)


def holders() -> str:
    """« pg_dump (pid 812) », those who hold most first; « nobody any more » when they have gone."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(HOLDERS)
        return ", ".join(f"{name}, pid {pid}" for name, pid in cursor.fetchall()) or "plus personne à présent"
