"""One backup of the whole: the cluster, files, the record of erasures. It counts once its list is written, the last."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from eclore.kit import clock
from tenants.backups import beside, dumps, pgbackrest, store
from tenants.backups.errors import BackupError
from tenants.privacy import journal

LISTS = "whole"


@dataclass(frozen=True)
class Backup:
    """`copy` is the cluster's; `files` are listed, `forgotten` were older than the days that settings give."""

    copy: pgbackrest.Copy
    files: int
    forgotten: int


def back_up(*, full: bool = False) -> Backup:
    """Raises BackupError, and nothing then counts as a backup that did not before."""
    with alone():
        copy = pgbackrest.back_up(full=full)
        before = lists()
        known = store.read_list(before[-1]) if before else {}
        files = store.keep(store.everything(), known)
        store.demand_all(files, read=copy.kind == "full")
        keep_erasures()
        path = Path(settings.BACKUPS) / LISTS / f"{store.stamp()}{store.SUFFIX}"
        store.write_list(path, files, version=settings.VERSION, cluster=copy.label)
        return Backup(copy, len(files), forget())


@contextmanager
def alone() -> Iterator[None]:
    """One at a time, in folders that nobody else reads; what another run has left half-made goes."""
    root = Path(settings.BACKUPS)
    try:
        if not root.exists():
            root.mkdir(mode=0o750, parents=True)
            if who := pgbackrest.become():
                os.chown(root, who["user"], who["group"])
        for folder in (store.folder(), root / LISTS):
            folder.mkdir(mode=0o750, exist_ok=True)
            store.give(folder)
        opened = os.open(root / ".lock", os.O_RDWR | os.O_CREAT, 0o640)
        store.give(root / ".lock")
    except OSError as error:
        raise BackupError(f"ECLORE_BACKUPS ({root}) cannot be written: {error.strerror}") from error
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for path in root.glob(f"**/*{store.PARTIAL}"):
            path.unlink()
        for path in root.glob(f"{beside.FOLDER}*"):
            beside.sweep(path)
        yield
    except BlockingIOError:
        raise BackupError("another backup, or a restoration, is at work: wait for its end") from None
    except OSError as error:
        raise BackupError(f"{error.filename or root}: {error.strerror}") from error
    finally:
        os.close(opened)


def lists() -> list[Path]:
    """Those of every backup that is kept, the oldest first."""
    return sorted((Path(settings.BACKUPS) / LISTS).glob(f"????-??-??T??????Z{store.SUFFIX}"))


def files_at(moment: datetime | None) -> store.Names:
    """Every file that may have been there then: those of the backup before, and of the one after; or of the last."""
    found = lists()
    if not found:
        return {}
    if moment is None:
        return store.read_list(found[-1])
    before = [path for path in found if store.made_at(path) <= moment][-1:]
    after = [path for path in found if store.made_at(path) > moment][:1]
    return {name: kept for path in (*before, *after) for name, kept in store.read_list(path).items()}


def keep_erasures() -> None:
    """Beside the rest, unless that is where the record is; months that lead to no backup any more are left out."""
    source, target = Path(settings.ERASURES), journal.beside_backups()
    if source.resolve() != target.resolve() and source.is_dir():
        target.mkdir(mode=0o750, exist_ok=True)
        for path in source.glob(journal.MONTHS):
            partial = target / f"{path.name}{store.PARTIAL}"
            shutil.copyfile(path, partial)
            partial.replace(target / path.name)
        journal.forget(target)


def forget() -> int:
    """What is older than the days that settings give; never the last backup. How many."""
    limit = clock.now() - timedelta(days=settings.BACKUP_DAYS)
    over = [path for path in (*lists()[:-1], *dumps.everyone()) if store.made_at(path) < limit]
    for path in over:
        path.unlink()
    store.prune([*map(store.read_list, lists()), *map(dumps.files_of, dumps.everyone())])
    return len(over)
