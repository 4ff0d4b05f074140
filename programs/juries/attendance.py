"""Who was in the room, and when: each dossier has the members of its own moment.

A member counts for a dossier that was heard while they were there, and for any on which they have validated a ballot:
whoever comes late adds nobody to what was heard before, whoever leaves takes no ballot away.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext as _

from eclore.kit.dates import clock_time, short_day
from programs.juries.models import AbstractJury, AbstractSeat
from programs.juries.queries import tables

Stay = tuple[datetime, datetime | None]  # arrived, left; None while they are there


def stay(arrived: datetime, left: datetime | None = None) -> DateTimeTZRange:
    """One of the `stays` of a seat; both ends are of it."""
    return DateTimeTZRange(arrived, left, "[]")


# Of a `seat`: whether its ballots count at all. One that was noted absent before hours were kept has no stay.
CAME = "(seat.present OR seat.stays <> '{}')"
# Of a `seat` and a `passage`: whether they were there when it was heard; now, while it has not been.
THERE = """CASE WHEN passage.heard_at IS NULL OR (seat.present AND seat.stays = '{}') THEN seat.present
    ELSE passage.heard_at <@ ANY (seat.stays) END"""


@dataclass(frozen=True)
class Differences:
    """Where the members of a dossier are not those of now. By passage, the seats: `more` count, `fewer` do not."""

    more: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    fewer: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))


def differences(jury: AbstractJury, seats: Sequence[AbstractSeat]) -> Differences:
    """One statement, about those who have come late, gone or come back; none on a day when nobody has."""
    found, moved = Differences(), [seat.pk for seat in seats if seat.stays and not _stayed(seat, jury.opened_at)]
    if not moved:
        return found
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCES.format(there=THERE, **tables(type(jury))), {"jury": jury.pk, "moved": moved})
        for passage, seat, counts in cursor.fetchall():
            (found.more if counts else found.fewer)[passage].add(seat)
    return found


DIFFERENCES = """
SELECT told.passage_id, told.seat_id, NOT told.present FROM (
    SELECT passage.id AS passage_id, seat.id AS seat_id, seat.present, {there} OR EXISTS (
        SELECT FROM {ballots} ballot WHERE ballot.passage_id = passage.id AND ballot.seat_id = seat.id
            AND ballot.cast_at IS NOT NULL
    ) AS counts
    FROM {passages} passage JOIN {seats} seat ON seat.jury_id = passage.jury_id
    WHERE passage.jury_id = %(jury)s AND seat.id = ANY (%(moved)s)
) told WHERE told.counts <> told.present
"""


def _stayed(seat: AbstractSeat, opened_at: datetime | None) -> bool:
    """There from the opening on, without leaving."""
    first = seat.stays[0]
    return seat.present and len(seat.stays) == 1 and opened_at is not None and first.lower <= opened_at


def hours(seat: AbstractSeat, *, today: date | None = None) -> str:
    """« 14 h 02 – 15 h 10, depuis 15 h 25 », the day too when it is not the session's; empty for who has not come.

    `today`: as `kit.dates` takes it, to say the year or not.
    """
    return told_hours(seat.stays, seat.jury.held_on, today=today)


def told_hours(stays: Sequence[DateTimeTZRange], day: date, *, today: date | None = None) -> str:
    """The same of any such list, in a session of that day."""
    return ", ".join(_hours(each.lower, each.upper, day, today) for each in stays)


def _hours(arrived: datetime, left: datetime | None, day: date, today: date | None) -> str:
    told = {"arrived": hour(arrived, day, today=today)}
    if left is None:
        return _("depuis %(arrived)s") % told
    return _("%(arrived)s – %(left)s") % {**told, "left": hour(left, day, today=today)}


def hour(moment: datetime, day: date, *, today: date | None = None) -> str:
    """« 14 h 02 », with its day when it is not that of the session."""
    same = timezone.localtime(moment).date() == day
    return clock_time(moment) if same else f"{short_day(moment, today=today)} {clock_time(moment)}"
