"""Starting over: stop what runs on a state folder, and remove that folder, only if it is ours."""

import os
import signal
from pathlib import Path

from embedded.errors import EmbeddedError, in_one_sentence
from embedded.locks import Lock
from embedded.places import State
from embedded.postmaster import take_over
from embedded.processes import holds_open

PATIENCE = 30.0


def reset(folder: Path) -> bool:
    """Remove the state in `folder`; False when there is none."""
    state = State(folder)
    if not folder.exists():
        return False
    with in_one_sentence(folder):
        if not state.marker.exists():
            raise EmbeddedError(f"{folder} was not made by Éclore: it is left as it is.")
        starter = Lock(state.starter_lock)
        if not starter.take():
            _ask_to_stop(starter)
        server = take_over(state)
        try:
            state.remove()
        finally:
            server.release()
            starter.release()
    return True


def _ask_to_stop(starter: Lock) -> None:
    """Tell the demonstration that holds the lock to stop; the process is proved to be it before."""
    try:
        pid = int(starter.read_note().split()[0])
    except (ValueError, IndexError):
        pid = 0
    if pid and holds_open(pid, starter.path):
        os.kill(pid, signal.SIGTERM)
    if not starter.take(PATIENCE):
        raise EmbeddedError(f"Process {pid or 'unknown'} still uses {starter.path.parent}: stop it, then start again.")
