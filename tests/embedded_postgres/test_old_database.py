"""An embedded database of another version: `make demo` and `manage.py` look at it before they write anything in it."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from embedded import EmbeddedServer
from embedded.installation import InstallationFiles
from embedded.places import PROJECT, State
from tests.isolation.serving import free_port
from tests.support.databases import contents

IS_OTHER = "Cette base a été faite par une version d'Éclore que celle-ci ne sait pas mettre à niveau"
RECORD = "CREATE TABLE {0}.django_migrations (app text, name text, applied timestamptz DEFAULT now())"
ROWS = "INSERT INTO {0}.django_migrations (app, name) VALUES ('people', '0001_initial'), ('logbook', '0001_initial')"
STARTS = {
    "make demo": ["-m", "eclore.config.demonstration.__main__"],
    "manage.py upgrade": [str(PROJECT / "manage.py"), "upgrade"],
}


@pytest.fixture
def made_before(state: Path, tmp_path: Path) -> Path:
    """As 0.1.0 left it: roles and privileges of its own files, tables of apps that have other names now."""
    files = InstallationFiles(roles=tmp_path / "roles.sql", database=tmp_path / "database.sql")
    for ours, theirs in ((InstallationFiles().roles, files.roles), (InstallationFiles().database, files.database)):
        theirs.write_text(f"{ours.read_text()}\n-- as it was in 0.1.0")
    with EmbeddedServer(state, durable=False) as server:
        server.install(files=files)
        with psycopg.connect(server.dsn("postgres"), autocommit=True) as superuser:
            superuser.execute("ALTER ROLE eclore_app SET statement_timeout = '7s'")
        with psycopg.connect(server.dsn("eclore_owner"), autocommit=True) as owner:
            owner.execute("CREATE SCHEMA somme")
            for schema in ("public", "somme"):
                owner.execute(RECORD.format(schema))
                owner.execute(ROWS.format(schema))
            owner.execute("CREATE TABLE public.people_user AS SELECT 'zoe@exemple.fr' AS email")
    return state


def held(state: Path) -> dict[str, tuple]:
    with EmbeddedServer(state, durable=False) as server, closing(psycopg.connect(server.dsn("postgres"))) as superuser:
        return contents(superuser)


@pytest.mark.parametrize("start", STARTS)
def test_a_database_made_before_is_left_alone_to_the_last_privilege(made_before, start):
    before, installed = held(made_before), State(made_before).installed.read_text()
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "ECLORE_"))}
    environment = {
        **outside,
        "ECLORE_STATE": str(made_before),
        "DJANGO_SETTINGS_MODULE": "eclore.config.settings.development",
        "PYTHONPATH": os.pathsep.join([str(PROJECT / "platform"), str(PROJECT)]),
        "PORT": str(free_port()),
    }
    done = subprocess.run(
        [sys.executable, *STARTS[start]], env=environment, cwd=PROJECT, capture_output=True, text=True, timeout=120
    )

    assert done.returncode == 1, done.stdout
    assert f"{IS_OTHER} (migrations inconnues : logbook, people)" in done.stderr
    assert "`make demo-reset`" in done.stderr and "UPGRADING.md" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    assert (held(made_before), State(made_before).installed.read_text()) == (before, installed)
