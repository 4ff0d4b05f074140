"""Where the embedded server keeps its things, and which account it runs as.

`State` belongs to the person; only its `server` folder belongs to the account of the server, when that is another one.
"""

import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from embedded.errors import EmbeddedError
from embedded.processes import Account

PROJECT = Path(__file__).resolve().parents[2]
SYSTEM_STATES = Path("/var/lib/eclore")
SOCKET_PATH_LIMIT = 107


def server_account() -> Account | None:
    """The account to run as when we are root, which PostgreSQL refuses; None when it is simply ours."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise EmbeddedError(
        "PostgreSQL cannot run as root and this machine has no account `postgres` or `nobody`: "
        "create one (adduser --system postgres) or use another account."
    )


def default_state(project: Path = PROJECT) -> Path:
    """`ECLORE_STATE`, else `.local/postgres` in the project, else for root a folder outside of anybody's home."""
    chosen = os.environ.get("ECLORE_STATE")
    if chosen:
        return Path(chosen).expanduser().resolve()
    if os.geteuid() != 0:
        return project / ".local" / "postgres"
    return SYSTEM_STATES / _digest(project)


@dataclass(frozen=True)
class State:
    """The folder of one server: its data, its passwords, its socket, its locks and its logs."""

    folder: Path

    @property
    def marker(self) -> Path:
        return self.folder / "eclore-state"

    @property
    def starter_lock(self) -> Path:
        return self.folder / "starter.lock"

    @property
    def server_lock(self) -> Path:
        return self.folder / "server.lock"

    @property
    def serving_lock(self) -> Path:
        return self.folder / "serving.lock"

    @property
    def credentials(self) -> Path:
        return self.folder / "credentials.json"

    @property
    def installed(self) -> Path:
        return self.folder / "installed.json"

    @property
    def binaries(self) -> Path:
        return self.folder / "binaries"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def server(self) -> Path:
        return self.folder / "server"

    @property
    def data(self) -> Path:
        return self.server / "data"

    def prepare(self, account: Account | None) -> None:
        """Create the folders. Nobody else's are touched; the state is refused when it holds somebody's files."""
        if not self.marker.exists():
            self._create(account)
        self.log.mkdir(mode=0o700, exist_ok=True)
        if not self.server.exists():
            self.server.mkdir(mode=0o700)
            if account:
                os.chown(self.server, account.uid, account.gid)

    def remove(self) -> None:
        """Remove the folder and the socket folder kept outside of it, if they are ours."""
        if not self.marker.exists():
            raise EmbeddedError(f"{self.folder} was not made by Éclore: it is left as it is.")
        shutil.rmtree(_short_socket_folder(self.folder), ignore_errors=True)
        shutil.rmtree(self.folder)

    def _create(self, account: Account | None) -> None:
        if self.folder.is_dir() and any(self.folder.iterdir()):
            raise EmbeddedError(
                f"{self.folder} already holds other files: set ECLORE_STATE to a folder of its own, empty or new."
            )
        if SYSTEM_STATES in self.folder.parents:
            SYSTEM_STATES.mkdir(parents=True, exist_ok=True)
            SYSTEM_STATES.chmod(0o711)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if account:
            self.folder.chmod(0o711)
            _check_crossable(self.folder, account)
        self.marker.write_text(f"The embedded PostgreSQL of {PROJECT}. `make demo-reset` removes this folder.\n")


def socket_folder(state: State, port: int, account: Account | None) -> Path:
    """A private folder for the socket: in the state, or a short one when the path would exceed the system's limit."""
    folder = state.server / "socket"
    if len(os.fsencode(folder / f".s.PGSQL.{port}")) > SOCKET_PATH_LIMIT:
        folder = _short_socket_folder(state.folder)
    owner = account.uid if account else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
        os.chown(folder, owner, account.gid if account else -1)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or stat.S_IMODE(found.st_mode) != 0o700:
            raise EmbeddedError(f"{folder} belongs to somebody else or is open to others: remove it.") from None
    return folder


def _short_socket_folder(state: Path) -> Path:
    name = f"eclore-{os.geteuid()}-{_digest(state)}"
    folder = Path(tempfile.gettempdir()) / name
    if len(os.fsencode(folder)) < SOCKET_PATH_LIMIT - 20:
        return folder
    return Path("/tmp") / name  # noqa: S108  its owner and mode are checked before use


def _check_crossable(folder: Path, account: Account) -> None:
    for parent in (folder, *folder.parents):
        found = parent.stat()
        if found.st_uid == account.uid:
            allowed = found.st_mode & stat.S_IXUSR
        elif found.st_gid == account.gid:
            allowed = found.st_mode & stat.S_IXGRP
        else:
            allowed = found.st_mode & stat.S_IXOTH
        if not allowed:
            raise EmbeddedError(
                f"The account {account.name}, which runs PostgreSQL, cannot enter {parent}: "
                "set ECLORE_STATE to a folder outside of it, for instance under /var/lib."
            )


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
