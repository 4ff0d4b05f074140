"""Reading `postmaster.pid`, and ending a server that outlived its starter once it is proved to be ours."""

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from embedded.errors import EmbeddedError
from embedded.locks import Lock
from embedded.places import State
from embedded.processes import holds_open, works_in

LEFT_TO_ITSELF = 10.0
FAST_SHUTDOWN = 20.0
IMMEDIATE_SHUTDOWN = 10.0


@dataclass(frozen=True)
class Postmaster:
    """What a running server says of itself in its data folder."""

    pid: int
    port: int
    socket_folder: Path
    is_ready: bool


def read_postmaster(data: Path) -> Postmaster | None:
    """None when there is no such file, or when the server has not finished writing it."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        return Postmaster(int(lines[0]), int(lines[3]), Path(lines[4]), lines[7].strip() == "ready")
    except (OSError, ValueError, IndexError):
        return None


def take_over(state: State) -> Lock:
    """The server's lock, once no process of an earlier server lives; its stale files are removed.

    A server whose starter was killed is already stopping: it is waited for, then asked again, and only if the process
    named in `postmaster.pid` holds this very lock. Raises `EmbeddedError` when somebody else's server is in the folder.
    """
    lock = Lock(state.server_lock)
    if not lock.take(LEFT_TO_ITSELF):
        _end_orphan(state, lock)
    try:
        _refuse_foreign_server(state)
    except EmbeddedError:
        lock.release()
        raise
    (state.data / "postmaster.pid").unlink(missing_ok=True)
    return lock


def _end_orphan(state: State, lock: Lock) -> None:
    for signum, patience in ((signal.SIGINT, FAST_SHUTDOWN), (signal.SIGQUIT, IMMEDIATE_SHUTDOWN)):
        pid = _named_pid(state.data)
        if pid is not None and holds_open(pid, state.server_lock):
            os.kill(pid, signum)
        if lock.take(patience):
            return
    raise EmbeddedError(
        f"An earlier PostgreSQL server still works in {state.data} and does not stop: "
        "end it yourself, or set ECLORE_STATE to another folder."
    )


def _refuse_foreign_server(state: State) -> None:
    pid = _named_pid(state.data)
    if pid is not None and works_in(pid, state.data):
        raise EmbeddedError(
            f"A PostgreSQL server that Éclore did not start (process {pid}) uses {state.data}: "
            "stop it, then start again."
        )


def _named_pid(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None
