"""After `kill -9`, a power cut or a half-made data folder, the next start simply works; strangers are left alone."""

import os
import signal
import subprocess
import time

import psycopg
import pytest

from embedded import EmbeddedError, EmbeddedServer, postmaster
from embedded.binaries import installed_folder
from embedded.cluster import PROGRAM_ENVIRONMENT
from embedded.places import State, server_account
from embedded.postmaster import read_postmaster
from embedded.processes import spawn
from tests.embedded_postgres.starters import STARTER, eventually, processes_in

DEAF_STARTER = "import embedded.processes; embedded.processes._prctl = None" + STARTER


def answers(server: EmbeddedServer) -> bool:
    with psycopg.connect(server.dsn("postgres", "postgres")) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_server_ends_when_its_starter_is_killed(state, starter):
    other = starter(state)
    assert other.says() == "started"
    assert processes_in(State(state).data)
    other.kill()
    assert eventually(lambda: not processes_in(State(state).data))


def test_next_start_recovers_from_a_killed_starter(state, starter):
    other = starter(state)
    other.says()
    other.kill()
    with EmbeddedServer(state, durable=False) as server:
        assert server.is_started_here
        assert answers(server)


def test_next_start_recovers_when_everything_was_killed_at_once(state, starter):
    other = starter(state)
    other.says()
    pids = processes_in(State(state).data)
    other.process.send_signal(signal.SIGSTOP)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    other.kill()
    assert (State(state).data / "postmaster.pid").exists()
    with EmbeddedServer(state, durable=False) as server:
        assert answers(server)


@pytest.mark.parametrize("moment", [0.15, 0.3, 0.45, 0.6])
def test_next_start_recovers_from_a_kill_at_any_moment_of_the_first(fresh_state, starter, moment):
    other = starter(fresh_state)
    time.sleep(moment)
    other.kill()
    with EmbeddedServer(fresh_state, durable=False) as server:
        assert answers(server)


def test_half_made_data_folder_is_made_again(fresh_state):
    left = State(fresh_state)
    left.prepare(server_account())
    (left.server / "unfinished" / "base").mkdir(parents=True)
    (left.server / "unfinished" / "PG_VERSION").write_text("18\n")
    with EmbeddedServer(fresh_state, durable=False) as server:
        assert answers(server)
    assert not (left.server / "unfinished").exists()


def test_stale_pid_file_that_names_a_stranger_does_not_harm_the_stranger(state):
    with EmbeddedServer(state, durable=False) as server:
        pid_file = server.state.data / "postmaster.pid"
        content = pid_file.read_text().splitlines()
    account = server_account()
    stranger = subprocess.Popen(["sleep", "60"], user=account.uid if account else None)
    try:
        pid_file.write_text("\n".join([str(stranger.pid), *content[1:]]) + "\n")
        with EmbeddedServer(state, durable=False) as server:
            assert answers(server)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_server_that_outlives_its_starter_is_ended_once_proved_ours(state, starter, monkeypatch):
    monkeypatch.setattr(postmaster, "LEFT_TO_ITSELF", 0.3)
    other = starter(state, DEAF_STARTER)
    other.says()
    orphan = read_postmaster(State(state).data).pid
    other.kill()
    time.sleep(0.3)
    assert os.path.exists(f"/proc/{orphan}")
    with EmbeddedServer(state, durable=False) as server:
        assert answers(server)
        assert read_postmaster(server.state.data).pid != orphan


def test_server_started_by_hand_is_refused_and_left_running(state):
    with EmbeddedServer(state, durable=False) as server:
        data, binaries = server.state.data, installed_folder()
    copies = server.state.binaries
    found = next(copies.rglob("postgres"), binaries / "postgres") if copies.exists() else binaries / "postgres"
    by_hand = spawn(
        [found, "-D", data, "-c", "listen_addresses=", "-c", f"unix_socket_directories={server.state.server}"],
        ends_with=signal.SIGINT,
        account=server_account(),
        environment=PROGRAM_ENVIRONMENT,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert eventually(lambda: (read := read_postmaster(data)) is not None and read.is_ready)
        with pytest.raises(EmbeddedError, match=rf"did not start \(process {by_hand.pid}\)"):
            EmbeddedServer(state, durable=False).start()
        assert by_hand.poll() is None
    finally:
        by_hand.send_signal(signal.SIGINT)
        by_hand.wait()
