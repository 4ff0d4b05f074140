"""One event as a calendar's file (RFC 5545)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from eclore.kit import clock

MEDIA_TYPE = "text/calendar"


@dataclass(frozen=True)
class Entry:
    """`key` makes its UID, the same whatever is corrected, `sequence` higher each time; `product`: who writes it.

    `begins` and `ends`: moments with their zone, or two days, of which the last is not in it.
    """

    key: object
    sequence: int
    product: str
    summary: str
    description: str
    begins: date | datetime
    ends: date | datetime
    location: str = ""
    url: str = ""
    is_cancelled: bool = False

    def text(self) -> str:
        """The whole file, with the zones that it needs."""
        import icalendar  # noqa: PLC0415  for the few that ever write a calendar

        event = icalendar.Event()
        event.add("uid", f"{self.key}@{settings.BASE_HOST}")
        event.add("dtstamp", clock.now())
        event.add("sequence", self.sequence)
        event.add("summary", self.summary)
        event.add("description", self.description)
        for name in ("location", "url"):
            if told := getattr(self, name):
                event.add(name, told)
        event.add("status", "CANCELLED" if self.is_cancelled else "CONFIRMED")
        event.add("dtstart", self.begins)
        event.add("dtend", self.ends)
        book = icalendar.Calendar()
        book.add("prodid", f"-//Éclore//{self.product}//FR")
        book.add("version", "2.0")
        book.add("method", "PUBLISH")
        book.add_component(event)
        book.add_missing_timezones()
        written: str = book.to_ical().decode()
        return written
