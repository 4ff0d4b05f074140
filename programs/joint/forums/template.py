"""What a forum starts from: sizes and criteria of the first one, held in 2019, to be edited by each organiser."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

QUOTA_TOTAL, PLACES, TERRITORY_QUOTA = 15, 10, 3
CRITERIA = ("Le problème et l'idée", "La capacité de l'équipe à s'engager")
WEEKS_OF_PREPARATION = 10
DAYS_BEFORE_THE_FORUM = 8
CLOSING_HOUR = time(18)


@dataclass(frozen=True)
class Calendar:
    """The two dates that a forum lives by."""

    held_on: date
    nominations_until: datetime


def calendar(today: date) -> Calendar:
    """Ten weeks from today, on a Thursday; nominations end eight days before, at the end of the day."""
    after = today + timedelta(weeks=WEEKS_OF_PREPARATION)
    held_on = after + timedelta(days=(3 - after.weekday()) % 7)
    last_day = held_on - timedelta(days=DAYS_BEFORE_THE_FORUM)
    return Calendar(held_on, timezone.make_aware(datetime.combine(last_day, CLOSING_HOUR)))
