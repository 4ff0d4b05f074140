"""Roles, database, walls and passwords: installed once, again when their files change, and by whoever is first."""

import psycopg
import pytest

from embedded import EmbeddedError, EmbeddedServer, InstallationFiles
from embedded.credentials import LOGIN_ROLES


@pytest.fixture
def files(tmp_path) -> InstallationFiles:
    """The least that an installation may hold, counting its own runs."""
    written = InstallationFiles(roles=tmp_path / "roles.sql", database=tmp_path / "database.sql")
    roles = "".join(f"IF to_regrole('{role}') IS NULL THEN CREATE ROLE {role} LOGIN; END IF;" for role in LOGIN_ROLES)
    written.roles.write_text(f"DO $$ BEGIN {roles} END $$;")
    written.database.write_text("CREATE TABLE IF NOT EXISTS runs (number serial); INSERT INTO runs DEFAULT VALUES;")
    return written


def runs(server: EmbeddedServer, database: str = "eclore") -> int:
    with psycopg.connect(server.dsn("postgres", database)) as connection:
        return connection.execute("SELECT count(*) FROM runs").fetchone()[0]


def test_every_role_logs_in_with_its_own_password(server, files):
    server.install(files=files)
    found = {}
    for role in LOGIN_ROLES:
        with psycopg.connect(server.dsn(role)) as connection:
            found[role] = connection.execute("SELECT session_user::text, current_database()").fetchone()
    assert found == {role: (role, "eclore") for role in LOGIN_ROLES}


def test_database_belongs_to_the_owner(server, files):
    server.install(files=files)
    with psycopg.connect(server.dsn("postgres", "postgres")) as connection:
        query = "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'eclore'"
        assert connection.execute(query).fetchone() == ("eclore_owner",)


def test_same_files_are_not_run_twice_and_changed_ones_are(server, files):
    server.install(files=files)
    server.install(files=files)
    assert runs(server) == 1
    files.database.write_text(files.database.read_text() + " -- reviewed again")
    server.install(files=files)
    assert runs(server) == 2


def test_each_database_is_installed(server, files):
    server.install(files=files)
    server.install("elsewhere", files=files)
    assert (runs(server), runs(server, "elsewhere")) == (1, 1)


def test_refused_file_is_named_and_nothing_of_it_remains(server, files):
    files.database.write_text("CREATE TABLE runs (number serial); SELECT nonsense;")
    with pytest.raises(EmbeddedError, match=r"PostgreSQL refused .*database\.sql: column \"nonsense\" does not exist"):
        server.install(files=files)
    with psycopg.connect(server.dsn("postgres")) as connection:
        assert connection.execute("SELECT to_regclass('runs')").fetchone() == (None,)


def test_missing_file_is_named(server, files):
    files.roles.unlink()
    with pytest.raises(EmbeddedError, match=r"roles\.sql is missing"):
        server.install(files=files)


def test_the_reviewed_files_are_accepted_twice(server):
    server.install()
    server.state.installed.unlink()
    server.install()
    with psycopg.connect(server.dsn("eclore_app")) as connection:
        assert connection.execute("SELECT current_user::text").fetchone() == ("eclore_app",)


def test_settings_receive_urls_and_only_tests_receive_the_superuser(server, files):
    server.install(files=files)
    environment = server.environment()
    assert set(environment) == {"DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_WORKER_URL", "ECLORE_MEDIA"}
    assert set(server.environment(superuser=True)) - set(environment) == {"ECLORE_SUPERUSER_URL"}
    with psycopg.connect(environment["DATABASE_OWNER_URL"]) as connection:
        assert connection.execute("SELECT current_user::text").fetchone() == ("eclore_owner",)


def test_a_database_that_exists_is_looked_at_before_other_files_are_run_over_it(server, files):
    looked = []
    server.install(files=files, before=lambda: looked.append("at a new one"))
    server.install(files=files, before=lambda: looked.append("though nothing was to be written"))
    assert (looked, runs(server)) == ([], 1)

    def refuse() -> None:
        raise LookupError("not for us")

    files.database.write_text(files.database.read_text() + " -- reviewed again")
    with pytest.raises(LookupError, match="not for us"):
        server.install(files=files, before=refuse)
    assert runs(server) == 1
    server.install(files=files, before=lambda: looked.append("at the one that exists"))
    assert (looked, runs(server)) == (["at the one that exists"], 2)
