"""The web server of production, on this machine's own address."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from embedded.processes import end_all, exit_code, spawn
from serving.ports import await_answer
from serving.site import WEB, Site
from tests.bench import processes
from tests.bench.processes import Spent
from tests.support.databases import superuser

LOG = Path(settings.ROOT) / ".local" / "bench" / "web.log"
SUPERUSER = "ECLORE_SUPERUSER_URL"
SHIPPED = "python:tests.bench.shipped"
SYNC = "--worker-class sync"  # the other serving: each process answers one request at a time


@dataclass(frozen=True)
class Server:
    """`web` and `database` are the parents of the processes that do the work."""

    port: int
    web: int
    database: int

    @property
    def workers(self) -> list[int]:
        return processes.children(self.web)

    def spent(self) -> tuple[Spent, Spent]:
        """Until now: by the application and by the database."""
        return processes.family(self.web), processes.family(self.database)


@contextmanager
def served(arguments: str = "") -> Iterator[Server]:
    """gunicorn with production's command, settings and packages, and these arguments; static files collected first."""
    call_command("collectstatic", interactive=False, verbosity=0)
    LOG.parent.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    site = Site(
        port=port,
        bindings=[f"127.0.0.1:{port}"],
        host=settings.BASE_HOST,
        log_folder=LOG.parent,
        has_worker=False,
        environment={"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "GUNICORN_CMD_ARGS": arguments},
    )
    environment = {name: value for name, value in site.environment_of(WEB).items() if name != SUPERUSER}
    with LOG.open("w") as log:
        command = [*site.web_command(), "--config", SHIPPED]
        process = spawn(command, ends_with=15, environment=environment, folder=settings.ROOT, stdout=log, stderr=log)
    try:
        assert await_answer(port, settings.BASE_HOST, 60, lambda: exit_code(process) is None), LOG.read_text()
        yield Server(port, process.pid, _postmaster())
    finally:
        end_all([process], patience=10)


def _postmaster() -> int:
    with superuser(os.environ.get("PGDATABASE", "postgres")) as connection:
        return processes.parent_of(connection.info.backend_pid)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
