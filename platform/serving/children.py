"""Programs that run side by side until one of them ends or somebody asks them all to stop."""

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from embedded.processes import end_all, exit_code, spawn

SECONDS_TO_STOP = 10.0
ORDINARY = re.compile(r"\[?\b(info|debug)\b", re.IGNORECASE)


class Children:
    """Each child writes to a log of its own; what it says on its error output beyond information is shown too."""

    def __init__(self, log_folder: Path, keep_open: Sequence[int] = ()) -> None:
        self.log_folder = log_folder
        self._keep_open = keep_open
        self._processes: dict[str, subprocess.Popen[str]] = {}
        self._readers: list[threading.Thread] = []

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        with self.log_of(name).open("w") as log:
            process = spawn(
                command,
                ends_with=signal.SIGTERM,
                environment=environment,
                folder=folder,
                keep_open=self._keep_open,
                stdout=log,
                stderr=subprocess.PIPE,
            )
        reader = threading.Thread(target=self._keep_errors, args=(name, process), daemon=True)
        reader.start()
        self._processes[name] = process
        self._readers.append(reader)

    def ended(self) -> tuple[str, int] | None:
        """The name and the exit code of a child that is no longer there."""
        for name, process in self._processes.items():
            code = exit_code(process)
            if code is not None:
                return name, code
        return None

    def stop(self) -> None:
        end_all(list(self._processes.values()), patience=SECONDS_TO_STOP)
        for reader in self._readers:
            reader.join(1.0)

    def log_of(self, name: str) -> Path:
        return self.log_folder / f"{name}.log"

    def _keep_errors(self, name: str, process: subprocess.Popen[str]) -> None:
        if process.stderr is None:
            return
        with self.log_of(name).open("a") as log:
            for line in process.stderr:
                log.write(line)
                log.flush()
                if not ORDINARY.search(line):
                    sys.stderr.write(f"{name}: {line}")
