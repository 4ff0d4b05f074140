"""Jobs: named functions that a worker runs later, put in PostgreSQL's queue by the transaction that wants them.

`defer` writes through the open context: rolling back removes the job, and the database stamps whose context it was in
the `tenant_context` argument. Tasks open that context again with `tenants.jobs`.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from procrastinate.contrib.django import app as queue

from eclore.kit import retries

logger = logging.getLogger(__name__)

Function = Callable[..., None]
# Strangers' files wait in a line of their own: whoever sends many keeps nobody's mail waiting.
ORDINARY, FILES = "default", "files"
# A job that has ended is kept so many days, then taken out of the queue.
KEPT_DAYS = 14


class Hopeless(Exception):
    """Trying again would change nothing; the message says why, for people."""


@dataclass(frozen=True)
class Task:
    """`function(tenant_context=…, **args)`; `gives_up(error, …)` is told when none is left."""

    name: str
    function: Function
    attempts: int
    gives_up: Function | None = None
    cron: str = ""
    queue: str = ORDINARY

    def run(self, *, attempt: int = 1, **args: Any) -> None:
        """Run once; errors go on to the queue, which tries again, except a Hopeless one that somebody was told of."""
        try:
            self.function(**args)
        except Exception as error:
            hopeless = isinstance(error, Hopeless)
            if self.gives_up is None or not (hopeless or attempt >= self.attempts):
                raise
            logger.info("job %s gives up: %r", self.name, error)
            self.gives_up(error, **args)
            if not hopeless:
                raise


TASKS: dict[str, Task] = {}


def task(
    name: str, *, attempts: int = retries.ATTEMPTS, gives_up: Function | None = None, queue: str = ORDINARY
) -> Callable[[Function], Function]:
    """Register a function as the task `name` ("messages.deliver"), which waits in `queue`."""
    return _registering(lambda function: Task(name, function, attempts, gives_up, queue=queue))


def periodic(name: str, *, cron: str) -> Callable[[Function], Function]:
    """Register a function to be run by the clock, without any context; `cron` has five columns, in UTC."""
    return _registering(lambda function: Task(name, function, attempts=1, cron=cron))


def defer(name: str, **args: Any) -> None:
    """Put one job in the queue, inside the open context's transaction; `args` are what JSON can hold."""
    defer_all(name, [args])


def defer_all(name: str, each: list[dict[str, Any]], *, after: int = 0) -> None:
    """Put one job in the queue for each set of arguments, in one statement; to be run in `after` seconds at least."""
    if each:
        line = TASKS[name].queue if name in TASKS else ORDINARY
        later: dict[str, Any] = {"schedule_in": {"seconds": after}} if after else {}
        queue.configure_task(name, allow_unknown=True, queue=line, **later).batch_defer(*each)


def _registering(make: Callable[[Function], Task]) -> Callable[[Function], Function]:
    def register(function: Function) -> Function:
        made = make(function)
        if made.name in TASKS:
            raise ValueError(f"the task {made.name} is registered twice")
        TASKS[made.name] = made
        return function

    return register
