"""Debian's own PostgreSQL 15 on this machine, for as long as a test needs it."""

import os
import pwd
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
"""


def account() -> str | None:
    """PostgreSQL refuses to run as root: Debian's account for it then, else one's own."""
    return "postgres" if os.geteuid() == 0 else None


def needed() -> None:
    """Skip without it; fail where ECLORE_REQUIRE says that this machine has it."""
    if not (BINARIES / "initdb").exists():
        wanted = "postgresql-15" in os.environ.get("ECLORE_REQUIRE", "").split(",")
        (pytest.fail if wanted else pytest.skip)("Debian's postgresql-15 is not installed")


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """The URL of a superuser of a new cluster in `folder`, on loopback; it ends with the block."""
    owner = account()
    if owner:
        os.chown(folder, pwd.getpwnam(owner).pw_uid, -1)
        for above in folder.parents[:3]:
            above.chmod(above.stat().st_mode | 0o011)
    data = folder / "data"
    command = [BINARIES / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    subprocess.run(command, user=owner, check=True, capture_output=True, cwd="/", timeout=SECONDS)
    port = free_port()
    with (data / "postgresql.conf").open("a") as written:
        written.write(f"{CONFIGURATION}port = {port}\n")
    server = subprocess.Popen([BINARIES / "postgres", "-D", data], user=owner, cwd="/", stderr=subprocess.DEVNULL)
    try:
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        _await(url)
        yield url
    finally:
        server.terminate()
        server.wait(SECONDS)


def _await(url: str) -> None:
    until = time.monotonic() + SECONDS
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
