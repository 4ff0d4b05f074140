"""The session as an entry of a calendar: hours of the place, and the programme as its reader may read it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from eclore.kit.calendars import MEDIA_TYPE, Entry
from eclore.kit.mail import one_line
from programs.juries.day import Expected, Programme

__all__ = ["MEDIA_TYPE", "Issue", "of_hearing", "of_session"]

PRODUCT = "Jurys"


class Held(Protocol):
    """What is told of a session: the day, and where."""

    @property
    def held_on(self) -> date: ...
    @property
    def place(self) -> str: ...


@dataclass(frozen=True)
class Issue:
    """On whose clock, which `sequence`; `url`: where it is read in full, maybe nowhere."""

    zone: str
    sequence: int
    url: str = ""


def of_session(programme: Programme, issue: Issue) -> str:
    """For whoever sits: the whole day, without what they may not read; cancelled with its session."""
    jury = programme.jury
    begins, ends = _moments(jury, _ends(programme), issue.zone)
    return Entry(
        key=jury.pk,
        sequence=issue.sequence,
        product=PRODUCT,
        summary=one_line(jury.title),
        description="\n".join(_line(item) for item in programme.items),
        begins=begins,
        ends=ends,
        location=one_line(jury.place),
        url=issue.url,
        is_cancelled=jury.is_cancelled,
    ).text()


def of_hearing(jury: Held, item: Expected, issue: Issue) -> str:
    """For the people of one dossier: their own hour, and nothing of the others."""
    hours = (item.begins, item.ends) if item.begins and item.ends else None
    begins, ends = _moments(jury, hours, issue.zone)
    return Entry(
        key=item.key,
        sequence=issue.sequence,
        product=PRODUCT,
        summary=_("%(title)s devant le jury") % {"title": item.title},
        description=item.lasts,
        begins=begins,
        ends=ends,
        location=one_line(jury.place),
        url=issue.url,
    ).text()


def _ends(programme: Programme) -> tuple[datetime, datetime] | None:
    if programme.begins is None:
        return None
    return programme.begins, programme.ends or programme.begins


def _line(item: Expected) -> str:
    told = f"{item.title} ({item.origin})" if item.origin else item.title
    return " ".join(part for part in (item.hour, told) if part)


def _moments(jury: Held, hours: tuple[datetime, datetime] | None, zone: str) -> tuple[date, date]:
    """A whole day when there are no hours."""
    if hours is None:
        return jury.held_on, jury.held_on + timedelta(days=1)
    begins, ends = (each.replace(tzinfo=ZoneInfo(zone)) for each in hours)
    return begins, ends
