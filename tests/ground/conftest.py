"""Folders and processes for the tests of the embedded server; none of them needs Django."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from eclore.database.embedded import EmbeddedServer
from eclore.processes import works_in

STARTER = """
import sys
from contextlib import contextmanager
from pathlib import Path
from eclore.database.embedded import EmbeddedServer
server = EmbeddedServer(Path(sys.argv[1]), durable=False).start()
print("started" if server.is_started_here else "attached", flush=True)
sys.stdin.read()
server.stop()
"""


@contextmanager
def crossable_folder() -> Iterator[Path]:
    """A short folder that the server's account may cross, as pytest's own is not when we are root."""
    made = Path(tempfile.mkdtemp(prefix="eclore-ground-"))
    if os.geteuid() == 0:
        made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def folder() -> Iterator[Path]:
    with crossable_folder() as made:
        yield made


@pytest.fixture(scope="session")
def used_state() -> Iterator[Path]:
    with crossable_folder() as made:
        EmbeddedServer(made / "state", durable=False).start().stop()
        yield made / "state"


@pytest.fixture
def fresh_state(folder) -> Path:
    """A state folder that does not exist yet: the first start makes it."""
    return folder / "state"


@pytest.fixture
def state(folder, used_state) -> Path:
    """A state folder whose data is already made, which saves `initdb`."""
    subprocess.run(["cp", "--archive", used_state, folder / "state"], check=True)
    return folder / "state"


@pytest.fixture
def server(state) -> Iterator[EmbeddedServer]:
    with EmbeddedServer(state, durable=False) as started:
        yield started


class Starter:
    """Another process that starts the server of a state folder and waits."""

    def __init__(self, state: Path, program: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, state],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )

    def says(self) -> str:
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def leave(self) -> None:
        self.process.communicate(timeout=30)


@pytest.fixture
def starter() -> Iterator[Callable[..., Starter]]:
    made = []

    def start(state: Path, program: str = STARTER) -> Starter:
        made.append(Starter(state, program))
        return made[-1]

    yield start
    for one in made:
        one.kill()


def processes_in(data: Path) -> set[int]:
    """Every process whose current folder is a server's data folder: all of PostgreSQL's are."""
    pids = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return {pid for pid in pids if works_in(pid, data)}


def eventually(condition: Callable[[], bool], patience: float = 10.0) -> bool:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return condition()
