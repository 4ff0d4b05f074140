"""The queue during a test: what was deferred in which context, and a way to run it there and then."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from eclore.kit import jobs


@dataclass
class Queue:
    """Jobs still go through PostgreSQL's own queue; this keeps what went by, since nobody may read it back."""

    waiting: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return [name for name, _args in self.waiting]

    def run(self) -> int:
        """Run everything that waits, as the worker would, outside any context; returns how many jobs ran."""
        done = 0
        while self.waiting:
            name, args = self.waiting.pop(0)
            jobs.TASKS[name].run(**args)
            done += 1
        return done


@contextmanager
def watched(monkeypatch: Any) -> Iterator[Queue]:
    """Watch `jobs.defer` and `jobs.defer_all` in the block."""
    queue = Queue()
    real = jobs.defer_all

    def defer_all(name: str, each: list[dict[str, Any]], *, after: int = 0) -> None:
        real(name, each, after=after)
        queue.waiting += [(name, {**args, "tenant_context": connection.tenant_context.role}) for args in each]

    monkeypatch.setattr(jobs, "defer_all", defer_all)
    yield queue
