"""What the database or a disk says when the machine, not the request, is at fault: away for a moment, or full."""

import errno
from collections.abc import Iterator
from typing import Any

import psycopg
from django.db import InterfaceError as DjangoInterfaceError
from django.db import OperationalError as DjangoOperationalError
from psycopg import errors

# SQLSTATE: broken connections, what a pooler says for its server (08); no more connections, memory or locks (53); a
# server that stops, starts or recovers (57P); one that has become a standby (25006).
AWAY = ("08", "53", "57P01", "57P02", "57P03", "57P05", "25006")
FULL = (errno.ENOSPC, errno.EDQUOT)
CONNECTION = (psycopg.OperationalError, psycopg.InterfaceError, DjangoOperationalError, DjangoInterfaceError)


def is_full(error: BaseException | None) -> bool:
    """Whether a disk is full: the one that files are written on, or the database's."""
    return any(
        isinstance(each, errors.DiskFull) or (isinstance(each, OSError) and each.errno in FULL)
        for each in _chain(error)
    )


def is_away(error: BaseException | None) -> bool:
    """Whether the database could not be reached, or has left in the middle: the same request passes once it is back."""
    return any(_was_not_heard(each) or (isinstance(each, CONNECTION) and _says_away(each)) for each in _chain(error))


def _was_not_heard(error: BaseException) -> bool:
    """libpq's own words in place of a server's, which always has a code: a pooler has closed in the middle."""
    return type(error) is psycopg.DatabaseError and not error.sqlstate


def _says_away(error: Any) -> bool:
    """An error of Django tells by its cause; without a code, the server was not heard at all."""
    if isinstance(error, DjangoOperationalError | DjangoInterfaceError):
        error = error.__cause__ or error
    state = getattr(error, "sqlstate", None)
    return state.startswith(AWAY) if state else isinstance(error, CONNECTION)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
