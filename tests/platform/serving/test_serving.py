"""Web server and worker side by side: they end together, and say which one ended first."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from embedded import EmbeddedError
from embedded.processes import REQUESTS_TO_STOP, StopRequestedError, holds_open, stopped_by_signals
from serving import ports, site
from serving.children import Children
from tests.embedded_postgres.starters import eventually

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
SUPERVISOR = """
import os, sys, time
from pathlib import Path
from serving.children import Children
children = Children(Path(sys.argv[1]))
children.start("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"], dict(os.environ), Path("/"))
print(children._processes["sleeper"].pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def children(tmp_path):
    made = Children(tmp_path)
    yield made
    made.stop()


def start(children: Children, name: str, api_client: str) -> None:
    children.start(name, [sys.executable, "-c", api_client], dict(os.environ), Path("/"))


@pytest.mark.parametrize("text", ["", "http", "0", "65536", "-1", "80.5"])
def test_what_is_not_a_port_is_refused(text):
    with pytest.raises(EmbeddedError, match=f"PORT={text} is not a port"):
        ports.read_port(text)


@pytest.mark.parametrize(("address", "family"), ports.ADDRESSES.items())
def test_port_in_use_on_either_address_is_refused_with_another_one_to_try(address, family):
    try:
        taken = socket.create_server((address, 0), family=family)
    except OSError:
        pytest.skip(f"this machine has no {address}")
    with taken:
        port = taken.getsockname()[1]
        with pytest.raises(EmbeddedError, match=rf"Port {port} is already in use.*PORT=\d+"):
            ports.bindings(port)


def test_free_port_is_served_on_every_local_address():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    found = ports.bindings(port)
    assert found[0] == f"127.0.0.1:{port}"
    assert found[1:] in ([], [f"[::1]:{port}"])


def test_child_that_ends_is_named_with_its_code(children):
    start(children, "steady", "import time; time.sleep(60)")
    start(children, "hasty", "raise SystemExit(3)")
    assert eventually(lambda: children.ended() == ("hasty", 3))


def test_stopping_ends_every_child_and_what_it_started(children, tmp_path):
    held = tmp_path / "held"
    held.touch()
    start(children, "family", f"import subprocess; f = open('{held}'); subprocess.run(['sleep', '60'], stdin=f)")

    def holders() -> list[int]:
        pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
        return [pid for pid in pids if holds_open(pid, held)]

    assert eventually(lambda: len(holders()) == 2)
    children.stop()
    assert holders() == []


def test_children_end_when_the_supervisor_is_killed(tmp_path):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    supervisor = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, tmp_path], stdout=subprocess.PIPE, text=True, env=environment
    )
    child = int(supervisor.stdout.readline())
    supervisor.kill()
    supervisor.communicate()
    assert eventually(lambda: not os.path.exists(f"/proc/{child}"))


def test_errors_are_logged_and_warnings_shown(children, capfd):
    start(children, "web", "import sys; print('page'); sys.stderr.write('[INFO] calm\\nwarning: smoke\\n')")
    assert eventually(lambda: children.ended() == ("web", 0))
    children.stop()
    assert sorted(children.log_of("web").read_text().splitlines()) == ["[INFO] calm", "page", "warning: smoke"]
    assert capfd.readouterr().err == "web: warning: smoke\n"


@pytest.mark.parametrize("request_to_stop", REQUESTS_TO_STOP)
def test_request_to_stop_is_an_exception_heard_once(request_to_stop):
    with pytest.raises(StopRequestedError) as raised, stopped_by_signals():
        try:
            os.kill(os.getpid(), request_to_stop)
            time.sleep(5)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
    assert raised.value.code == 128 + request_to_stop


def test_web_server_holds_the_application_login_only(tmp_path, monkeypatch):
    logins = {"DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_WORKER_URL"}
    for name in logins:
        monkeypatch.setenv(name, "postgresql://somebody")
    served = site.Site(
        port=8000, bindings=[], host="eclore.localhost", environment={}, log_folder=tmp_path, has_worker=True
    )
    given = {name: logins.intersection(served.environment_of(name)) for name in (site.WEB, site.WORKER)}
    assert given == {"web": {"DATABASE_URL"}, "worker": logins}
