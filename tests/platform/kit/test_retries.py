"""The queue tries again a little later, then later and later, and knows when to stop."""

from types import SimpleNamespace

import pytest
from procrastinate import RetryDecision

from eclore.kit.retries import ATTEMPTS, WAITS, BackOff, wait


class NoUse(Exception):
    """Trying again would change nothing."""


def decision(error: Exception, *, failures: int, attempts: int = ATTEMPTS) -> RetryDecision | None:
    return BackOff(attempts, NoUse).get_retry_decision(exception=error, job=SimpleNamespace(attempts=failures))


def test_waits_grow_and_the_last_one_is_kept():
    assert [wait(failures) for failures in range(9)] == [10, 60, 300, 1800, 7200, 28800, 86400, 86400, 86400]
    assert 1.4 < sum(WAITS) / 86_400 < 2


@pytest.mark.parametrize("failures", range(ATTEMPTS - 1))
def test_each_failure_but_the_last_is_followed_by_its_wait(failures):
    before = decision(OSError(), failures=failures)
    assert before is not None
    assert before.retry_at is not None


@pytest.mark.parametrize("failures", [ATTEMPTS - 1, ATTEMPTS])
def test_no_attempt_is_left_after_the_last(failures):
    assert decision(OSError(), failures=failures) is None


def test_what_is_hopeless_is_not_tried_again():
    assert decision(NoUse(), failures=0) is None


def test_a_task_of_one_attempt_is_never_tried_again():
    assert decision(OSError(), failures=0, attempts=1) is None
