"""Where a phase stands in its weeks, day after day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eclore.kit.weeks import Progress, progress

START = date(2026, 3, 2)


@pytest.mark.parametrize(("days", "number"), [(-8, 0), (-1, 0), (0, 1), (6, 1), (7, 2), (62, 9), (63, 10)])
def test_a_week_begins_on_the_day_of_the_start(days, number):
    assert progress(START, 9, today=START + timedelta(days=days)) == Progress(number, 9, Decimal(number))


@pytest.mark.parametrize(("number", "late"), [(8, False), (9, False), (10, True)])
def test_a_phase_is_late_after_its_last_week(number, late):
    assert Progress(number, 9, Decimal(0)).late is late


@pytest.mark.parametrize(("start", "weeks"), [(None, 9), (START, None), (START, 0), (None, None)])
def test_a_phase_without_start_or_length_stands_nowhere(start, weeks):
    assert progress(start, weeks, today=START) is None


@pytest.mark.parametrize(("days", "number"), [(0, 1), (1, 1), (7, 1), (8, 2), (63, 9)])
def test_a_closed_phase_took_the_weeks_before_its_end_whatever_the_day(days, number):
    closed = START + timedelta(days=days)
    assert progress(START, 9, today=START + timedelta(days=400), closed=closed) == Progress(number, 9, Decimal(number))


def test_signed_days_are_those_of_each_week():
    assert progress(START, 9, today=START + timedelta(days=14), per_week=Decimal("1.5")) == Progress(
        3, 9, Decimal("4.5")
    )


@given(st.integers(-100, 1000), st.integers(1, 60))
def test_the_number_never_goes_back(days, weeks):
    here, next_day = (progress(START, weeks, today=START + timedelta(days=days + more)) for more in (0, 1))
    assert next_day.number - here.number in (0, 1)
