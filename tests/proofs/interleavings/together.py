"""Several acts that begin at the same instant, each on a connection of its own."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from eclore.kit.errors import Problem


def at_once(
    opened: Callable[[], AbstractContextManager[None]], *loads: Callable[[], Callable[[], Any]]
) -> Counter[str]:
    """How often each outcome came: done, the code of a refusal, or what nobody should meet.

    Each of `loads` reads its rows, as a request does, and returns the act to do once all have read theirs.
    """
    ready, outcomes = Barrier(len(loads), timeout=30), []

    def act(load: Callable[[], Callable[[], Any]]) -> None:
        try:
            with opened():
                call = load()
                ready.wait()
                call()
            outcomes.append("done")
        except Problem as problem:
            outcomes.append(problem.code)
        except Exception as error:
            outcomes.append(repr(error))
        finally:
            connection.close()

    threads = [Thread(target=act, args=[load]) for load in loads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return Counter(outcomes)
