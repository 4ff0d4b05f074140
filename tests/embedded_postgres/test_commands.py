"""`manage.py` and `python -m embedded` bring a database to what they run, and take it back."""

import os
import subprocess
import sys

import pytest

from embedded import EmbeddedServer
from embedded.commands import database_for, needs_database
from embedded.places import PROJECT, State
from tests.embedded_postgres.starters import processes_in

SHOW_ROLE = """
import os, psycopg
print(psycopg.connect(os.environ["DATABASE_URL"]).execute("SELECT current_user").fetchone()[0])
"""


def embedded(*arguments: str, state, **options) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    return subprocess.run(
        [sys.executable, "-m", "embedded", *arguments],
        env={**environment, "ECLORE_STATE": str(state), "PYTHONPATH": str(PROJECT / "platform")},
        capture_output=True,
        text=True,
        **options,
    )


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


def test_terminated_run_ends_its_program_and_its_server(state):
    api_client = "kill -TERM $PPID; exec sleep 30"
    done = embedded("run", "--", "sh", "-c", api_client, state=state, timeout=20)
    assert done.returncode == 128 + 15
    assert processes_in(State(state).data) == set()


def test_status_and_url_look_at_the_running_server(state):
    assert embedded("status", state=state).stdout == f"stopped · {state}\n"
    stopped = embedded("url", state=state)
    assert (stopped.returncode, stopped.stderr.count("\n")) == (1, 1)
    with EmbeddedServer(state, durable=False) as server:
        assert embedded("status", state=state).stdout == f"running · {state}\n"
        assert embedded("url", "eclore_owner", state=state).stdout == f"{server.dsn('eclore_owner')}\n"


def test_reset_removes_the_state(state):
    assert embedded("reset", state=state).stdout == f"{state} is removed.\n"
    assert not state.exists()
