"""The one exception of the embedded server: a sentence for the person at the terminal."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BYTES_TO_BEGIN = 300_000_000  # a new data folder and the first season; no start is tried with less
ERROR_MARKS = ("FATAL", "PANIC", "error:")


class EmbeddedError(Exception):
    """Something a person can act upon; `str()` is one sentence that says what happened and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def disk_full(place: Path) -> EmbeddedError:
    return EmbeddedError(
        f"The disk that holds {place} is full: free some space ({BYTES_TO_BEGIN // 1_000_000} MB are enough to begin) "
        "and start again."
    )


def error_from_output(output: str, folder: Path, what_failed: str) -> EmbeddedError:
    """The sentence for a PostgreSQL program that gave up while working in `folder`, from all that it wrote.

    `what_failed` follows "The embedded PostgreSQL", for instance "could not start".
    """
    if "No space left on device" in output:
        return disk_full(folder)
    if "Address already in use" in output or "Address in use" in output:
        return EmbeddedError("The port asked for PostgreSQL is already in use: choose another one.")
    lines = output.splitlines()
    error_lines = [line for line in lines if any(mark in line for mark in ERROR_MARKS)]
    reason = (error_lines or lines or ["it gave no reason"])[-1].strip()
    return EmbeddedError(f"The embedded PostgreSQL {what_failed} in {folder}: {reason}")


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
