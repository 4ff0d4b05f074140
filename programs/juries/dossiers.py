"""What is before the jury, as it is read: what a team has written, who carries it, what goes with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


class DossierFile(Protocol):
    """A file that goes with a dossier; `weight` in words."""

    @property
    def id(self) -> UUID | str: ...
    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    @property
    def weight(self) -> str: ...


@dataclass(frozen=True)
class Dossier:
    """What is before the jury: (question, answer) in the form's order, who carries it, what goes with it."""

    answers: Sequence[tuple[str, str]]
    team: Sequence[str]
    files: Sequence[DossierFile]
    newer: Sequence[tuple[str, str]] = ()  # what the team has written otherwise since the session opened
    newer_files: Sequence[DossierFile] = ()
    problem: str | None = None  # this and the direction: of a dossier that a territory has sent
    direction: str | None = None
