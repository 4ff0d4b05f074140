"""Copies of people's files, each once under its own SHA-256: what they are called at each backup is in its list.

Files never change, so a night copies those that are new. A file that was taken away stays until no list names it.
"""

import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage, storages

from eclore.kit import clock
from tenants.backups.errors import BackupError
from tenants.storage import under

CHUNK = 1 << 20
PARTIAL, SUFFIX, STAMP = ".partial", ".json.gz", "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True)
class Kept:
    """One file as a list tells it; `modified`: of the original, in seconds."""

    sha256: str
    bytes: int
    modified: float


Names = dict[str, Kept]


def folder() -> Path:
    return Path(settings.BACKUPS) / "files"


def place(sha256: str) -> Path:
    return folder() / sha256[:2] / sha256


def stamp() -> str:
    """What is made now is named by."""
    return f"{clock.now().astimezone(UTC):{STAMP}}"


def made_at(path: Path) -> datetime:
    """When what bears a stamp was made."""
    return datetime.strptime(path.name.split(".")[0], STAMP).replace(tzinfo=UTC)


def give(path: Path) -> None:
    """What root writes among backups belongs to whom their folder does: tonight's, which is not root, reads it."""
    if os.geteuid() == 0:
        owner = os.stat(settings.BACKUPS)
        os.chown(path, owner.st_uid, owner.st_gid)


def everything() -> Iterator[str]:
    """Every name of the storage."""
    storage = storages["default"]
    try:
        folders, files = storage.listdir("")
    except FileNotFoundError:
        return
    yield from files
    for name in folders:
        yield from under(storage, name)


def keep(names: Iterable[str], known: Names) -> Names:
    """Copy what is not kept yet; the list of all. What is taken away meanwhile is left out."""
    storage, found = storages["default"], {}
    for name in names:
        try:
            size, modified = storage.size(name), storage.get_modified_time(name).timestamp()
            before = known.get(name)
            if before and (before.bytes, before.modified) == (size, modified) and _is_there(before):
                found[name] = before
            else:
                found[name] = Kept(*_copy(storage, name), modified)
        except FileNotFoundError:
            continue
    return found


def bring_back(names: Names) -> tuple[list[str], list[str]]:
    """Put back what the storage has no more: (what was, what cannot be: nothing sound is kept of it).

    One that is shorter than it was is the beginning of what a program that was killed put back: it is written anew.
    """
    storage = storages["default"]
    done: list[str] = []
    lost: list[str] = []
    for name, kept in sorted(names.items()):
        if storage.exists(name) and storage.size(name) >= kept.bytes:
            continue
        if not is_sound(kept):
            lost.append(name)
            continue
        storage.delete(name)
        with place(kept.sha256).open("rb") as content:
            written = storage.save(name, File(content, name=name))
        if written != name:
            storage.delete(written)
        _give(storage, name)
        done.append(name)
    return done, lost


def is_sound(kept: Kept) -> bool:
    """Whether its bytes are what they were, read again."""
    try:
        with place(kept.sha256).open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == kept.sha256
    except FileNotFoundError:
        return False


def demand_all(names: Names, *, read: bool) -> None:
    """Raises BackupError if one is not kept; `read`: each is read again too."""
    for name, kept in names.items():
        if not (_is_there(kept) and (not read or is_sound(kept))):
            raise BackupError(f"what is kept of the file {name} is damaged ({place(kept.sha256)}): take it away")


def prune(lists: Iterable[Names]) -> int:
    """Forget the bytes that no list names; how many."""
    named = {kept.sha256 for names in lists for kept in names.values()}
    over = [path for path in folder().glob("??/*") if path.name not in named]
    for path in over:
        path.unlink()
    return len(over)


def write_list(path: Path, names: Names, **about: object) -> None:
    """Whole or not at all: it is there under its name once all of it is on the disk."""
    partial = path.with_name(path.name + PARTIAL)
    told = {**about, "files": {name: asdict(kept) for name, kept in names.items()}}
    with partial.open("wb") as raw:
        with gzip.open(raw, "wt", encoding="utf-8") as written:
            json.dump(told, written, ensure_ascii=False)
        raw.flush()
        os.fsync(raw.fileno())
    give(partial)
    partial.replace(path)


def read_list(path: Path) -> Names:
    """Raises BackupError for one that is damaged."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as read:
            return names_in(json.load(read)["files"])
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{path} cannot be read: {error}") from error


def names_in(told: dict[str, dict[str, Any]]) -> Names:
    """As a list has told them."""
    return {name: Kept(**kept) for name, kept in told.items()}


def _copy(storage: Storage, name: str) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    folder().mkdir(parents=True, exist_ok=True)
    partial = folder() / f"{os.getpid()}{PARTIAL}"
    with storage.open(name) as content, partial.open("wb") as written:
        for chunk in content.chunks(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    target = place(digest.hexdigest())
    target.parent.mkdir(mode=0o750, exist_ok=True)
    give(target.parent)
    give(partial)
    partial.replace(target)
    return digest.hexdigest(), size


def _is_there(kept: Kept) -> bool:
    try:
        return place(kept.sha256).stat().st_size == kept.bytes
    except FileNotFoundError:
        return False


def _give(storage: Storage, name: str) -> None:
    """Files that root puts back belong to whom the others do: the programs that serve them."""
    if os.geteuid() == 0 and (root := getattr(storage, "location", None)):
        owner, path = os.stat(root), Path(storage.path(name))
        while path != Path(root):
            os.chown(path, owner.st_uid, owner.st_gid)
            path = path.parent
