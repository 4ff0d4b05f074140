"""Dates in words, as people say them: "jeudi 31 octobre à 18 h 05". French first, English when it is active."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import get_language, gettext, ngettext

from eclore.kit import clock

NBSP = "\u00a0"

_JUST_NOW = timedelta(minutes=1)
_ONE_DAY = timedelta(days=1)


def day(value: date, *, today: date | None = None) -> str:
    """The weekday and the day; the year too when it is not this one."""
    local = _local(value)
    return f"{formatted(local, 'l')} {calendar_day(local, today=today)}"


def calendar_day(value: date, *, today: date | None = None) -> str:
    """The day without its weekday: "31 octobre", "1er novembre 2027"."""
    local = _local(value)
    return _ordinal(local) + NBSP + formatted(local, "F") + _year(local, today)


def short_day(value: date, *, today: date | None = None) -> str:
    """The day in little room: "31 oct.", "16 sept. 2019"."""
    local = _local(value)
    return _ordinal(local) + NBSP + formatted(local, "N") + _year(local, today)


def clock_time(value: datetime) -> str:
    """The time of day: "18 h", "18 h 05"; "18:05" in English."""
    local = _local(value)
    if not _french():
        return formatted(local, "H:i")
    minutes = formatted(local, "i")
    return formatted(local, "G") + NBSP + "h" + ("" if minutes == "00" else NBSP + minutes)


def moment(value: datetime, *, today: date | None = None) -> str:
    """A day and a time of day."""
    return gettext("%(day)s à %(time)s") % {"day": day(value, today=today), "time": clock_time(value)}


def span(start: date, end: date, *, today: date | None = None) -> str:
    """From one day to another, saying the month and the year only once when they are shared."""
    first, last = _local(start), _local(end)
    if _as_date(first) == _as_date(last):
        return gettext("le %(day)s") % {"day": calendar_day(last, today=today)}
    if (first.year, first.month) == (last.year, last.month):
        opening = _ordinal(first)
    elif first.year == last.year:
        opening = _ordinal(first) + NBSP + formatted(first, "F")
    else:
        opening = calendar_day(first, today=today)
    return gettext("du %(start)s au %(end)s") % {"start": opening, "end": calendar_day(last, today=today)}


def since(value: datetime, *, now: datetime | None = None) -> str:
    """How long ago, for the last days only; the day in words before that."""
    elapsed = (now or clock.now()) - value
    if elapsed < _JUST_NOW:
        return gettext("à l’instant")
    if elapsed < timedelta(hours=1):
        minutes = int(elapsed.total_seconds() // 60)
        return ngettext("il y a %(count)d\u00a0minute", "il y a %(count)d\u00a0minutes", minutes) % {"count": minutes}
    if elapsed < _ONE_DAY:
        hours = int(elapsed.total_seconds() // 3600)
        return ngettext("il y a %(count)d\u00a0heure", "il y a %(count)d\u00a0heures", hours) % {"count": hours}
    if elapsed < 7 * _ONE_DAY:
        return ngettext("il y a %(count)d\u00a0jour", "il y a %(count)d\u00a0jours", elapsed.days) % {
            "count": elapsed.days
        }
    return gettext("le %(day)s") % {"day": calendar_day(value)}


def _french() -> bool:
    return (get_language() or "fr").startswith("fr")


def _local(value: date) -> date:
    """Aware moments are told in the current time zone; days are days."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _as_date(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _ordinal(value: date) -> str:
    return "1er" if value.day == 1 and _french() else str(value.day)


def _year(value: date, today: date | None) -> str:
    current = today or clock.today()
    return "" if value.year == current.year else f" {value.year}"
