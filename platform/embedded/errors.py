"""The one exception of the embedded server: a sentence for the person at the terminal."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DISK_FULL = "The disk that holds {place} is full: free some space (300 MB are enough to begin) and start again."


class EmbeddedError(Exception):
    """Something a person can act upon; `str()` is one sentence that says what happened and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def disk_full(place: Path) -> EmbeddedError:
    return EmbeddedError(DISK_FULL.format(place=place))


@contextmanager
def in_one_sentence(place: Path) -> Iterator[None]:
    """Turn a refusal of the file system met while working in `place` into an `EmbeddedError`."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise disk_full(place) from error
        where = error.filename or place
        raise EmbeddedError(
            f"The embedded PostgreSQL cannot use {where} ({error.strerror or error}): "
            "check who owns it, or set ECLORE_STATE to a folder you may write to."
        ) from error
