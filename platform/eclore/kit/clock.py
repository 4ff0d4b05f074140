"""The one clock of the project, so that a season can be replayed at its own dates."""

from calendar import monthrange
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
    """The current day in the current zone: the territory's on its own host, the programme's elsewhere."""
    return timezone.localdate(now())


def programme_day() -> date:
    """The current day where the programme is run (settings.TIME_ZONE), whatever the host: of what is national."""
    return timezone.localdate(now(), timezone.get_default_timezone())


def months_before(moment: datetime, months: int) -> datetime:
    """The same day and hour so many months earlier; the last day of a shorter month."""
    first = moment.year * 12 + moment.month - 1 - months
    year, month = divmod(first, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


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
