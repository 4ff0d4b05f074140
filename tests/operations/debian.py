"""Debian's own PostgreSQL 15 on this machine, for as long as a test needs it."""

import os
import pwd
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.isolation.serving import free_port

BINARIES = Path("/usr/lib/postgresql/15/bin")
SECONDS = 30
CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
max_locks_per_transaction = 256
port = {port}
"""


def account() -> str | None:
    """PostgreSQL refuses to run as root: Debian's account for it then, else one's own."""
    return "postgres" if os.geteuid() == 0 else None


def needed() -> None:
    """Skip without it; fail where ECLORE_REQUIRE says that this machine has it."""
    if not (BINARIES / "initdb").exists():
        wanted = "postgresql-15" in os.environ.get("ECLORE_REQUIRE", "").split(",")
        (pytest.fail if wanted else pytest.skip)("Debian's postgresql-15 is not installed")


@dataclass
class Cluster:
    """A cluster on loopback; `url` is a superuser's."""

    data: Path
    port: int
    binaries: Path = BINARIES
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self, *arguments: str) -> None:
        command = [self.binaries / "postgres", "-D", self.data, *arguments]
        self.process = subprocess.Popen(command, user=account(), cwd="/", stderr=subprocess.DEVNULL)
        until = time.monotonic() + SECONDS
        while not self._answers():
            assert self.process.poll() is None, "PostgreSQL has ended"
            assert time.monotonic() < until, "PostgreSQL does not answer"
            time.sleep(0.1)

    def stop(self) -> None:
        """At once, whoever is connected; as a crash would when a connection will not end."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(SECONDS / 2)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(SECONDS)
            self.process = None

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url).close()
        except psycopg.OperationalError:
            return False
        return True


@contextmanager
def cluster(binaries: Path = BINARIES) -> Iterator[Cluster]:
    """A new cluster, started; it ends with the block. `binaries`: of another version than Debian's."""
    with tempfile.TemporaryDirectory(prefix="eclore-debian-", ignore_cleanup_errors=True) as folder:
        if owner := account():
            os.chown(folder, pwd.getpwnam(owner).pw_uid, -1)
        made = Cluster(Path(folder) / "data", free_port(), binaries)
        command = [
            binaries / "initdb",
            "-D",
            made.data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ]
        subprocess.run(command, user=owner, check=True, capture_output=True, cwd="/", timeout=SECONDS)
        with (made.data / "postgresql.conf").open("a") as written:
            written.write(CONFIGURATION.format(port=made.port))
        made.start()
        try:
            yield made
        finally:
            made.stop()
