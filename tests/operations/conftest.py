"""Éclore installed by its own document on Debian's PostgreSQL 15, once for the tests of this folder."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from eclore.config.settings.base import ROOT
from tests.isolation.serving import on
from tests.operations import debian
from tests.operations.debian import Cluster
from tests.proofs import shares

SECONDS = 900
PLACES = 20 if os.environ.get("ECLORE_SLOW") else 3
LOGINS = {"DATABASE_URL": "eclore_app", "DATABASE_OWNER_URL": "eclore_owner", "DATABASE_WORKER_URL": "eclore_worker"}


# Whole drills, minutes each: a usual run draws some by its commit, SLOW=1 runs them all.
DRAWN = 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = [item for item in items if "tests/operations/" in str(item.path)]
    drills = {str(mark.args[0]) for item in here for mark in item.iter_markers("drill")}
    drawn = shares.share("drills", sorted(drills), DRAWN) if drills else []
    for item in here:
        item.add_marker(pytest.mark.xdist_group("operations"))
        name = next((str(mark.args[0]) for mark in item.iter_markers("drill")), "")
        if name and name not in drawn:
            item.add_marker(pytest.mark.skip(reason=f"drill of {name}: make test SLOW=1, or ECLORE_SEED of another"))


class Installation:
    """A cluster with the database `eclore`, or another one."""

    def __init__(self, cluster: Cluster, database: str = "eclore") -> None:
        self.cluster, self.database = cluster, database
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "ECLORE_SUPER"))},
            **self.logins(),
            "DJANGO_SETTINGS_MODULE": "eclore.config.settings.development",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "platform"), str(ROOT)]),
        }

    def url(self, login: str) -> str:
        return on(self.cluster.url, self.database).replace("postgres@", f"{login}@")

    def logins(self) -> dict[str, str]:
        return {name: self.url(login) for name, login in LOGINS.items()}

    def install(self) -> None:
        """The steps of deploy/OPERATIONS.md, each twice: an operator may run them again."""
        for _time in range(2):
            self.run_sql(self.cluster.url, "roles.sql")
        with psycopg.connect(self.cluster.url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE eclore OWNER eclore_owner")
        for _time in range(2):
            self.run_sql(self.url("postgres"), "database.sql")
        done = self.manage("upgrade")
        assert done.returncode == 0, done.stderr

    def run_sql(self, url: str, name: str) -> None:
        """A file of deploy/postgres, as a superuser."""
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute((ROOT / "deploy/postgres" / name).read_text())

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(ROOT / "manage.py"), *arguments]

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`manage.py` with the logins of an installation."""
        command = self.command(*arguments)
        return subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False
        )


@pytest.fixture(scope="session")
def installed() -> Iterator[Installation]:
    """Once for the tests of this folder that break nothing for long."""
    debian.needed()
    with debian.cluster() as cluster:
        made = Installation(cluster)
        made.install()
        yield made


@pytest.fixture(scope="session")
def archived() -> Iterator[Any]:
    """An Archived of its own, with territories `pays0`… where ideas are written: its machine is lost and replaced."""
    from tests.operations.archived import archived  # noqa: PLC0415  which builds on what is here

    with archived() as made:
        made.slugs = [f"pays{number}" for number in range(PLACES)]
        made.life("found", *made.slugs)
        yield made
