"""The cluster as it was at a moment, started beside the one that serves: on a socket that root and PostgreSQL may open.

It archives nothing, writes nothing of what serves, and goes with the block; or, when its program is killed, with the
next backup or restoration (`sweep`).
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connections

from tenants.backups import pgbackrest
from tenants.backups.errors import BackupError
from tenants.territories.template import OWNER

FOLDER = ".beside-"  # in ECLORE_BACKUPS, what begins so goes with the run that made it
SECONDS = 3600  # for the log to be replayed
CONFIGURATION = """
data_directory = '{data}'
hba_file = '{data}/beside_hba.conf'
ident_file = '{data}/beside_ident.conf'
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
port = 5432
hot_standby = off
archive_mode = off
fsync = off
full_page_writes = off
autovacuum = off
shared_buffers = 128MB
max_connections = 20
max_locks_per_transaction = 1024
"""


@dataclass(frozen=True)
class Beside:
    """`sockets`: the folder where it listens; `database`: named as the one that serves."""

    sockets: Path
    database: str

    def url(self, login: str) -> str:
        return f"postgresql://{login}@/{quote(self.database)}?host={quote(str(self.sockets))}&port=5432"

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """As a superuser, who sees every row."""
        return psycopg.connect(self.url(pgbackrest.ACCOUNT))

    def manage(self, *arguments: str) -> None:
        """A command of ours, on that database alone. Raises BackupError with what it says."""
        environment = {
            **os.environ,
            "DATABASE_URL": self.url("eclore_app"),
            "DATABASE_OWNER_URL": self.url("eclore_owner"),
            "DATABASE_WORKER_URL": self.url("eclore_worker"),
        }
        command = [sys.executable, str(settings.ROOT / "manage.py"), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise BackupError(f"{arguments[0]}, on the copy of then: {(done.stderr or done.stdout).strip()[-500:]}")


@contextmanager
def cluster_at(at: datetime) -> Iterator[Beside]:
    """Raises BackupError when no backup, or no log, leads to that moment."""
    made = pgbackrest.copies()
    if not any(copy.stopped <= at for copy in made):
        oldest = made[0].stopped.isoformat() if made else "not made yet"
        raise BackupError(f"no backup leads to {at.isoformat()}: the oldest is {oldest}")
    pgbackrest.run("check")  # the log of what was written until now is archived
    _demand_room()
    who = pgbackrest.become()
    with (
        tempfile.TemporaryDirectory(prefix=FOLDER, dir=settings.BACKUPS) as folder,
        tempfile.TemporaryDirectory(prefix="eclore-beside-") as sockets,
    ):
        data = Path(folder) / "data"
        data.mkdir(mode=0o700)
        for each in (folder, data, sockets):
            if who:
                os.chown(each, who["user"], who["group"])
        pgbackrest.restore_beside(data, at)
        then = Beside(Path(sockets), str(connections[OWNER].settings_dict["NAME"]))
        with _started(data, then, at):
            yield then


def sweep(folder: Path) -> None:
    """What a run that was killed has left: its PostgreSQL, which nobody will stop, then its files."""
    data = folder / "data"
    try:
        pid = int((data / "postmaster.pid").read_text().split()[0])
        if str(data).encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGQUIT)
    except (OSError, ValueError, IndexError):
        pass  # it was not started, or has ended
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(data: Path, made: Beside, at: datetime) -> Iterator[None]:
    (data / "beside_hba.conf").write_text("local all all trust\n")
    conf, log, ident = data / "beside.conf", data / "beside.log", data / "beside_ident.conf"
    conf.write_text(CONFIGURATION.format(data=data, sockets=made.sockets))
    log.touch()
    ident.touch()
    for path in (data / "beside_hba.conf", ident, conf, log):
        path.chmod(0o644)
    with log.open("ab") as said:
        process = subprocess.Popen(
            [_program(data), "-c", f"config_file={conf}"], cwd="/", stdout=said, stderr=said, **pgbackrest.become()
        )
    try:
        until = time.monotonic() + SECONDS
        while not _answers(made):
            if process.poll() is not None:
                raise BackupError(_why(log, at))
            if time.monotonic() > until:
                raise BackupError(f"the log of that day was not replayed in {SECONDS} s")
            time.sleep(0.2)
        yield
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait()


def _answers(made: Beside) -> bool:
    try:
        with made.connect() as connection:
            (recovers,) = connection.execute("SELECT pg_is_in_recovery()").fetchone() or (True,)
            return not recovers
    except psycopg.OperationalError:
        return False


def _why(log: Path, at: datetime) -> str:
    said = [line for line in log.read_text(errors="replace").splitlines() if "FATAL" in line or "ERROR" in line]
    if any("before configured recovery target" in line for line in said):
        return f"no log leads to {at.isoformat()}: is it in the future?"
    return f"the copy of then does not start: {' '.join(said[-2:]) or log.read_text(errors='replace')[-300:]}"


def _program(data: Path) -> str:
    version = (data / "PG_VERSION").read_text().strip()
    for found in (Path(f"/usr/lib/postgresql/{version}/bin/postgres"), shutil.which("postgres")):
        if found and Path(found).exists():
            return str(found)
    raise BackupError(f"PostgreSQL {version}'s own program is not on this machine: run this where the cluster is")


def _demand_room() -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_database_size(oid)) FROM pg_database WHERE has_database_privilege(oid, 'CONNECT')"
        )
        size = int(cursor.fetchone()[0])
    if shutil.disk_usage(settings.BACKUPS).free < 1.2 * size:
        raise BackupError(f"ECLORE_BACKUPS has no room for a copy of the cluster ({size / 1e9:.1f} GB)")
