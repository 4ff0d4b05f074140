"""Two terminals on one state folder: the second uses the server of the first, and cannot take it away."""

import os

import psycopg
import pytest

from embedded import EmbeddedError, EmbeddedServer
from embedded.locks import Lock
from embedded.reset import reset
from embedded.server import is_stopping
from tests.embedded_postgres.starters import eventually, processes_in

ENDING_STARTER = """
import sys, time
from pathlib import Path
from embedded import EmbeddedServer
server = EmbeddedServer(Path(sys.argv[1]), durable=False).start()
server.announce_stop()
print("about to end", flush=True)
time.sleep(0.5)
server.stop()
"""


def test_second_starter_uses_the_running_server_and_does_not_stop_it(state, server, starter):
    other = starter(state)
    assert other.says() == "attached"
    other.leave()
    assert server.is_alive
    psycopg.connect(server.dsn("postgres", "postgres")).close()


def test_attaching_finds_nothing_when_nothing_runs(fresh_state):
    assert EmbeddedServer(fresh_state).attach() is False
    assert not fresh_state.exists()


def test_two_starts_at_the_same_moment_make_one_server(fresh_state, starter):
    first, second = starter(fresh_state), starter(fresh_state)
    assert {first.says(), second.says()} == {"started", "attached"}


def test_server_about_to_end_is_waited_for_and_started_again(state, starter):
    ending = starter(state, ENDING_STARTER)
    assert ending.says() == "about to end"
    with EmbeddedServer(state, durable=False) as server:
        assert server.is_started_here


def test_a_server_about_to_end_is_never_taken_for_one_that_stays(folder, monkeypatch):
    """Its note is written twice; a start that comes in between reads the first one."""
    starter, seen = Lock(folder / "a.lock"), []
    starter.take()
    for name in ("ftruncate", "pwrite"):
        real = getattr(os, name)

        def watched(*arguments, real=real):
            seen.append(is_stopping(starter))
            done = real(*arguments)
            seen.append(is_stopping(starter))
            return done

        monkeypatch.setattr(os, name, watched)
    starter.note("12345")
    assert (starter.read_note(), set(seen)) == ("12345", {False})
    starter.note("12345 stopping")
    seen.clear()
    starter.note("12345 stopping")
    assert (starter.read_note(), set(seen)) == ("12345 stopping", {True})
    starter.note("67")
    assert starter.read_note() == "67"
    starter.release()


def test_the_one_who_attached_sees_the_server_go(state, starter):
    other = starter(state)
    other.says()
    attached = EmbeddedServer(state)
    assert attached.attach()
    assert attached.is_alive
    other.kill()
    assert not attached.is_alive


def test_starting_over_stops_the_other_terminal_and_removes_the_folder(state, starter):
    other = starter(state)
    other.says()
    data = EmbeddedServer(state).state.data
    assert reset(state) is True
    assert other.process.wait(10) != 0
    assert not state.exists()
    assert eventually(lambda: not processes_in(data))


def test_starting_over_with_nothing_there_says_so(fresh_state):
    assert reset(fresh_state) is False


def test_starting_over_never_removes_what_eclore_did_not_make(fresh_state):
    fresh_state.mkdir()
    (fresh_state / "thesis.odt").write_text("three years")
    with pytest.raises(EmbeddedError, match="was not made by Éclore"):
        reset(fresh_state)
    assert os.listdir(fresh_state) == ["thesis.odt"]
