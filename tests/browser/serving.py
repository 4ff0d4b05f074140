"""A real server on a database of its own, for the browser tests: gunicorn as everywhere, with one process."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

from embedded.processes import end_all, exit_code, spawn
from serving.ports import await_answer

OWN_DATABASES = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_WORKER_URL")


@dataclass(frozen=True)
class Server:
    """Where it listens, and the folder where it leaves the messages it sends; `web` is gunicorn."""

    port: int
    mail: Path
    web: "Program"

    def restart(self) -> None:
        """Stopped, then started again, as an upgrade does."""
        self.web.stop()
        self.web.start()
        self.await_answer()

    def await_answer(self) -> None:
        alive = await_answer(self.port, settings.BASE_HOST, 60, self.web.is_alive)
        assert alive, self.web.log.read_text()

    def url(self, host: str, path: str = "/") -> str:
        return f"http://{host}:{self.port}{path}"

    def emails(self) -> list[str]:
        """The messages, oldest first."""
        files = sorted(self.mail.iterdir(), key=lambda file: file.stat().st_mtime)
        return [file.read_text() for file in files]


@dataclass
class Program:
    """One that is started and stopped by hand; what it says goes to `log`."""

    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        with self.log.open("a") as log:
            self.process = spawn(
                self.command, ends_with=15, environment=self.environment, folder=settings.ROOT, stdout=log, stderr=log
            )

    def stop(self) -> None:
        if self.process is not None:
            end_all([self.process], patience=10)

    def is_alive(self) -> bool:
        return self.process is not None and exit_code(self.process) is None


@contextmanager
def served(database: str, folder: Path, *, port: int = 0, **environment: str) -> Iterator[Server]:
    """The site and its worker on this database during the block; `environment` is added to their own."""
    mail, port = folder / "mail", port or free_port()
    mail.mkdir()
    command = [
        *(sys.executable, "-m", "gunicorn", "--config", "python:eclore.config.gunicorn"),
        *("--workers", "1", "--bind", f"127.0.0.1:{port}"),
    ]
    environment = {**_environment(database, port, folder), **environment}
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(collect, env=environment, cwd=settings.ROOT, check=True)  # noqa: S603  our own command
    work = [sys.executable, "manage.py", "work"]
    web, worker = (Program(each, environment, folder / "web.log") for each in (command, work))
    try:
        for program in (web, worker):
            program.start()
        server = Server(port, mail, web)
        server.await_answer()
        yield server
    finally:
        for program in (web, worker):
            program.stop()


def _environment(database: str, port: int, folder: Path) -> dict[str, str]:
    own = {name: _on(os.environ[name], database) for name in OWN_DATABASES}
    return {
        **{name: value for name, value in os.environ.items() if name != "ECLORE_SUPERUSER_URL"},
        **own,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "PYTHONPATH": os.pathsep.join([str(settings.ROOT / "platform"), str(settings.ROOT)]),
        "ECLORE_PORT": str(port),
        "ECLORE_TEST_FILES": str(folder / "files"),
        "ECLORE_TEST_MAIL": str(folder / "mail"),
        "ECLORE_TEST_STATIC": str(folder / "static"),
    }


def _on(url: str, database: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
