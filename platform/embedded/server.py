"""One embedded PostgreSQL server: started once, shared by who asks, ended with the process that started it."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self, TextIO

from embedded.binaries import find_binaries
from embedded.cluster import PROGRAM_ENVIRONMENT, ensure_cluster
from embedded.configuration import DEFAULT_PORT, server_options
from embedded.connections import Address, connection_string, environment
from embedded.credentials import read_credentials
from embedded.errors import EmbeddedError, error_from_output, in_one_sentence
from embedded.installation import InstallationFiles, install
from embedded.locks import Lock
from embedded.places import State, default_state, server_account, socket_folder
from embedded.postmaster import read_postmaster, take_over
from embedded.processes import spawn

PATIENCE = 120.0
FAST_SHUTDOWN = 30.0
STOPPING = "stopping"


class EmbeddedServer:
    """The server of one state folder. `start` uses the one that lives there already, else starts it.

    `listen` adds TCP on 127.0.0.1 (for poolers); `durable=False` gives up crash safety for speed (for tests);
    `binaries` is a folder of PostgreSQL programs to use instead of the installed package.
    """

    def __init__(
        self,
        state: Path | None = None,
        port: int | None = None,
        *,
        listen: bool = False,
        durable: bool = True,
        binaries: Path | None = None,
    ) -> None:
        self.state = State((state or default_state()).absolute())
        self.listen = listen
        self.durable = durable
        self._wanted_port = port
        self._binaries = binaries
        self._starter = Lock(self.state.starter_lock)
        self._server: Lock | None = None
        self._process: subprocess.Popen[str] | None = None
        self._address: Address | None = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def is_started_here(self) -> bool:
        return self._process is not None

    @property
    def is_alive(self) -> bool:
        """Whether the server that we started, or the process that keeps the one we use, still lives."""
        if self._process is not None:
            return self._process.poll() is None
        return self._address is not None and self._starter.is_held()

    def start(self) -> Self:
        """Returns once connections are accepted. Raises `EmbeddedError`, one sentence, when that cannot be."""
        if self._address is not None:
            return self
        deadline = time.monotonic() + PATIENCE
        account = server_account()
        with in_one_sentence(self.state.folder):
            self.state.prepare(account)
            while not self._starter.take():
                if self.attach():
                    return self
                if time.monotonic() > deadline:
                    raise EmbeddedError(
                        f"Process {self._starter.read_note()} keeps {self.state.folder} without starting its server: "
                        "end it, then start again."
                    )
                time.sleep(0.05)
            self._starter.note(str(os.getpid()))
            try:
                self._launch()
            except BaseException:
                self.stop()
                raise
        return self

    def attach(self) -> bool:
        """Use the server that another living process started; False when there is none, or it is about to end."""
        if not self._starter.is_held() or is_stopping(self._starter):
            return False
        running = read_postmaster(self.state.data)
        if running is None or not running.is_ready:
            return False
        self._address = Address(running.socket_folder, running.port, read_credentials(self.state.credentials))
        return True

    def stop(self) -> None:
        """Stop the server if it was started here; otherwise only forget it."""
        self._address = None
        self.announce_stop()
        if self._process is not None:
            self._end(self._process)
            self._process = None
        if self._server is not None:
            self._server.release()
            self._server = None
        self._starter.release()

    def announce_stop(self) -> None:
        """Let the next start know that what it finds running is about to end."""
        if self._starter.is_mine:
            self._starter.note(f"{os.getpid()} {STOPPING}")

    def install(
        self,
        database: str = "eclore",
        files: InstallationFiles | None = None,
        *,
        before: Callable[[], None] | None = None,
    ) -> None:
        """Give `database` its roles, walls and passwords, unless the same files were already run.

        `before` is called when a database that exists is about to be given others; nothing is written if it raises.
        """
        install(self._running_address, self.state, database, files or InstallationFiles(), before)

    def dsn(self, role: str, database: str = "eclore") -> str:
        """A libpq connection string for one of the roles of `credentials`."""
        return connection_string(self._running_address, role, database)

    def environment(self, database: str = "eclore", *, superuser: bool = False) -> dict[str, str]:
        """What the settings read: DATABASE_URL and its companions. `superuser` is for tests only."""
        return {
            **environment(self._running_address, database, superuser=superuser),
            "ECLORE_MEDIA": str(self.state.folder / "media"),
        }

    @property
    def _running_address(self) -> Address:
        if self._address is None:
            raise EmbeddedError("The embedded PostgreSQL is not running: start it with `make demo`.")
        return self._address

    def _launch(self) -> None:
        account = server_account()
        self._server = take_over(self.state)
        binaries = find_binaries(account, self.state.binaries, self._binaries)
        passwords = ensure_cluster(self.state, binaries, account, self._server, durable=self.durable)
        port = self._choose_port()
        address = Address(socket_folder(self.state, port, account), port, passwords)
        options = server_options(socket_folder=address.folder, port=port, listen=self.listen, durable=self.durable)
        for stale in (address.socket, address.socket.with_name(f"{address.socket.name}.lock")):
            stale.unlink(missing_ok=True)
        with self._open_log() as log:
            self._process = spawn(
                [binaries.program("postgres"), "-D", self.state.data, *options],
                ends_with=signal.SIGINT,
                account=account,
                environment=PROGRAM_ENVIRONMENT,
                folder=self.state.server,
                keep_open=self._server.inherited,
                stdout=log,
                stderr=log,
            )
        self._await_ready(self._process)
        self._address = address

    def _await_ready(self, process: subprocess.Popen[str]) -> None:
        deadline = time.monotonic() + PATIENCE
        while process.poll() is None:
            running = read_postmaster(self.state.data)
            if running is not None and running.pid == process.pid and running.is_ready:
                return
            if time.monotonic() > deadline:
                raise EmbeddedError(f"The embedded PostgreSQL takes too long to start: read {self._log}.")
            time.sleep(0.01)
        self._process = None
        raise error_from_output(self._log.read_text(errors="replace"), self.state.folder, "could not start")

    def _end(self, process: subprocess.Popen[str]) -> None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(FAST_SHUTDOWN)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGQUIT)
            process.wait()

    def _choose_port(self) -> int:
        if not self.listen:
            return self._wanted_port or DEFAULT_PORT
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", self._wanted_port or 0))
            except OSError as error:
                raise EmbeddedError(
                    f"Port {self._wanted_port}, asked for PostgreSQL, cannot be used ({error.strerror}): "
                    "choose another one."
                ) from error
            return int(probe.getsockname()[1])

    @property
    def _log(self) -> Path:
        return self.state.log / "postgres.log"

    def _open_log(self) -> TextIO:
        if self._log.exists():
            self._log.replace(self._log.with_suffix(".previous.log"))
        return self._log.open("w")


def is_stopping(starter: Lock) -> bool:
    """Whether the holder of a starter's lock has announced its end."""
    return starter.read_note().endswith(STOPPING)
