"""Éclore is installed by its own document on Debian's PostgreSQL 15, and put right again there."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from eclore.config.settings.base import ROOT
from tests.isolation.serving import on
from tests.operations import debian

SECONDS = 300


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[str]:
    debian.needed()
    with debian.cluster(tmp_path_factory.mktemp("debian")) as url:
        yield url


@pytest.fixture(scope="module")
def installed(server) -> str:
    """The steps of deploy/OPERATIONS.md, each twice: an operator may run them again."""
    for _time in range(2):
        run(server, "roles.sql")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE eclore OWNER eclore_owner")
    for _time in range(2):
        run(on(server, "eclore"), "database.sql")
    done = manage(server, "upgrade")
    assert done.returncode == 0, done.stderr
    return server


def run(url: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((ROOT / "deploy/postgres" / name).read_text())


def manage(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`manage.py` with the logins of an installation."""
    logins = {
        "DATABASE_URL": "eclore_app",
        "DATABASE_OWNER_URL": "eclore_owner",
        "DATABASE_WORKER_URL": "eclore_worker",
    }
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "ECLORE_SUPER"))},
        **{name: on(url, "eclore").replace("postgres@", f"{login}@") for name, login in logins.items()},
        "DJANGO_SETTINGS_MODULE": "eclore.config.settings.development",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "platform"), str(ROOT)]),
    }
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)


def test_a_territory_lives_behind_its_walls(installed):
    made = manage(installed, "provision", "somme", "Somme", "departement", "--code", "80")
    assert made.returncode == 0, made.stderr
    checked = manage(installed, "check_isolation")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_upgrading_again_has_nothing_to_do(installed):
    again = manage(installed, "upgrade")
    assert (again.returncode, "Traceback" in again.stderr) == (0, False)


def test_the_owner_may_set_what_the_functions_of_the_portfolio_are_kept_with(installed):
    owner = on(installed, "eclore").replace("postgres@", "eclore_owner@")
    with psycopg.connect(owner) as connection:
        connection.execute(
            "CREATE FUNCTION public.kept() RETURNS boolean LANGUAGE sql"
            " SET pg_trgm.similarity_threshold = 0.5 AS $$ SELECT true $$"
        )
        connection.rollback()
