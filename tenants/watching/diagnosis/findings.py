"""What was looked at, what was found, and what an operator types."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """`WRONG` makes the command end with 1; `LOOK` is worth a look and no reason to wake anybody."""

    FINE = "ok"
    LOOK = "à voir"
    WRONG = "à faire"


@dataclass(frozen=True)
class Finding:
    """One line: `remedy` is what to type, empty when there is nothing to do."""

    subject: str
    level: Level
    said: str
    remedy: str = ""


def fine(subject: str, said: str) -> Finding:
    return Finding(subject, Level.FINE, said)


def look(subject: str, said: str, remedy: str = "") -> Finding:
    return Finding(subject, Level.LOOK, said, remedy)


def wrong(subject: str, said: str, remedy: str) -> Finding:
    return Finding(subject, Level.WRONG, said, remedy)


Look = Callable[[], Iterable[Finding]]


def found(subject: str, looks_at: Look) -> list[Finding]:
    """What one look finds; what breaks it is a finding too, and no reason not to look at the rest."""
    try:
        return list(looks_at())
    except Exception as error:  # noqa: BLE001  whatever it is, the operator reads it
        said = " ".join(str(error).split()) or type(error).__name__
        return [wrong(subject, f"n'a pas pu être regardé : {said}", "corrigez ce qui est dit, puis relancez `doctor`")]
