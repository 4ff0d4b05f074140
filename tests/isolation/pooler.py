"""Debian's PgBouncer in transaction mode before the tests' own server, started for a test as an ordinary account."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from embedded.places import server_account
from embedded.processes import end_all, exit_code, spawn
from tests.isolation.serving import free_port

PROGRAM = "/usr/sbin/pgbouncer"
CONNECTIONS = 5
SETTINGS = """[databases]
{name} = host={host} port={port} dbname={name}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {folder}/users.txt
pool_mode = transaction
default_pool_size = {connections}
max_client_conn = 200
logfile = {folder}/pgbouncer.log
"""


def missing() -> None:
    """Skip; or fail where PgBouncer is required."""
    said = "PgBouncer is not installed (on Debian: apt install pgbouncer)"
    if "pgbouncer" in os.environ.get("ECLORE_REQUIRE", ""):
        pytest.fail(said)
    pytest.skip(said)


@contextmanager
def pooled(url: str, database: str) -> Iterator[str]:
    """The address of this database through fewer connections than there are threads."""
    program = PROGRAM if Path(PROGRAM).exists() else shutil.which("pgbouncer")
    if program is None:
        missing()
    parts, listen = urlsplit(url), free_port()
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    account = server_account()  # PgBouncer refuses to run as root
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.joinpath("users.txt").write_text(f'"{user}" "{password}"\n')
        folder.joinpath("pgbouncer.ini").write_text(
            SETTINGS.format(
                name=database,
                host=options.get("host", parts.hostname),
                port=options.get("port", parts.port or 5432),
                listen=listen,
                folder=folder,
                connections=CONNECTIONS,
            )
        )
        for path in (folder, *folder.iterdir()):
            os.chown(path, account.uid if account else -1, account.gid if account else -1)
        quiet = subprocess.DEVNULL
        process = spawn(
            [program, folder / "pgbouncer.ini"], ends_with=signal.SIGTERM, account=account, stdout=quiet, stderr=quiet
        )
        try:
            _await(listen, lambda: exit_code(process) is None, folder / "pgbouncer.log")
            yield f"postgresql://{parts.username}:{parts.password}@127.0.0.1:{listen}/{database}"
        finally:
            end_all([process], patience=5)


def _await(port: int, lives, log: Path) -> None:
    deadline = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert lives() and time.monotonic() < deadline, (
                log.read_text() if log.exists() else "PgBouncer did not start"
            )
            time.sleep(0.05)
