"""The one clock of the house, so that a season can be replayed at its own dates."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The current instant, aware; or the one that `at` has set."""
    return _set_to.get() or timezone.now()


def today() -> date:
    """The current day where the programme is run (settings.TIME_ZONE)."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Live the block at `moment` (aware); used by replays and tests, never by a request."""
    if timezone.is_naive(moment):
        raise ValueError("a moment needs its time zone")
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
