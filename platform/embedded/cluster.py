"""Making the data folder with `initdb`, all of it or nothing."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

from embedded.binaries import Binaries
from embedded.credentials import SUPERUSER, create_credentials, read_credentials
from embedded.errors import BYTES_TO_BEGIN, EmbeddedError, disk_full, error_from_output
from embedded.locks import Lock
from embedded.places import State
from embedded.processes import Account, spawn

PROGRAM_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def ensure_cluster(
    state: State, binaries: Binaries, account: Account | None, lock: Lock, *, durable: bool
) -> dict[str, str]:
    """Make the data folder unless it exists, and return the passwords of its roles.

    It is made under another name and renamed when complete, so that an interrupted `initdb` is simply done again.
    Raises `EmbeddedError` when the data is damaged, of another major version or without its passwords, when the disk
    is too full to begin, and when `initdb` gives up.
    """
    if state.data.exists():
        _check_version(state.data, binaries)
        return read_credentials(state.credentials)
    if shutil.disk_usage(state.folder).free < BYTES_TO_BEGIN:
        raise disk_full(state.folder)
    passwords = create_credentials(state.credentials)
    state.installed.unlink(missing_ok=True)  # it tells of an earlier data folder; this one has no role nor database
    unfinished = state.server / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    _initdb(unfinished, binaries, account, lock, password=passwords[SUPERUSER], durable=durable)
    unfinished.rename(state.data)
    return passwords


def _initdb(
    folder: Path, binaries: Binaries, account: Account | None, lock: Lock, *, password: str, durable: bool
) -> None:
    password_file = _write_for(account, folder.with_name("initdb.password"), password)
    command: list[str | Path] = [
        binaries.program("initdb"),
        f"--pgdata={folder}",
        f"--username={SUPERUSER}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-instructions",
        *([] if durable else ["--no-sync"]),
    ]
    try:
        process = spawn(
            command,
            ends_with=signal.SIGKILL,
            account=account,
            environment=PROGRAM_ENVIRONMENT,
            folder=folder.parent,
            keep_open=lock.inherited,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        with process:
            output, _ = process.communicate()
    finally:
        password_file.unlink()
    if process.returncode != 0:
        shutil.rmtree(folder, ignore_errors=True)
        raise error_from_output(output, folder.parent, "could not make its data folder")


def _check_version(data: Path, binaries: Binaries) -> None:
    try:
        made_by = (data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise EmbeddedError(f"The data of {data} is damaged: start over with `make demo-reset`.") from None
    if made_by != binaries.major:
        raise EmbeddedError(
            f"The data of {data} was made by PostgreSQL {made_by} and this is PostgreSQL {binaries.major}: "
            "start over with `make demo-reset`, or set ECLORE_STATE to another folder."
        )


def _write_for(account: Account | None, path: Path, content: str) -> Path:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
        if account:
            os.fchown(file.fileno(), account.uid, account.gid)
    return path
