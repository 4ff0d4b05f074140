"""Folders and processes for the tests of the embedded server; none of them needs Django."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from embedded import EmbeddedServer
from embedded.locks import Lock
from embedded.places import State
from embedded.throwaway import PREFIX, home_of_throwaways
from tests.embedded_postgres.starters import STARTER, Starter


@contextmanager
def crossable_folder() -> Iterator[Path]:
    """A short folder that the server's account may cross, as pytest's own is not when we are root.

    It is locked as a throwaway server's is: should this run be killed, the next one removes it.
    """
    made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=home_of_throwaways()))
    lock = Lock(State(made).starter_lock)
    lock.take()
    if os.geteuid() == 0:
        made.chmod(0o711)
    yield made
    lock.release()
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


@pytest.fixture
def starter() -> Iterator[Callable[..., Starter]]:
    made = []

    def start(state: Path, program: str = STARTER) -> Starter:
        made.append(Starter(state, program))
        return made[-1]

    yield start
    for one in made:
        one.clear()
