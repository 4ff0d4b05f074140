"""What surrounds the demonstration: its progress, its port, the programs it serves with."""

import socket
import sys
import time
from pathlib import Path

import pytest

from eclore.config.demonstration import __main__
from embedded import EmbeddedError
from embedded.locks import Lock
from embedded.places import State
from serving.site import Site, serve

PAGE = """
import http.server, sys
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(sys.argv[2])); self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
"""


class SmallSite(Site):
    """A site whose programs are a page of ours and a worker that ends when told by a file."""

    status = 200

    def web_command(self) -> list[str]:
        return [sys.executable, "-c", PAGE, str(self.port), str(self.status)]

    def worker_command(self) -> list[str]:
        waits = "import os, sys, time\nwhile not os.path.exists(sys.argv[1]): time.sleep(0.05)\nsys.exit(4)"
        return [sys.executable, "-c", waits, str(self.log_folder / "end")]


@pytest.fixture
def state(tmp_path) -> State:
    made = State(tmp_path / "state")
    made.folder.mkdir()
    return made


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


@pytest.fixture
def small_site(tmp_path) -> Site:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    return SmallSite(
        port=port, bindings=[], host="eclore.localhost", environment={}, log_folder=tmp_path, has_worker=True
    )


def test_progress_precedes_each_line_with_the_seconds_and_skips_empty_ones(capsys):
    progress = __main__.Progress()
    for text in ("two ", "words\n\n", "one line\nand an unfinished one"):
        progress.write(text)
    said = capsys.readouterr().out.splitlines()
    assert [line.split(" s  ")[1] for line in said] == ["two words", "one line"]
    assert all(float(line.split(" s  ")[0]) < 1 for line in said)


def test_port_of_a_stranger_is_refused_at_once(state, taken):
    begin = time.monotonic()
    with pytest.raises(EmbeddedError, match="already in use"):
        __main__._own_bindings(taken.getsockname()[1], state)
    assert time.monotonic() - begin < 1


def test_port_of_another_living_demonstration_is_refused_at_once(state, taken):
    starter, serving = Lock(state.starter_lock), Lock(state.serving_lock)
    assert starter.take()
    assert serving.take()
    starter.note("123")
    begin = time.monotonic()
    with pytest.raises(EmbeddedError, match="already in use"):
        __main__._own_bindings(taken.getsockname()[1], state)
    assert time.monotonic() - begin < 1
    starter.release()
    serving.release()


@pytest.mark.parametrize("starter_is", ["stopping", "gone"])
def test_port_of_a_demonstration_that_is_ending_is_waited_for(state, taken, monkeypatch, starter_is):
    starter, serving = Lock(state.starter_lock), Lock(state.serving_lock)
    assert serving.take()
    if starter_is == "stopping":
        assert starter.take()
        starter.note("123 stopping")
    port = taken.getsockname()[1]
    monkeypatch.setattr(__main__.time, "sleep", lambda seconds: taken.close())
    assert __main__._own_bindings(port, state)[0] == f"127.0.0.1:{port}"
    starter.release()
    serving.release()


@pytest.fixture
def interrupted(state) -> State:
    state.marker.touch()
    state.data.mkdir(parents=True)
    (state.folder / __main__.UNFINISHED).touch()
    return state


def test_interrupted_first_play_is_begun_again(interrupted, capsys):
    __main__._begin_again_if_interrupted(interrupted, __main__.Progress())
    assert not interrupted.folder.exists()
    assert "its data is made again" in capsys.readouterr().out


def test_play_that_another_terminal_goes_on_with_is_left_alone(interrupted):
    starter = Lock(interrupted.starter_lock)
    assert starter.take()
    __main__._begin_again_if_interrupted(interrupted, __main__.Progress())
    assert (interrupted.folder / __main__.UNFINISHED).exists()
    starter.release()


def test_finished_play_is_kept(state):
    __main__._begin_again_if_interrupted(state, __main__.Progress())
    assert state.folder.exists()


def test_site_is_announced_then_stopped_when_a_part_ends(small_site):
    said, announced = [], []

    def announce() -> None:
        announced.append(True)
        (small_site.log_folder / "end").touch()

    assert serve(small_site, said.append, announce, lambda: None) == 1
    assert announced == [True]
    assert said == [
        f"The worker program has ended (code 4): read {small_site.log_folder / 'worker.log'}. Everything is stopped."
    ]
    assert_free(small_site.port)


def test_site_is_stopped_when_its_database_ends(small_site):
    said = []
    assert serve(small_site, said.append, lambda: None, lambda: "PostgreSQL") == 1
    assert said == ["PostgreSQL has ended. Everything is stopped."]
    assert_free(small_site.port)


def test_first_page_in_error_is_said(small_site, monkeypatch):
    monkeypatch.setattr(SmallSite, "status", 500)
    said = []
    serve(small_site, said.append, lambda: None, lambda: "PostgreSQL")
    assert said[0] == f"The first page answers 500: read {small_site.log_folder / 'web.log'}."


def assert_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))


def test_welcome_gives_the_addresses_with_their_port(capsys, state):
    __main__._welcome(__main__.Progress(), 8123, state)
    said = capsys.readouterr().out
    for address in ("http://eclore.localhost:8123/demo/", "http://somme.eclore.localhost:8123/"):
        assert address in said
    assert str(Path(state.log)) in said
