"""What Prometheus is told of requests: by kind of page and of host, never a person, a territory or what is written.

Every process counts in a file of its slot (`share`), mapped in memory; whoever is asked adds them all up. A slot and
its file are taken over by the process that replaces another: files stay as many as processes (docs/decisions/0028).
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from prometheus_client import CollectorRegistry, Counter, Histogram, Metric, values
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from eclore.database.tally import tally
from eclore.observing import context

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the library's own word
PREFIX, LOCK = "eclore-metrics-", "lock"
MAY_BE_NEW = 60  # seconds
NEAR_MEMORY = Path("/dev/shm")  # noqa: S108  a folder of ours is made in it, by tempfile
SECONDS = (0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10)

STATIC, KEPT, NOWHERE = "static", "kept", "nowhere"  # pages of no view: a file, a page that is kept, nobody's address
NATIONAL, JOINT, NO_HOST = "national", "joint", "none"
JOINT_CODE = "programs.joint."

OURS = CollectorRegistry()
REQUESTS = Counter("eclore_requests", "Requests answered.", ["page", "host", "status"], registry=OURS)
# Its twelve figures for each page would make a reading cost half a second: by host, and one sum for each page.
DURATION = Histogram("eclore_request_seconds", "Until the answer is ready.", ["host"], buckets=SECONDS, registry=OURS)
PAGE_SECONDS = Counter("eclore_page_seconds", "Until answers are ready, added up.", ["page"], registry=OURS)
STATEMENTS = Counter("eclore_sql_statements", "Statements sent by requests.", ["page"], registry=OURS)
SQL_SECONDS = Counter("eclore_sql_seconds", "Spent in the database by requests.", ["page"], registry=OURS)
SQL_WAITED = Counter(
    "eclore_sql_wait_seconds", "Of them, for a connection, a pooler's server and BEGIN.", ["page"], registry=OURS
)
LIMITS = Counter("eclore_limits_reached", "Askings beyond a rate of settings.LIMITS.", ["action"], registry=OURS)


class Before(NamedTuple):
    """The thread's sums when a request began."""

    statements: int
    seconds: float
    waited: float


class _Page:
    """The counters of one kind of page, found once."""

    def __init__(self, page: str) -> None:
        counters = (PAGE_SECONDS, STATEMENTS, SQL_SECONDS, SQL_WAITED)
        self.lasted, self.statements, self.seconds, self.waited = (counter.labels(page) for counter in counters)


_pages: dict[str, _Page] = {}
_requests: dict[tuple[str, str, str], tuple[Counter, Histogram]] = {}
_slot: list[str] = ["main"]
_lock: list[Any] = []


def begun() -> Before:
    """What `answered` compares with."""
    return Before(tally.statements, tally.seconds, tally.waited)


def answered(request: HttpRequest, status: int, seconds: float, before: Before) -> None:
    """Count one request that this thread has answered."""
    page, host = page_of(request, status), host_of(request)
    each = _pages.get(page)
    if each is None:
        each = _pages[page] = _Page(page)
    asked = (page, host, f"{status // 100}xx")
    counted = _requests.get(asked)
    if counted is None:
        counted = _requests[asked] = REQUESTS.labels(*asked), DURATION.labels(host)
    counted[0].inc()
    counted[1].observe(seconds)
    each.lasted.inc(seconds)
    if tally.seconds != before.seconds:
        each.statements.inc(tally.statements - before.statements)
        each.seconds.inc(tally.seconds - before.seconds)
        each.waited.inc(tally.waited - before.waited)


def limit_reached(action: str) -> None:
    """Answers `limits.reached`: the name of a rate, never who has reached it."""
    LIMITS.labels(action).inc()


def page_of(request: HttpRequest, status: int) -> str:
    """The name of the view's address, of a probe, or one of three words: as many as the code has."""
    if request.resolver_match is not None:
        return request.resolver_match.view_name
    if context.told().get("route") == request.path:  # a probe's alone begins with a slash
        return request.path.lstrip("/")
    if request.path.startswith(settings.STATIC_URL):
        return STATIC
    return KEPT if status == 200 else NOWHERE


def host_of(request: HttpRequest) -> str:
    """`territory`, `auth`, `national`, `joint` for what territories do together on the national host, or `none`."""
    site = getattr(request, "site", None)
    if site is None:
        return NO_HOST
    match = request.resolver_match
    if site.kind == NATIONAL and match is not None and match._func_path.startswith(JOINT_CODE):
        return JOINT
    return str(site.kind)


# -- many processes ------------------------------------------------------------------------------------------


def share() -> None:
    """Before processes are made: count in files of one new folder. What a killed server has left is removed."""
    places = [NEAR_MEMORY, Path(tempfile.gettempdir())]
    place = next(each for each in places if os.access(each, os.W_OK | os.X_OK))
    for left in place.glob(f"{PREFIX}*"):
        _remove_if_left(left)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    held = (folder / LOCK).open("w")
    fcntl.flock(held, fcntl.LOCK_EX)
    _lock.append(held)  # for as long as this process lives
    os.environ[FOLDER] = str(folder)
    values.ValueClass = values.MultiProcessValue(lambda: _slot[0])  # type: ignore[no-untyped-call]  # its own


def unshare() -> None:
    """The server ends: so does its folder."""
    shutil.rmtree(os.environ.pop(FOLDER, ""), ignore_errors=True)


def free_slot(taken: Iterable[str]) -> str:
    """The lowest that no living process counts in."""
    held, number = set(taken), 0
    while str(number) in held:
        number += 1
    return str(number)


def take(slot: str) -> None:
    """This process counts in the file of this slot from now on, after what is there."""
    _slot[0] = slot


def registry() -> CollectorRegistry:
    """A new one, with all processes' counts; this one's where they are not shared."""
    found = CollectorRegistry()
    if FOLDER in os.environ:
        MultiProcessCollector(found)  # type: ignore[no-untyped-call]  # the library's own
    else:
        found.register(_Alone())
    return found


class _Alone(Collector):
    """What this process has counted."""

    def collect(self) -> Iterable[Metric]:
        return OURS.collect()


def _remove_if_left(folder: Path) -> None:
    """A server that starts at this moment has a folder that it does not hold yet."""
    try:
        if time.time() - folder.stat().st_mtime < MAY_BE_NEW:
            return
        with (folder / LOCK).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        return  # a living server's, or somebody else's
