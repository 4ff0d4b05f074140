"""Dates as people say them, in French and in English."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from eclore.kit import clock, dates
from eclore.kit.errors import Invalid

CLOSING = datetime(2026, 10, 31, 17, 5, tzinfo=UTC)  # 18:05 in Paris
TODAY = date(2026, 9, 20)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2026, 10, 31), "samedi 31\u00a0octobre"),
        (CLOSING, "samedi 31\u00a0octobre"),
        (date(2026, 11, 1), "dimanche 1er\u00a0novembre"),
        (date(2027, 1, 4), "lundi 4\u00a0janvier 2027"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "vendredi 1er\u00a0janvier 2027"),
    ],
)
def test_a_day_in_words(value: date, said: str) -> None:
    assert dates.day(value, today=TODAY) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (CLOSING, "samedi 31\u00a0octobre à 18\u00a0h\u00a005"),
        (CLOSING.replace(minute=0), "samedi 31\u00a0octobre à 18\u00a0h"),
        (CLOSING.replace(hour=7, minute=30), "samedi 31\u00a0octobre à 8\u00a0h\u00a030"),
    ],
)
def test_a_moment_in_words(value: datetime, said: str) -> None:
    assert dates.moment(value, today=TODAY) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 11, 4), date(2026, 11, 15), "du 4 au 15\u00a0novembre"),
        (date(2026, 9, 16), date(2026, 10, 31), "du 16\u00a0septembre au 31\u00a0octobre"),
        (date(2019, 9, 16), date(2019, 10, 31), "du 16\u00a0septembre au 31\u00a0octobre 2019"),
        (date(2026, 12, 1), date(2027, 1, 4), "du 1er\u00a0décembre au 4\u00a0janvier 2027"),
        (date(2025, 12, 1), date(2026, 1, 4), "du 1er\u00a0décembre 2025 au 4\u00a0janvier"),
        (date(2026, 11, 28), date(2026, 11, 28), "le 28\u00a0novembre"),
    ],
)
def test_a_span_says_shared_parts_once(start: date, end: date, said: str) -> None:
    assert dates.span(start, end, today=TODAY) == said


@pytest.mark.parametrize(
    ("value", "said"), [(date(2026, 9, 16), "16\u00a0sept."), (date(2019, 3, 1), "1er\u00a0mars 2019")]
)
def test_a_short_day(value: date, said: str) -> None:
    assert dates.short_day(value, today=TODAY) == said


@pytest.mark.parametrize(
    ("elapsed", "said"),
    [
        (timedelta(seconds=20), "à l’instant"),
        (timedelta(minutes=1), "il y a 1\u00a0minute"),
        (timedelta(minutes=40), "il y a 40\u00a0minutes"),
        (timedelta(hours=3, minutes=50), "il y a 3\u00a0heures"),
        (timedelta(days=1), "il y a 1\u00a0jour"),
        (timedelta(days=6, hours=23), "il y a 6\u00a0jours"),
        (timedelta(days=7), "le 24\u00a0octobre"),
    ],
)
def test_how_long_ago(elapsed: timedelta, said: str) -> None:
    with clock.at(CLOSING):
        assert dates.since(CLOSING - elapsed) == said


def test_the_year_is_that_of_the_system_clock() -> None:
    with clock.at(datetime(2019, 11, 1, tzinfo=UTC)):
        assert dates.day(date(2019, 11, 28)) == "jeudi 28\u00a0novembre"


def test_english_has_its_own_words() -> None:
    with translation.override("en"):
        assert dates.day(date(2026, 11, 1), today=TODAY) == "Sunday 1\u00a0November"
        assert dates.clock_time(CLOSING) == "18:05"
        assert dates.short_day(date(2026, 9, 16), today=TODAY) == "16\u00a0Sept."


@pytest.mark.parametrize(
    ("days", "in_french", "in_english"),
    [
        ("0.5", "0,5 jour par semaine", "0.5 days a week"),
        ("1.0", "1 jour par semaine", "1 day a week"),
        ("1.5", "1,5 jour par semaine", "1.5 days a week"),
        ("2", "2 jours par semaine", "2 days a week"),
    ],
)
def test_days_a_week_follow_the_grammar_of_the_language(days, in_french, in_english, monkeypatch):
    assert dates.days_a_week(Decimal(days)) == in_french
    catalogue = {"jour par semaine": "day a week", "jours par semaine": "days a week"}
    monkeypatch.setattr(dates, "gettext", catalogue.get)
    with translation.override("en"):
        assert dates.days_a_week(Decimal(days)) == in_english


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "samedi 31\u00a0octobre à 18\u00a0h\u00a005"),
        ({"zone": "Europe/Paris"}, "samedi 31\u00a0octobre à 18\u00a0h\u00a005"),
        ({"named": True}, "samedi 31\u00a0octobre à 18\u00a0h\u00a005, heure de Paris"),
        ({"zone": "Indian/Reunion"}, "samedi 31\u00a0octobre à 21\u00a0h\u00a005, heure de La Réunion"),
        ({"zone": "Pacific/Noumea"}, "dimanche 1er\u00a0novembre à 4\u00a0h\u00a005, heure de Nouméa"),
    ],
)
def test_a_moment_of_elsewhere_names_its_zone(options: dict[str, Any], said: str) -> None:
    assert dates.moment(CLOSING, today=TODAY, **options) == said


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        (datetime(2027, 3, 28, 2, 30), "Cette heure n'existe pas"),
        (datetime(2026, 10, 25, 2, 30), "Cette heure existe deux fois"),
    ],
)
def test_an_hour_that_a_clock_change_skips_or_repeats_is_refused(typed: datetime, begins: str) -> None:
    with pytest.raises(Invalid) as refusal:
        dates.aware(typed)
    assert str(refusal.value.sentence).startswith(begins)
    assert dates.aware(typed, "Indian/Reunion").utcoffset() == timedelta(hours=4)


def test_a_deadline_is_to_come() -> None:
    with clock.at(CLOSING), pytest.raises(Invalid):
        dates.check_to_come(CLOSING, field="closes_at")
    with clock.at(CLOSING - timedelta(seconds=1)):
        dates.check_to_come(CLOSING, field="closes_at")
