"""Another process that starts a server, and ways to look at processes from outside."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from embedded.places import State
from embedded.processes import works_in

STARTER = """
import sys
from contextlib import contextmanager
from pathlib import Path
from embedded import EmbeddedServer
server = EmbeddedServer(Path(sys.argv[1]), durable=False).start()
print("started" if server.is_started_here else "attached", flush=True)
sys.stdin.read()
server.stop()
"""


class Starter:
    """Another process that starts the server of a state folder and waits."""

    def __init__(self, state: Path, program: str) -> None:
        self.data = State(state).data
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

    def clear(self) -> None:
        """Kill the starter if it lives, and wait for its server: its folder can then be removed."""
        self.kill()
        eventually(lambda: not processes_in(self.data))

    def leave(self) -> None:
        self.process.communicate(timeout=30)


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
