"""The embedded server starts privately, keeps its data and leaves nothing behind."""

import os
import stat
import time

import psycopg
import pytest

from embedded import EmbeddedError, EmbeddedServer, throwaway_server
from embedded.throwaway import PREFIX, home_of_throwaways
from tests.embedded_postgres.starters import processes_in


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_stopping_leaves_no_process(fresh_state):
    with EmbeddedServer(fresh_state) as server:
        pids = processes_in(server.state.data)
        psycopg.connect(server.dsn("postgres", "postgres")).close()
    assert len(pids) > 3
    assert processes_in(server.state.data) == set()
    assert not any(os.path.exists(f"/proc/{pid}") for pid in pids)


def test_data_is_still_there_at_the_second_start(state):
    for expected in ([], [("kept",)]):
        with (
            EmbeddedServer(state, durable=False) as server,
            psycopg.connect(server.dsn("postgres", "postgres")) as rows,
        ):
            rows.execute("CREATE TABLE IF NOT EXISTS things (name text)")
            assert rows.execute("SELECT name FROM things").fetchall() == expected
            rows.execute("INSERT INTO things VALUES ('kept')")


def test_server_is_set_for_a_thousand_schemas_in_utc(server):
    names = ["max_locks_per_transaction", "max_connections", "timezone", "jit", "listen_addresses"]
    with psycopg.connect(server.dsn("postgres", "postgres")) as connection:
        found = [connection.execute("SELECT current_setting(%s)", [name]).fetchone()[0] for name in names]
        locale = connection.execute(
            "SELECT datcollate, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'postgres'"
        ).fetchone()
    assert found == ["1024", "200", "UTC", "off", ""]
    assert locale == ("C.UTF-8", "UTF8")


def test_nobody_else_reaches_the_server_its_data_or_its_passwords(server):
    state = server.state
    private = [state.server, state.data, state.server / "socket", state.log]
    assert [mode(path) for path in private] == [0o700] * 4
    assert mode(state.credentials) == 0o600
    dsn = server.dsn("postgres", "postgres")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(dsn, password="a guess")


def test_server_listens_on_this_machine_only_when_asked(state):
    with EmbeddedServer(state, durable=False, listen=True) as server:
        port = psycopg.conninfo.conninfo_to_dict(server.dsn("postgres", "postgres"))["port"]
        with psycopg.connect(server.dsn("postgres", "postgres"), host="127.0.0.1") as connection:
            assert connection.info.port == int(port)


def test_long_path_gets_a_short_private_socket_folder(folder):
    state = folder / ("long-" * 20)
    with EmbeddedServer(state, durable=False) as server:
        socket_folder = psycopg.conninfo.conninfo_to_dict(server.dsn("postgres"))["host"]
        assert len(f"{socket_folder}/.s.PGSQL.65535") <= 107
        assert stat.S_IMODE(os.stat(socket_folder).st_mode) == 0o700
        psycopg.connect(server.dsn("postgres", "postgres")).close()
    server.state.remove()
    assert not os.path.exists(socket_folder)


def test_folder_of_a_killed_run_is_removed_by_the_next_and_a_living_one_is_kept(folder):
    killed = home_of_throwaways() / f"{PREFIX}killed-{os.getpid()}"
    killed.mkdir()
    long_ago = time.time() - 3600
    for one in (killed, folder):
        os.utime(one, (long_ago, long_ago))
    with throwaway_server():
        assert not killed.exists()
        assert folder.exists()


def test_throwaway_servers_live_side_by_side_and_are_removed():
    with throwaway_server() as one, throwaway_server() as other:
        folders = {one.state.folder, other.state.folder}
        for server in (one, other):
            psycopg.connect(server.dsn("postgres", "postgres")).close()
    assert len(folders) == 2
    assert not any(folder.exists() for folder in folders)


def test_asking_a_stopped_server_for_its_address_says_how_to_start_it(state):
    with pytest.raises(EmbeddedError, match="not running: start it with `make demo`"):
        EmbeddedServer(state).dsn("eclore_app")
