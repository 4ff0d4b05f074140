"""One clock for everybody, which a season that is replayed may set."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from eclore.kit import clock

EVENING = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)  # the first of November in Paris


def test_it_is_now_unless_somebody_has_set_the_clock():
    before = timezone.now()
    assert before <= clock.now() <= timezone.now()


def test_a_block_is_lived_at_its_moment_and_the_clock_is_given_back():
    with clock.at(EVENING):
        inside = clock.now()
        with clock.at(EVENING.replace(year=2019)):
            further_inside = clock.now()
        back = clock.now()

    assert (inside, further_inside, back) == (EVENING, EVENING.replace(year=2019), EVENING)
    assert clock.now() != EVENING


def test_the_clock_is_given_back_after_an_error():
    with pytest.raises(RuntimeError), clock.at(EVENING):
        raise RuntimeError
    assert clock.now() > EVENING.replace(year=2019)
    assert clock._set_to.get() is None


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2026, 10, 31)):  # noqa: DTZ001
        pass


def test_today_is_the_day_where_the_programme_is_run():
    with clock.at(EVENING):
        assert clock.today() == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        ((2026, 3, 31), 1, (2026, 2, 28)),
        ((2028, 3, 31), 1, (2028, 2, 29)),
        ((2026, 1, 15), 1, (2025, 12, 15)),
        ((2026, 1, 15), 24, (2024, 1, 15)),
        ((2026, 5, 31), 0, (2026, 5, 31)),
    ],
)
def test_months_before_keep_the_day_or_take_the_last_of_a_shorter_month(day, months, earlier):
    moment = datetime(*day, 9, 5, tzinfo=UTC)
    assert clock.months_before(moment, months) == datetime(*earlier, 9, 5, tzinfo=UTC)


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)), st.integers(0, 600))  # noqa: DTZ001
def test_months_before_is_always_that_many_calendar_months_earlier(moment, months):
    earlier = clock.months_before(moment, months)
    assert (moment.year - earlier.year) * 12 + moment.month - earlier.month == months
    assert (earlier.time(), earlier.day <= moment.day) == (moment.time(), True)
