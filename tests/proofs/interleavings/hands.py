"""Two connections, each with a thread of its own that runs one act at a time; the first may be held at a statement."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection

from eclore.kit.errors import Problem
from tests.proofs.interleavings.keeping import Kept, State

LONGEST = 30  # seconds; a machine that is busy
NOT_COUNTED = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@dataclass(frozen=True)
class Act:
    """One domain verb on the rows of a scene: `load` reads what a request would, and returns the call to make."""

    name: str
    scene: str
    opened: Callable[[], AbstractContextManager[None]]
    load: Callable[[], Callable[[], Any]]


@dataclass
class Run:
    """`outcome`: done, refused (or nothing left to act on), or the exception that nobody should meet."""

    act: Act
    pause: int | None = None
    outcome: str = ""
    why: str = ""
    statements: list[str] = field(default_factory=list)
    paused: Event = field(default_factory=Event)
    goes_on: Event = field(default_factory=Event)
    over: Event = field(default_factory=Event)

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Around each statement of the verb (django's execute_wrapper)."""
        if str(sql).startswith(NOT_COUNTED):
            return execute(sql, params, many, context)
        self.hold()
        self.statements.append(str(sql))
        return execute(sql, params, many, context)

    def hold(self) -> None:
        """Wait here when so many statements have gone by."""
        if self.pause == len(self.statements) and not self.paused.is_set():
            self.paused.set()
            assert self.goes_on.wait(LONGEST), "nobody lets this act go on"


class Hand:
    """One thread and its connection."""

    def __init__(self) -> None:
        self.asked: SimpleQueue[Run | None] = SimpleQueue()
        self.pid, ready = 0, Event()
        self.thread = Thread(target=self._work, args=[ready], daemon=True)
        self.thread.start()
        ready.wait(LONGEST)

    def start(self, act: Act, *, pause: int | None = None) -> Run:
        run = Run(act, pause)
        self.asked.put(run)
        return run

    def end(self) -> None:
        self.asked.put(None)
        self.thread.join(LONGEST)

    def _work(self, ready: Event) -> None:
        connection.ensure_connection()
        self.pid = connection.connection.info.backend_pid
        ready.set()
        while (run := self.asked.get()) is not None:
            self._do(run)
            run.paused.set()
            run.over.set()
        connection.close()

    def _do(self, run: Run) -> None:
        try:
            with run.act.opened():
                try:
                    call = run.act.load()
                except ObjectDoesNotExist:
                    run.outcome, run.why = "refused", "gone"
                    return
                with connection.execute_wrapper(run):
                    call()
                    run.hold()
            run.outcome = "done"
        except Problem as problem:
            run.outcome, run.why = "refused", f"{problem.code}: {problem.sentence}"
        except Exception as error:
            run.outcome = f"{type(error).__name__}: {error}".partition("\n")[0]


@dataclass(frozen=True)
class End:
    """What two acts have led to."""

    outcomes: tuple[str, str]
    state: State


class Pair:
    """Two hands over what is kept."""

    def __init__(self, kept: Kept) -> None:
        self.kept, self.left, self.right = kept, Hand(), Hand()

    def close(self) -> None:
        self.left.end()
        self.right.end()

    @contextmanager
    def put_back(self) -> Iterator[None]:
        """Whatever happens in the block, the tables are as they were afterwards."""
        self.kept.is_known = False
        try:
            yield
        finally:
            if not self.kept.is_known:
                self.kept.written()
            self.kept.restore()

    def alone(self, act: Act) -> Run:
        with self.put_back():
            return self._through(act)

    @lru_cache(maxsize=64)  # noqa: B019  of one object, as long as its test
    def one_after_the_other(self, first: Act, second: Act) -> End:
        with self.put_back():
            runs = [self._through(first), self._through(second)]
            return End((runs[0].outcome, runs[1].outcome), self.kept.written())

    def at_once(self, first: Act, second: Act, pause: int) -> tuple[End, Run, list[str] | None] | None:
        """`second` runs while `first` is held after so many statements; None when it has no more of them.

        With the end comes, when `second` had to wait for `first`, what it had sent before.
        """
        with self.put_back():
            held = self.left.start(first, pause=pause)
            assert held.paused.wait(LONGEST)
            if held.over.is_set():
                return None
            other, waited = self.right.start(second), None
            while not other.over.wait(0.002):
                if self.kept.waits(self.right.pid, on=self.left.pid):
                    waited = other.statements[:-1]
                    break
            held.goes_on.set()
            assert held.over.wait(LONGEST) and other.over.wait(LONGEST)
            return End((held.outcome, other.outcome), self.kept.written()), held, waited

    def _through(self, act: Act) -> Run:
        run = self.left.start(act)
        assert run.over.wait(LONGEST)
        return run


def takes(sql: str) -> bool:
    """Whether a statement may take what another act would wait for."""
    return not sql.startswith("SELECT") or " FOR " in sql or "advisory" in sql


def tables_of(statements: list[str]) -> tuple[set[str], set[str]]:
    """(read, written or held) tables of these statements."""
    read: set[str] = set()
    written: set[str] = set()
    for sql in statements:
        read |= set(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))
        written |= set(re.findall(r'(?:UPDATE|INSERT INTO|DELETE FROM) "?([a-z]\w+)"?', sql))
        if " FOR UPDATE" in sql or " FOR NO KEY UPDATE" in sql:
            written |= set(re.findall(r'FROM "(\w+)"', sql)[:1])
    return read - written, written
