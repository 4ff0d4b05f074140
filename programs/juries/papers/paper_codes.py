"""The code of a ballot on paper: nine letters drawn from a seat and a passage with the project's secret key.

Written nowhere, as the PIN of the room (programs.juries.pins): it is drawn again to be compared. Its letters are those
that nobody mistakes for another; the last one is a check: one letter that is wrong, or two neighbours that have changed
places, are always found (a weighted sum modulo a prime).
"""

from collections.abc import Iterable
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # neither 0, 1, I, L nor O
DRAWN = 8
GROUP = 3


def code_of(seat: UUID, passage: UUID) -> str:
    """`7K2M9QXCA`; the same each time for the same two."""
    digest = salted_hmac("eclore.juries.paper", f"{seat}\n{passage}", algorithm="sha256").digest()
    number, drawn = int.from_bytes(digest), []
    for _letter in range(DRAWN):
        number, rest = divmod(number, len(LETTERS))
        drawn.append(rest)
    return "".join(LETTERS[each] for each in [*drawn, _check(drawn)])


def printed(code: str) -> str:
    """`7K2-M9Q-XCA`, as it is printed and copied."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read(typed: str) -> str:
    """The code in what somebody has typed, whatever separates its letters; nothing when it cannot be one."""
    code = "".join(letter for letter in typed.upper() if letter.isalnum())
    if len(code) != DRAWN + 1 or any(letter not in LETTERS for letter in code):
        return ""
    *drawn, last = (LETTERS.index(letter) for letter in code)
    return code if _check(drawn) == last else ""


def found(typed: str, pairs: Iterable[tuple[UUID, UUID]]) -> tuple[UUID, UUID] | None:
    """Which (seat, passage) of these the code was printed for; None for a code that is wrong, or of another session."""
    code = read(typed)
    if not code:
        return None
    return next((pair for pair in pairs if constant_time_compare(code_of(*pair), code)), None)


def _check(drawn: list[int]) -> int:
    return sum(weight * each for weight, each in enumerate(drawn, start=2)) % len(LETTERS)
