"""Two requests at the same instant, each in a thread with its own connection; for tests with `real_db`."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

Result = TypeVar("Result")
PATIENCE = 60  # seconds


def at_once(*acts: Callable[[], Result]) -> list[Result]:
    """What each has given, in their order; they begin together. Raises what the first of them has raised."""
    start = Barrier(len(acts))

    def begun(act: Callable[[], Result]) -> Result:
        start.wait(PATIENCE)
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [each.result(PATIENCE) for each in [pool.submit(begun, act) for act in acts]]
