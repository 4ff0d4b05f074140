"""What each thread has asked of the database since it began: sums, read before and after by whoever measures."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Tally(threading.local):
    """`seconds` in the database, of which `waited` for a connection, a pooler's server and BEGIN."""

    statements: int = 0
    seconds: float = 0.0
    waited: float = 0.0


tally = Tally()


@contextmanager
def waiting() -> Iterator[None]:
    """The block opens a connection."""
    began = time.perf_counter()
    try:
        yield
    finally:
        took = time.perf_counter() - began
        tally.seconds += took
        tally.waited += took
