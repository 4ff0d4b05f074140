"""Over a database of another version, what starts says what to do and ends; nothing is written in it.

Each program is started as a person or a service manager starts it, with the logins of an installation.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from eclore.config.settings.base import BASE_HOST, ROOT
from embedded.processes import end_all, exit_code, spawn
from serving.ports import await_answer
from tests.isolation.serving import free_port, on
from tests.support import databases

SECONDS = 60
MANAGE = [sys.executable, str(ROOT / "manage.py")]
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "python:eclore.config.gunicorn"]
PROGRAMS = {
    "upgrade": [*MANAGE, "upgrade"],
    "make run": [sys.executable, "-m", "serving"],
    "worker": [*MANAGE, "work"],
    "gunicorn": [*GUNICORN, "--bind", "127.0.0.1:0"],
}
SCHEMAS = ("public", "somme")
IS_OTHER = "Cette base a été faite par une version d'Éclore que celle-ci ne sait pas mettre à niveau"


def environment(database: str) -> dict[str, str]:
    logins = {name: on(os.environ[name], database) for name in os.environ if name.startswith("DATABASE_")}
    return {
        **{name: value for name, value in os.environ.items() if name != "ECLORE_SUPERUSER_URL"},
        **logins,
        "DJANGO_SETTINGS_MODULE": "eclore.config.settings.development",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "platform"), str(ROOT)]),
        "PORT": str(free_port()),
    }


def ends(name: str, database: str, *arguments: str) -> tuple[int, str]:
    """The exit code of a program that must end by itself, and what it has said on its error output."""
    command = [*PROGRAMS[name], *arguments]
    done = subprocess.run(command, env=environment(database), cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return done.returncode, done.stderr


def answers(database: str, folder: Path) -> tuple[int | None, str]:
    """The status of the first page that gunicorn serves on this database, and what it has said by then."""
    log, variables = folder / "web.log", environment(database)
    command = [*GUNICORN, "--bind", f"127.0.0.1:{variables['PORT']}"]
    with log.open("w") as said:
        process = spawn(command, ends_with=15, environment=variables, folder=ROOT, stdout=said, stderr=said)
    try:
        status = await_answer(int(variables["PORT"]), BASE_HOST, SECONDS, lambda: exit_code(process) is None)
    finally:
        end_all([process], patience=10)
    return status, log.read_text()


def sql(database: str, *statements: str) -> None:
    with closing(databases.superuser(database)) as server:
        for statement in statements:
            server.execute(statement)


def contents(database: str) -> dict[str, tuple]:
    with closing(databases.superuser(database)) as server:
        return databases.contents(server)


def run_in(schemas: tuple[str, ...], app: str, name: str) -> list[str]:
    return [
        f"INSERT INTO {schema}.django_migrations (app, name, applied) VALUES ('{app}', '{name}', now())"
        for schema in schemas
    ]


def not_run_in(schemas: tuple[str, ...], app: str, name: str = "%") -> list[str]:
    return [f"DELETE FROM {schema}.django_migrations WHERE app = '{app}' AND name LIKE '{name}'" for schema in schemas]


@pytest.fixture
def made_before(real_db: str) -> str:
    """As 0.1.0 left it: accounts and memberships were one app, logs had other names, nobody could read migrations."""
    sql(
        real_db,
        *(line for app in ("people", "logbook") for line in run_in(SCHEMAS, app, "0001_initial")),
        *(line for app in ("accounts", "memberships") for line in not_run_in(SCHEMAS, app)),
    )
    return real_db


@pytest.fixture
def of_another_line(real_db: str) -> str:
    """Apps of the same labels, whose migrations have other names."""
    sql(real_db, *not_run_in(SCHEMAS, "accounts", "0002_jobs"), *run_in(SCHEMAS, "accounts", "0002_people"))
    return real_db


@pytest.fixture
def before_upgrade(real_db: str) -> Iterator[str]:
    with databases.empty(f"{real_db}_empty") as name:
        yield name


@pytest.mark.parametrize(
    ("made", "unknown"), [("made_before", "logbook, people"), ("of_another_line", "accounts.0002_people")]
)
def test_a_database_of_another_line_is_refused_by_everything_and_left_alone(request, made, unknown):
    database = request.getfixturevalue(made)
    before = contents(database)
    for name in ("upgrade", "make run", "worker"):
        code, said = ends(name, database)
        assert code == 1, name
        assert f"{IS_OTHER} (migrations inconnues : {unknown})" in said, name
        assert "`make demo-reset`" in said and "UPGRADING.md" in said, name
    assert contents(database) == before


def test_another_line_in_one_territory_is_found_by_upgrade(real_db):
    sql(real_db, *not_run_in(SCHEMAS[1:], "ideas", "0002%"), *run_in(SCHEMAS[1:], "ideas", "0002_other"))
    before = contents(real_db)
    code, said = ends("upgrade", real_db)
    assert (code, f"(migrations inconnues : ideas.0002_other, dans le schéma {SCHEMAS[1]})" in said) == (1, True), said
    assert contents(real_db) == before


def test_nothing_is_served_before_the_first_upgrade(before_upgrade):
    before = contents(before_upgrade)
    for name, expected in (("worker", 1), ("gunicorn", 3)):
        code, said = ends(name, before_upgrade)
        assert code == expected, (name, said)
        assert "Cette base est vide" in said and "`python manage.py upgrade`" in said, (name, said)
    assert contents(before_upgrade) == before


def test_a_database_that_keeps_its_migrations_to_itself_needs_the_upgrade_first(made_before):
    """0.1.0 gave nobody but the owner the right to read them."""
    sql(made_before, "REVOKE ALL ON public.django_migrations FROM eclore_programme")
    code, said = ends("gunicorn", made_before)
    assert (code, "ne se lisent pas avec cet identifiant" in said) == (3, True), said
    assert "`python manage.py upgrade`" in said


def test_older_code_serves_a_database_one_step_ahead_and_does_not_upgrade_it(real_db):
    sql(real_db, *run_in(SCHEMAS, "ideas", "0099_later"), *run_in(SCHEMAS, "surveys", "0001_initial"))
    before = contents(real_db)

    code, said = ends("upgrade", real_db)
    assert (code, "plus récente que celle-ci (migrations inconnues : surveys, ideas.0099_later)" in said) == (1, True)
    assert contents(real_db) == before

    code, said = ends("worker", real_db, "--until-empty")
    assert (code, "the database is ahead of this code" in said) == (0, True), said


def test_newer_code_serves_a_database_that_waits_for_its_upgrade_and_says_so(real_db, tmp_path):
    sql(real_db, *not_run_in(SCHEMAS, "ideas", "0004%"))
    status, said = answers(real_db, tmp_path)
    assert (status, "wait for `manage.py upgrade`: pages may fail until then (ideas)" in said) == (200, True), said


def test_a_database_of_this_version_is_served_without_a_word(real_db):
    assert ends("worker", real_db, "--until-empty") == (0, "")


def test_a_database_that_does_not_answer_yet_is_waited_for(real_db, tmp_path):
    databases.drop(real_db)
    status, said = answers(real_db, tmp_path)
    assert (status, "could not be looked at" in said) == (500, True), said
