"""Room for the calls of one whole request, in one piece.

CPython (3.11 to 3.13 at least) keeps the frames of a thread in chunks of 16 kB: one is mapped when a call goes over
its edge, unmapped when that call returns. Whatever a request repeats just there (a row of a table, a character that is
escaped) then maps and unmaps memory each time: hundreds of system calls, at a depth that only chance decides. A frame
that asks for more than a chunk holds is given one twice as large, and everything below it the rest of that one.
"""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

# Words of eight bytes: one more than 256 kB, so that the chunk has 512 kB and as much is left for the calls below.
# They are address space: what no call reaches is never touched.
WORDS = 2**15 + 1


def in_one_piece(application: Application) -> Application:
    """The same WSGI application, whose calls cross no edge."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return application(environ, start_response)

    answer.__code__ = answer.__code__.replace(co_stacksize=WORDS)
    return answer
