"""How far a phase is in its weeks: week n of N, and the days that were signed until now."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext


@dataclass(frozen=True)
class Progress:
    """`number` is the running week, 1 on the first day, 0 before it; for a closed phase, how many weeks it took."""

    number: int
    weeks: int
    signed: Decimal

    @property
    def late(self) -> bool:
        return self.number > self.weeks


def freed_of(freed: Decimal, signed: Decimal) -> str:
    """Days freed of those that were signed until now; more than these is told as the exception that it is."""
    told = {"freed": floatformat(freed), "signed": floatformat(signed)}
    if freed > signed:
        return gettext("%(freed)s, plus que les %(signed)s signés") % told
    return gettext("%(freed)s sur %(signed)s") % told


def progress(
    start: date | None, weeks: int | None, *, today: date, closed: date | None = None, per_week: Decimal | None = None
) -> Progress | None:
    """None when the phase has no start or no length. `signed` goes on after the last planned week, as people do."""
    if start is None or not weeks:
        return None
    last = max(closed - timedelta(days=1), start) if closed else today
    number = max(0, (last - start).days // 7 + 1)
    return Progress(number, weeks, number * (per_week or Decimal(1)))
