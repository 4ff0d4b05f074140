"""A cluster that pgBackRest copies, by the files of deploy/postgres: made, destroyed, restored on a new machine."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from eclore.config.settings.base import ROOT
from tests.isolation.serving import free_port
from tests.operations import debian
from tests.operations.conftest import Installation
from tests.operations.debian import Cluster
from tests.support.requirements import program

POSTGRES = ROOT / "deploy/postgres"
SECONDS = 900
# What a restored territory's managers were written, and what the programme's log tells of it.
LETTERS = "SELECT count(*) FROM procrastinate_jobs WHERE args->>'subject' LIKE '% est revenu en arrière %'"
LINES = "SELECT count(*) FROM programme_audit_entry WHERE verb = 'restore_territory'"


class Archived(Installation):
    """An installation with a repository of copies; `folder` holds all of it, the machine that is lost apart."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.slugs = folder, list[str]()
        self.machine = self._folder("machine")
        self.backups, self.repository = self._folder("backups"), self._folder("repository")
        super().__init__(Cluster(self.machine / "data", free_port()))
        self.conf = folder / "pgbackrest.conf"
        self.environment |= {
            "PGBACKREST_CONFIG": str(self.conf),
            "ECLORE_MEDIA": str(self.machine / "media"),
            "ECLORE_ERASURES": str(self.machine / "erasures"),
            "ECLORE_BACKUPS": str(self.backups),
            "ECLORE_SECRET_KEY": "kept-elsewhere-than-backups",
        }

    def _folder(self, name: str) -> Path:
        """That PostgreSQL's account may write in."""
        made = self.folder / name
        made.mkdir(mode=0o755)
        if owner := debian.account():
            os.chown(made, pwd.getpwnam(owner).pw_uid, -1)
        return made

    def describe(self) -> None:
        """deploy/postgres/pgbackrest.conf for where the cluster is now."""
        text = (POSTGRES / "pgbackrest.conf").read_text()
        for said, here in (
            ("/var/lib/pgbackrest", self.repository),
            ("/var/lib/postgresql/15/main", self.cluster.data),
            ("pg1-port=5432", f"pg1-port={self.cluster.port}"),
            ("/var/run/postgresql", self.machine),
        ):
            assert said in text
            text = text.replace(said, str(here))
        self.conf.write_text(text)

    def initialise(self) -> None:
        """initdb, then what deploy/postgres/archiving.conf says."""
        owner = debian.account()
        command = [debian.BINARIES / "initdb", "-D", self.cluster.data, "-U", "postgres", "-A", "trust"]
        command += ["-E", "UTF8", "--locale=C.UTF-8", "--data-checksums"]
        subprocess.run(command, user=owner, check=True, capture_output=True, cwd="/", timeout=SECONDS)
        archiving = (POSTGRES / "archiving.conf").read_text()
        assert "'pgbackrest --stanza" in archiving
        archiving = archiving.replace("'pgbackrest ", f"'pgbackrest --config={self.conf} ")
        with (self.cluster.data / "postgresql.conf").open("a") as written:
            written.write(debian.CONFIGURATION.format(port=self.cluster.port) + archiving)
        self.describe()

    def start(self) -> None:
        """On the port and in the folder of this machine."""
        self.cluster.start("-c", f"port={self.cluster.port}", "-c", f"unix_socket_directories={self.machine}")

    def pgbackrest(self, *arguments: str) -> None:
        """As PostgreSQL's account, as the document says."""
        command = ["pgbackrest", f"--config={self.conf}", "--stanza=eclore", "--log-level-console=warn", *arguments]
        done = subprocess.run(command, user=debian.account(), cwd="/", capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def destroy(self) -> None:
        """The machine burns: the cluster, files, the record of erasures."""
        self.cluster.stop()
        shutil.rmtree(self.machine)

    def restore(self, *arguments: str) -> None:
        """A new machine, where the document's command brings the cluster back; it has recovered when this returns."""
        self.machine = self.folder / "machine"
        if not self.machine.exists():
            self._folder("machine")
        self.cluster = Cluster(self.machine / "data", free_port())
        self._folder("machine/data").chmod(0o700)
        self.environment |= self.logins()
        self.describe()
        self.pgbackrest(*arguments, "restore")
        self.start()
        with psycopg.connect(self.cluster.url, autocommit=True) as server:
            while server.execute("SELECT pg_is_in_recovery()").fetchone()[0]:
                server.execute("SELECT pg_sleep(0.1)")

    def ideas(self, *slugs: str) -> set[str]:
        """Every idea that the database holds there, as `life` acknowledges them."""
        with psycopg.connect(self.url("postgres")) as server:
            return {
                f"{slug}:{key}"
                for slug in slugs or self.slugs
                for (key,) in server.execute(f"SELECT id FROM {slug}.ideas_idea").fetchall()
            }

    def ask(self, statement: str) -> int:
        """The one figure that it finds, as a superuser."""
        with psycopg.connect(self.url("postgres")) as server:
            return server.execute(statement).fetchone()[0]

    def now(self) -> datetime:
        """By the database's clock, apart from what was done before and what will be."""
        time.sleep(0.5)
        with psycopg.connect(self.url("postgres")) as server:
            found = server.execute("SELECT clock_timestamp()").fetchone()[0]
        time.sleep(0.5)
        return found.astimezone(UTC)

    def demand(self, *commands: str) -> None:
        """Commands of `manage.py` that must end well, one after the other."""
        self._life("manage", *commands)

    def life(self, *arguments: str) -> list[str]:
        """What `tests.operations.life` has acknowledged, a line each."""
        return self._life(*arguments).split()

    def _life(self, *arguments: str) -> str:
        command = [*self.command()[:1], "-m", "tests.operations.life", *arguments]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def archived() -> Iterator[Archived]:
    """Installed by the document, with archiving and a stanza; it ends with the block."""
    debian.needed()
    program("pgbackrest", "pgbackrest")
    with tempfile.TemporaryDirectory(prefix="eclore-archived-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)
        made = Archived(Path(folder))
        made.initialise()
        made.start()
        try:
            made.install()
            made.pgbackrest("stanza-create")
            yield made
        finally:
            made.cluster.stop()
