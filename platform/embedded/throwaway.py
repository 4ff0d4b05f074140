"""A server in a folder of its own for one run of tests or measures, removed at the end."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embedded.errors import in_one_sentence
from embedded.locks import Lock
from embedded.places import SYSTEM_STATES, State
from embedded.server import EmbeddedServer

PREFIX = "eclore-throwaway-"
LAST_BACKEND = 5.0


@contextmanager
def throwaway_server(
    *, durable: bool = False, listen: bool = False, binaries: Path | None = None
) -> Iterator[EmbeddedServer]:
    """A fresh server, next to any number of others. What a killed run left behind is removed first."""
    root = home_of_throwaways()
    with in_one_sentence(root):
        _sweep(root)
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=root))
    server = EmbeddedServer(folder, durable=durable, listen=listen, binaries=binaries)
    try:
        yield server.start()
    finally:
        server.stop()
        _remove(server.state)


def home_of_throwaways() -> Path:
    """The system's temporary folder; for root, a folder that the server's account can cross."""
    if os.geteuid() != 0:
        return Path(tempfile.gettempdir())
    SYSTEM_STATES.mkdir(mode=0o711, parents=True, exist_ok=True)
    SYSTEM_STATES.chmod(0o711)
    return SYSTEM_STATES


def _sweep(root: Path) -> None:
    """Remove our abandoned folders; one younger than a minute may be another run's, not locked yet."""
    for folder in root.glob(f"{PREFIX}*"):
        found = folder.stat()
        is_ours = found.st_uid == os.geteuid() and time.time() - found.st_mtime > 60
        if is_ours and not Lock(State(folder).starter_lock).is_held():
            _remove(State(folder))


def _remove(state: State) -> None:
    """Remove the folder once no process of its server lives; the next run removes it otherwise."""
    if not state.marker.exists():
        shutil.rmtree(state.folder, ignore_errors=True)
        return
    lock = Lock(state.server_lock)
    if lock.take(LAST_BACKEND):
        state.remove()
        lock.release()
