"""When the queue tries a job again: after 10 s, then ten times longer at most, for about two days."""

from typing import Any

from procrastinate import BaseRetryStrategy, RetryDecision

ATTEMPTS = 8
WAITS = (10, 60, 300, 1800, 7200, 28800, 86400)  # seconds


class BackOff(BaseRetryStrategy):
    """A little later, then later and later; never after an error that says it is hopeless."""

    def __init__(self, attempts: int, hopeless: type[Exception]) -> None:
        self.attempts = attempts
        self.hopeless = hopeless

    def get_retry_decision(self, *, exception: BaseException, job: Any) -> RetryDecision | None:
        """`job.attempts` counts the attempts made before this one."""
        if isinstance(exception, self.hopeless) or job.attempts + 1 >= self.attempts:
            return None
        return RetryDecision(retry_in={"seconds": wait(job.attempts)})


def wait(failures: int) -> int:
    """Seconds before the next attempt, after `failures` earlier ones and this one."""
    return WAITS[min(failures, len(WAITS) - 1)]
