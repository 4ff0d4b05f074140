"""A crowd before the server: 2,000 requests to forty territories, in an order of each thread's own, and faults."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count
from typing import Any

from django.conf import settings

from tests.isolation.serving import Asking
from tests.support.databases import superuser

THREADS, REQUESTS, JOB_EVERY, SLOW_EVERY = 8, 2000, 20, 150
OURS = "usename = 'eclore_app' AND datname = current_database()"
ALL = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {OURS}"
ONE_AT_WORK = f"{ALL} AND state <> 'idle' ORDER BY random() LIMIT 1"


@dataclass
class Outcome:
    """`wrong` are answers from another territory; `errors` neither an answer nor the refusal that was asked for."""

    answers: int = 0
    wrong: list[Any] = field(default_factory=list)
    errors: list[Any] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    posted: list[tuple[str, str]] = field(default_factory=list)


def gather(port: int, slugs: list[str], *, slow: bool = False, jobs: bool = False) -> Outcome:
    """Check that each answer is from the territory asked; `slow`: some statements time out; `jobs`: some leave one."""
    outcome, numbers, lock = Outcome(), count(), threading.Lock()

    def ask() -> None:
        asking, dice = Asking(port), random.Random(threading.get_ident())
        while (number := next(numbers)) < REQUESTS:
            slug = dice.choice(slugs)
            found = _one(asking, number, slug, slow=slow, jobs=jobs)
            with lock:
                found(outcome)

    threads = [threading.Thread(target=ask) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome


def _one(asking: Asking, number: int, slug: str, *, slow: bool, jobs: bool) -> Callable[[Outcome], None]:
    host, name = f"{slug}.{settings.BASE_HOST}", f"{slug}-{number}" if jobs and number % JOB_EVERY == 0 else ""
    try:
        if slow and number % SLOW_EVERY == 0:
            status, said = asking.post(host, "/preuve/injection/", sql="SELECT pg_sleep(60)")
            return _timed_out(status, said)
        status, said = asking.get(host, f"/preuve/ou/?post={name}" if name else "/preuve/ou/")
    except (OSError, HTTPException) as error:
        asking.again()
        lost = repr(error)
        return lambda outcome: outcome.errors.append(lost)
    expected = {
        "host": host,
        "role": f"territory_{slug}",
        "login": "eclore_app",
        "path": f"{slug}, public",
        "current": f"territory_{slug}",
        "witnesses": [slug],
    }

    def found(outcome: Outcome) -> None:
        if status != 200:
            outcome.errors.append((status, str(said)[:200]))
        elif said != expected:
            outcome.wrong.append((expected, said))
        else:
            outcome.answers += 1
            outcome.posted += [(slug, name)] if name else []

    return found


def _timed_out(status: int, said: Any) -> Callable[[Outcome], None]:
    def found(outcome: Outcome) -> None:
        if status == 409 and said["refusal"] == "QueryCanceled":
            outcome.faults["statements timed out"] += 1
            outcome.answers += 1
        else:
            outcome.errors.append((status, said))

    return found


@contextmanager
def sessions_ended(database: str, counted: list[int], *, every: float = 0.05) -> Iterator[None]:
    """Meanwhile somebody ends a session at the server while it works, again and again."""
    over = threading.Event()

    def end_some() -> None:
        while not over.is_set():
            counted.append(end_sessions(database, ONE_AT_WORK))
            time.sleep(every)

    thread = threading.Thread(target=end_some)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def end_sessions(database: str, which: str = ALL) -> int:
    """End sessions of the application at the server; how many."""
    with superuser(database) as server:
        return len(server.execute(which).fetchall())
