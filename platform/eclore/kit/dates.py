"""Dates in words, as people say them: "jeudi 31 octobre à 18 h 05". French first, English when it is active."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import get_language, gettext, ngettext

from eclore.kit import clock, zones
from eclore.kit.errors import Invalid

NBSP = "\u00a0"
EARLIEST, LATEST = 2000, 2100

_JUST_NOW = timedelta(minutes=1)
_ONE_DAY = timedelta(days=1)


def day(value: date, *, today: date | None = None) -> str:
    """The weekday and the day; the year too when it is not this one."""
    local = _local(value)
    return f"{_words(local, 'l')} {calendar_day(local, today=today)}"


def calendar_day(value: date, *, today: date | None = None) -> str:
    """The day without its weekday: "31 octobre", "1er novembre 2027"."""
    local = _local(value)
    return _ordinal(local) + NBSP + _words(local, "F") + _year(local, today)


def short_day(value: date, *, today: date | None = None) -> str:
    """The day in little room: "31 oct.", "16 sept. 2019"."""
    local = _local(value)
    return _ordinal(local) + NBSP + _words(local, "N") + _year(local, today)


def clock_time(value: datetime) -> str:
    """The time of day: "18 h", "18 h 05"; "18:05" in English."""
    local = _local_time(value)
    if not _french():
        return f"{local.hour:02d}:{local.minute:02d}"
    return f"{local.hour}{NBSP}h" + (f"{NBSP}{local.minute:02d}" if local.minute else "")


def moment(value: datetime, *, today: date | None = None, zone: str = "", named: bool = False) -> str:
    """A day and a time of day; the zone too when it is another than the reader's, or nobody knows the reader's.

    "jeudi 31 octobre à 18 h, heure de La Réunion". Without `zone` the moment is told in the current one.
    """
    told = zone or zones.current()
    with timezone.override(told):
        said = gettext("%(day)s à %(time)s") % {"day": day(value, today=today), "time": clock_time(value)}
    if not named and told == zones.current():
        return said
    return gettext("%(moment)s, %(zone)s") % {"moment": said, "zone": zones.called(told)}


def span(start: date, end: date, *, today: date | None = None) -> str:
    """From one day to another, saying the month and the year only once when they are shared."""
    first, last = _local(start), _local(end)
    if _as_date(first) == _as_date(last):
        return gettext("le %(day)s") % {"day": calendar_day(last, today=today)}
    if (first.year, first.month) == (last.year, last.month):
        opening = _ordinal(first)
    elif first.year == last.year:
        opening = _ordinal(first) + NBSP + _words(first, "F")
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


def check_to_come(value: datetime, *, field: str) -> None:
    """Raise Invalid for a deadline that has passed."""
    if value <= clock.now():
        raise Invalid(gettext("Ce moment est passé : choisissez-en un à venir."), code="past", field=field)


def aware(value: datetime, zone: str = "") -> datetime:
    """A moment typed in a zone (the current one by default). Raises Invalid, without a field, for an hour that a clock
    change skips, or makes twice."""
    told = ZoneInfo(zone or zones.current())
    before, after = (value.replace(tzinfo=told, fold=fold) for fold in (0, 1))
    if before.utcoffset() == after.utcoffset():
        return before
    if (before.utcoffset() or timedelta()) < (after.utcoffset() or timedelta()):
        raise Invalid(
            gettext("Cette heure n'existe pas : les horloges avancent cette nuit-là. Choisissez-en une autre.")
        )
    raise Invalid(
        gettext("Cette heure existe deux fois : les horloges reculent cette nuit-là. Choisissez-en une autre.")
    )


def check_day(day: date, *, field: str) -> None:
    """Raise Invalid for a day, or a moment, of another century."""
    if not EARLIEST <= day.year <= LATEST:
        raise Invalid(gettext("Vérifiez l'année : elle est trop éloignée."), field=field)


def _french() -> bool:
    return _language().startswith("fr")


def _language() -> str:
    return get_language() or "fr"


def _words(value: date, pattern: str) -> str:
    """A part of a date in the active language; lists say the same days again and again."""
    return _cached_words(_as_date(value), pattern, _language())


@lru_cache(maxsize=4096)
def _cached_words(value: date, pattern: str, language: str) -> str:
    return formatted(value, pattern)


def days_a_week(days: Decimal) -> str:
    """ "1 jour par semaine", "1,5 jour par semaine", "2 jours par semaine": French is plural from two on."""
    several = days >= 2 if _french() else days != 1
    unit = gettext("jours par semaine") if several else gettext("jour par semaine")
    return f"{floatformat(days)} {unit}"


def _local(value: date) -> date:
    """Days are days; moments are told in the current time zone."""
    return _local_time(value) if isinstance(value, datetime) else value


def _local_time(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _as_date(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _ordinal(value: date) -> str:
    return "1er" if value.day == 1 and _french() else str(value.day)


def _year(value: date, today: date | None) -> str:
    current = today or clock.today()
    return "" if value.year == current.year else f" {value.year}"
