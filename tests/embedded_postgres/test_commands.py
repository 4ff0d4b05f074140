"""`manage.py` and `python -m embedded` bring a database to what they run, and take it back."""

import os
import signal
import subprocess
import sys

import psycopg
import pytest

from embedded import EmbeddedServer
from embedded.commands import database_for, needs_database
from embedded.places import PROJECT, State
from tests.embedded_postgres.starters import eventually, processes_in

SLEEPING = "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND state = 'active'"
SHOW_ROLE = """
import os, psycopg
print(psycopg.connect(os.environ["DATABASE_URL"]).execute("SELECT current_user").fetchone()[0])
"""


def command(*arguments: str, state) -> dict:
    """What `subprocess` is given to run `python -m embedded` on a state folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    return {
        "args": [sys.executable, "-m", "embedded", *arguments],
        "env": {**environment, "ECLORE_STATE": str(state), "PYTHONPATH": str(PROJECT / "platform")},
        "text": True,
    }


def embedded(*arguments: str, state, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(**command(*arguments, state=state), capture_output=True, **options)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("manage.py", False),
        ("manage.py help", False),
        ("manage.py migrate --help", False),
        ("manage.py catalogue compile", False),
        ("manage.py migrate", True),
        ("manage.py shell", True),
    ],
)
def test_only_commands_that_read_a_database_start_one(line, expected):
    assert needs_database(line.split()) is expected


def test_own_database_is_never_replaced(fresh_state, monkeypatch):
    monkeypatch.setenv("ECLORE_STATE", str(fresh_state))
    monkeypatch.setenv("DATABASE_URL", "postgresql://mine")
    with database_for(["manage.py", "migrate"]):
        assert os.environ["DATABASE_URL"] == "postgresql://mine"
    assert not fresh_state.exists()


def test_refusal_of_a_command_is_one_sentence(fresh_state, monkeypatch):
    fresh_state.mkdir()
    (fresh_state / "thesis.odt").touch()
    monkeypatch.setenv("ECLORE_STATE", str(fresh_state))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(SystemExit, match="already holds other files"), database_for(["manage.py", "migrate"]):
        pytest.fail("the command must not run")


def test_program_runs_as_the_application_and_leaves_nothing(state):
    done = embedded("run", "--", sys.executable, "-c", SHOW_ROLE, state=state)
    assert (done.stdout, done.stderr, done.returncode) == ("eclore_app\n", "", 0)
    assert processes_in(State(state).data) == set()


def test_exit_code_of_the_program_is_ours(state):
    assert embedded("run", "--", "sh", "-c", "exit 7", state=state).returncode == 7


def test_program_killed_by_a_signal_is_reported_as_by_a_shell(state):
    assert embedded("run", "--", "sh", "-c", "kill -KILL $$", state=state).returncode == 128 + 9


@pytest.mark.parametrize(("program", "reason"), [("misspelt", "No such file or directory"), ("/", "Permission denied")])
def test_program_that_cannot_be_run_is_one_sentence(state, program, reason):
    done = embedded("run", "--", program, state=state)
    assert (done.returncode, done.stderr) == (1, f"{program} cannot be run: {reason}.\n")
    assert processes_in(State(state).data) == set()


def test_durable_is_refused_without_throwaway(fresh_state):
    done = embedded("run", "--durable", "--", "true", state=fresh_state)
    assert (done.returncode, done.stderr) == (
        1,
        "--durable goes with --throwaway: the usual server is always durable.\n",
    )
    assert not fresh_state.exists()


def test_interrupted_psql_cancels_its_query_and_ends_by_itself(server, state):
    """Ctrl-C, which a terminal sends to the whole group."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    call = command("psql", "postgres", "--", "-X", "-c", "SELECT pg_sleep(60)", state=state)
    process = subprocess.Popen(**call, **pipes, start_new_session=True)
    try:
        with psycopg.connect(server.dsn("postgres", "postgres"), autocommit=True) as connection:
            assert eventually(lambda: connection.execute(SLEEPING).fetchone() == (1,))
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate(timeout=20)
    finally:
        process.kill()
    cancelled = "Cancel request sent\nERROR:  canceling statement due to user request\n"
    assert (output, errors, process.returncode) == ("", cancelled, 1)


def test_terminated_run_ends_its_program_and_its_server(state):
    api_client = "kill -TERM $PPID; exec sleep 30"
    done = embedded("run", "--", "sh", "-c", api_client, state=state, timeout=20)
    assert done.returncode == 128 + 15
    assert processes_in(State(state).data) == set()


ASKED_WHILE_FORKING = """
import os, signal
from embedded.processes import spawn, stopped_by_signals
with stopped_by_signals():
    os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGTERM))
    spawn(["sleep", "30"], ends_with=signal.SIGTERM).wait()
"""


def test_request_to_stop_is_heard_while_a_child_is_born():
    """Python drops what is raised inside a fork: the request was lost, and the next ones found us deaf."""
    done = subprocess.run([sys.executable, "-c", ASKED_WHILE_FORKING], capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stderr) == (128 + 15, "")


def test_status_and_url_look_at_the_running_server(state):
    status = embedded("status", state=state)
    assert (status.stdout, status.returncode) == (f"stopped · {state}\n", 3)
    stopped = embedded("url", state=state)
    assert (stopped.returncode, stopped.stderr.count("\n")) == (1, 1)
    with EmbeddedServer(state, durable=False) as server:
        status = embedded("status", state=state)
        assert (status.stdout, status.returncode) == (f"running · {state}\n", 0)
        assert embedded("url", "eclore_owner", state=state).stdout == f"{server.dsn('eclore_owner')}\n"


def test_reset_removes_the_state(state):
    assert embedded("reset", state=state).stdout == f"{state} is removed.\n"
    assert not state.exists()
