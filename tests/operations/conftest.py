"""Éclore installed by its own document on Debian's PostgreSQL 15, once for the tests of this folder."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from eclore.config.settings.base import ROOT
from tests.isolation.serving import on
from tests.operations import debian
from tests.operations.debian import Cluster

SECONDS = 300
LOGINS = {"DATABASE_URL": "eclore_app", "DATABASE_OWNER_URL": "eclore_owner", "DATABASE_WORKER_URL": "eclore_worker"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/operations/" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("operations"))


class Installation:
    """A cluster with the database `eclore`."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "ECLORE_SUPER"))},
            **{name: self.url(login) for name, login in LOGINS.items()},
            "DJANGO_SETTINGS_MODULE": "eclore.config.settings.development",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "platform"), str(ROOT)]),
        }

    def url(self, login: str) -> str:
        return on(self.cluster.url, "eclore").replace("postgres@", f"{login}@")

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
    """The steps of deploy/OPERATIONS.md, each twice: an operator may run them again."""
    debian.needed()
    with debian.cluster() as cluster:
        made = Installation(cluster)
        for _time in range(2):
            made.run_sql(cluster.url, "roles.sql")
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE eclore OWNER eclore_owner")
        for _time in range(2):
            made.run_sql(made.url("postgres"), "database.sql")
        done = made.manage("upgrade")
        assert done.returncode == 0, done.stderr
        yield made
