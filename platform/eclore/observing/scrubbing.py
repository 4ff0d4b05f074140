"""Sentences and errors without what they say of people: e-mail and network addresses, numbers, secrets, paths."""

import re
import traceback
from collections.abc import Iterator
from types import TracebackType

_GONE = "…"
_PERSONAL = re.compile(
    r"""(?<![\w.+%-])[\w.+%-]+@[\w.-]+  # an e-mail address, looked for once in a word however long
      | \b\d{1,3}(?:\.\d{1,3}){3}\b    # IPv4
      | \b(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}\b
      | (?:\+|\b0)\d(?:[ .-]?\d){7,}   # a telephone number
      | /[\w-]+/[^\s'"]*               # a path, and the secrets it may hold
      | (?<=://)[^\s'"]+               # an address
      | \b(?=\w*\d)[\w-]{20,}\b        # a token
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KEY = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)


def scrubbed(text: str) -> str:
    """`text` without what looks personal; keys of rows stay, they lead an operator to the row."""
    pieces, end = [], 0
    for key in _KEY.finditer(text):
        pieces += [_PERSONAL.sub(_GONE, text[end : key.start()]), key[0]]
        end = key.end()
    return "".join([*pieces, _PERSONAL.sub(_GONE, text[end:])])


def argument(value: object) -> object:
    """What a line of the log was given: numbers as they are, errors by their type, the rest scrubbed."""
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, BaseException):
        return type(value).__name__
    return scrubbed(str(value))


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it came from, the last first."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def lines(tracks: TracebackType | None) -> list[str]:
    """`file.py:12 function`, from the outside in: neither values nor messages, which quote what people sent."""
    frames = traceback.extract_tb(tracks)
    return [f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
