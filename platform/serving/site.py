"""The running site: gunicorn and the worker, until one ends or somebody stops them."""

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from embedded.places import PROJECT
from serving.children import Children
from serving.ports import await_answer

WEB = "web"
WORKER = "worker"
FIRST_ANSWER = 60.0
KEPT_FROM = {WEB: {"DATABASE_OWNER_URL", "DATABASE_WORKER_URL"}, WORKER: set[str]()}


@dataclass(frozen=True)
class Site:
    """What to serve: where it listens, under which name, with which settings, and who does the jobs."""

    port: int
    bindings: Sequence[str]
    host: str
    environment: Mapping[str, str]
    log_folder: Path
    has_worker: bool
    keep_open: Sequence[int] = ()

    def web_command(self) -> list[str]:
        listening = [part for binding in self.bindings for part in ("--bind", binding)]
        return [
            *(sys.executable, "-m", "gunicorn", "--config", "python:eclore.config.gunicorn"),
            *("--graceful-timeout", "5"),  # whoever stops a machine of their own waits before it
            *listening,
        ]

    def environment_of(self, name: str) -> dict[str, str]:
        """Ours, without the database logins that this program has no use for."""
        everything = {**os.environ, **self.environment}
        everything["PYTHONPATH"] = f"{PROJECT / 'platform'}{os.pathsep}{PROJECT}"
        return {key: value for key, value in everything.items() if key not in KEPT_FROM[name]}

    def worker_command(self) -> list[str]:
        return [sys.executable, str(PROJECT / "manage.py"), "work"]


def serve(
    site: Site, say: Callable[[str], None], when_ready: Callable[[], None], others: Callable[[], str | None]
) -> int:
    """Run the site; returns 1 once a part of it has ended. `others` names another part that has, if any.

    Stopped by `StopRequestedError`, which is let through once every child is gone.
    """
    children = Children(site.log_folder, site.keep_open)
    try:
        children.start(WEB, site.web_command(), site.environment_of(WEB), PROJECT)
        if site.has_worker:
            children.start(WORKER, site.worker_command(), site.environment_of(WORKER), PROJECT)
        status = await_answer(site.port, site.host, FIRST_ANSWER, lambda: children.ended() is None)
        if status is not None and status >= 500:
            say(f"The first page answers {status}: read {children.log_of(WEB)}.")
        if children.ended() is None:
            when_ready()
        return _watch(children, say, others)
    finally:
        children.stop()


def _watch(children: Children, say: Callable[[str], None], others: Callable[[], str | None]) -> int:
    while True:
        ended = children.ended()
        if ended is not None:
            name, code = ended
            say(f"The {name} program has ended (code {code}): read {children.log_of(name)}. Everything is stopped.")
            return 1
        other = others()
        if other is not None:
            say(f"{other} has ended. Everything is stopped.")
            return 1
        time.sleep(0.2)
