"""The session as an entry of a calendar (RFC 5545): hours of the place, and the programme as its reader may read it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.mail import one_line
from programs.juries.day import Expected, Programme

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//Éclore//Jurys//FR"


class Held(Protocol):
    """What is told of a session: the day, where, and whether it still is."""

    @property
    def held_on(self) -> date: ...
    @property
    def place(self) -> str: ...
    @property
    def is_cancelled(self) -> bool: ...


@dataclass(frozen=True)
class Issue:
    """On whose clock, which `sequence`; `url`: where it is read in full, maybe nowhere."""

    zone: str
    sequence: int
    url: str = ""


def of_session(programme: Programme, issue: Issue) -> str:
    """For whoever sits: the whole day, without what they may not read."""
    jury = programme.jury
    lines = [_line(item) for item in programme.items]
    return _calendar(jury, jury.pk, one_line(jury.title), "\n".join(lines), _ends(programme), issue)


def of_hearing(jury: Held, item: Expected, issue: Issue) -> str:
    """For the people of one dossier: their own hour, and nothing of the others."""
    summary = _("%(title)s devant le jury") % {"title": item.title}
    hours = (item.begins, item.ends) if item.begins and item.ends else None
    return _calendar(jury, item.key, summary, item.lasts, hours, issue)


def _ends(programme: Programme) -> tuple[datetime, datetime] | None:
    if programme.begins is None:
        return None
    return programme.begins, programme.ends or programme.begins


def _line(item: Expected) -> str:
    told = f"{item.title} ({item.origin})" if item.origin else item.title
    return " ".join(part for part in (item.hour, told) if part)


def _calendar(
    jury: Held, key: UUID, summary: str, description: str, hours: tuple[datetime, datetime] | None, issue: Issue
) -> str:
    """One event; `key` makes its UID, the same whatever is corrected. A whole day when there are no hours."""
    import icalendar  # noqa: PLC0415  for the few that ever write a calendar

    event = icalendar.Event()
    event.add("uid", f"{key}@{settings.BASE_HOST}")
    event.add("dtstamp", clock.now())
    event.add("sequence", issue.sequence)
    event.add("summary", summary)
    event.add("description", description)
    if jury.place:
        event.add("location", one_line(jury.place))
    if issue.url:
        event.add("url", issue.url)
    event.add("status", "CANCELLED" if jury.is_cancelled else "CONFIRMED")
    begins, ends = _moments(jury, hours, issue.zone)
    event.add("dtstart", begins)
    event.add("dtend", ends)
    book = icalendar.Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add_component(event)
    book.add_missing_timezones()
    text: str = book.to_ical().decode()
    return text


def _moments(jury: Held, hours: tuple[datetime, datetime] | None, zone: str) -> tuple[object, object]:
    if hours is None:
        return jury.held_on, jury.held_on + timedelta(days=1)
    place = ZoneInfo(zone)
    begins, ends = (each.replace(tzinfo=place) for each in hours)
    return begins, ends
