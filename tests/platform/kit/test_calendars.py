"""One event as a file that calendars read: its moments, its days, and whatever people have typed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar

from eclore.kit.calendars import Entry

AMIENS = ZoneInfo("Europe/Paris")


def entry(**changes) -> Entry:
    given = {
        "key": "clé",
        "sequence": 2,
        "product": "Essais",
        "summary": "Séance",
        "description": "",
        "begins": datetime(2031, 1, 15, 14, tzinfo=AMIENS),
        "ends": datetime(2031, 1, 15, 15, tzinfo=AMIENS),
    }
    return Entry(**given | changes)


def read(text):
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_moments_keep_the_zone_of_the_place_which_the_file_describes(settings):
    calendar, event = read(entry().text())
    assert (calendar["PRODID"], calendar["METHOD"]) == ("-//Éclore//Essais//FR", "PUBLISH")
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (f"clé@{settings.BASE_HOST}", 2, "CONFIRMED")
    assert event["DTSTART"].dt.isoformat() == "2031-01-15T14:00:00+01:00"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]
    assert "LOCATION" not in event and "URL" not in event


def test_days_without_hours_and_what_is_cancelled():
    _calendar, event = read(entry(begins=date(2031, 1, 15), ends=date(2031, 1, 16), is_cancelled=True).text())
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2031, 1, 15), date(2031, 1, 16))
    assert event["STATUS"] == "CANCELLED"


def test_whatever_was_typed_adds_no_line_of_its_own():
    typed = "A\r\nATTENDEE:mailto:autre@exemple.fr;\\, B"
    calendar, event = read(entry(summary=typed, description=typed, location=typed, url="https://ici.fr/").text())
    assert "ATTENDEE" not in event and len(calendar.walk("VEVENT")) == 1
    assert (event["URL"], "ATTENDEE" in str(event["SUMMARY"])) == ("https://ici.fr/", True)
