"""A real gunicorn on loopback, with the two pages of the proof; and what asks it."""

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings

from embedded.processes import end_all, exit_code, spawn
from serving.ports import await_answer


@contextmanager
def served(
    database: str, folder: Path, *, threads: int, workers: int = 1, url: str = "", pool: bool = False
) -> Iterator[int]:
    """The site on this database during the block, by `url` when another server stands before it; gives its port."""
    port, log_file = free_port(), folder / "web.log"
    command = [
        *(sys.executable, "-m", "gunicorn", "eclore.config.wsgi:application", "--bind", f"127.0.0.1:{port}"),
        *("--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads), "--no-control-socket"),
    ]
    environment = {
        **{name: value for name, value in os.environ.items() if name != "ECLORE_SUPERUSER_URL"},
        "DATABASE_URL": url or on(os.environ["DATABASE_URL"], database),
        "DATABASE_OWNER_URL": on(os.environ["DATABASE_OWNER_URL"], database),
        "DJANGO_SETTINGS_MODULE": "tests.isolation.settings",
        "PYTHONPATH": os.pathsep.join([str(settings.ROOT / "platform"), str(settings.ROOT)]),
        "ECLORE_PROOF_POOL": str(pool),
    }
    with log_file.open("w") as log:
        process = spawn(command, ends_with=15, environment=environment, folder=settings.ROOT, stdout=log, stderr=log)
    try:
        alive = await_answer(port, settings.BASE_HOST, 60, lambda: exit_code(process) is None)
        assert alive and alive < 500, log_file.read_text()
        yield port
    finally:
        end_all([process], patience=10)


class Asking:
    """One kept connection to the server; opened again when the server has closed it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.again()

    def again(self) -> None:
        """On a connection of its own, after one was lost."""
        self._connection = HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, host: str, path: str) -> tuple[int, Any]:
        return self._ask("GET", host, path)

    def post(self, host: str, path: str, **fields: str) -> tuple[int, Any]:
        return self._ask("POST", host, path, urlencode(fields))

    def _ask(self, method: str, host: str, path: str, body: str | None = None) -> tuple[int, Any]:
        headers = {"Host": host, "Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        is_json = answer.headers.get("Content-Type", "").startswith("application/json")
        return answer.status, json.loads(content) if is_json else content.decode(errors="replace")


def on(url: str, database: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
