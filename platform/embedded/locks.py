"""Locks that the kernel frees when the last process holding them ends, however it ends."""

import fcntl
import os
import time
from pathlib import Path


class Lock:
    """An exclusive lock on a file, shared with the programs that inherit its descriptor.

    Nothing is ever concluded from a process number kept in a file: a lock that can be taken means that nobody lives.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.descriptor: int | None = None

    def take(self, patience: float = 0.0) -> bool:
        """Take the lock, waiting `patience` seconds for it; False when somebody still holds it."""
        deadline = time.monotonic() + patience
        while not self._try():
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.02)
        return True

    def release(self) -> None:
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None

    @property
    def is_mine(self) -> bool:
        return self.descriptor is not None

    @property
    def inherited(self) -> list[int]:
        """What a child keeps open to hold the lock with us: our descriptor, nothing when the lock is not ours."""
        return [] if self.descriptor is None else [self.descriptor]

    def is_held(self) -> bool:
        """Whether anybody, us included, holds the lock."""
        try:
            descriptor = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        try:
            return not _locked(descriptor, fcntl.LOCK_SH)
        finally:
            os.close(descriptor)

    def note(self, text: str) -> None:
        """Leave a word in the file for whoever finds the lock held; at no moment do they find none."""
        if self.descriptor is not None:
            os.ftruncate(self.descriptor, os.pwrite(self.descriptor, text.encode(), 0))

    def read_note(self) -> str:
        try:
            return self.path.read_text()
        except OSError:
            return ""

    def _try(self) -> bool:
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        if _locked(descriptor, fcntl.LOCK_EX) and _is_still_at(self.path, descriptor):
            self.descriptor = descriptor
            return True
        os.close(descriptor)
        return False


def _locked(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_still_at(path: Path, descriptor: int) -> bool:
    """False when the state was removed between the opening of its lock file and the lock."""
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False
