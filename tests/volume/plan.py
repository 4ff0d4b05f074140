"""How much of everything, and the keys of it all."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import connections
from django.db.models import Model

from tests.support.rehearsal import is_rehearsed


@dataclass(frozen=True)
class Volume:
    """What one territory holds. `readings` members of the reading round mark each idea, `hearers` each one heard.

    The first project has all the `entries`, others twelve at most; a committee looks at `reviews` projects at most;
    `lines` are of the log.
    """

    ideas: int = 500
    jurors: int = 20
    readings: int = 4
    heard: int = 12
    projects: int = 40
    entries: int = 12
    committees: int = 6
    messages: int = 300
    people: int = 200
    hearers: int = 100
    reviews: int = 40
    invitations: int = 40
    lines: int = 0

    @property
    def reviewed(self) -> int:
        """Projects that each committee looks at."""
        return min(self.projects, self.reviews)

    @property
    def ballots(self) -> int:
        """Of the reading round."""
        return self.ideas * self.readings


@dataclass(frozen=True)
class Together:
    """What territories do together: `nominations` in each of the four first forums, `elsewhere` at most in others."""

    forums: int = 4
    participants: int = 5
    nominations: int = 30
    jurors: int = 10
    hearers: int = 100
    elsewhere: int = 100


def key(*parts: object) -> UUID:
    """The key of the thing so named: `key("somme", "idea", 12)`."""
    return uuid5(NAMESPACE_URL, "/".join(map(str, parts)))


def put(model: type[Model], rows: Iterable[Model]) -> None:
    """Write the rows that are not there yet, in the open context."""
    model._default_manager.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


@contextmanager
def thawed(schema: str, app: str) -> Iterator[None]:
    """Let rows be added to juries whose record is frozen already: the owner may. In a rehearsal there are none."""
    if is_rehearsed(connections["default"]):
        yield
        return
    with connections["owner"].cursor() as cursor:
        _each_freeze(cursor, schema, app, "DISABLE")
        try:
            yield
        finally:
            _each_freeze(cursor, schema, app, "ENABLE")


def _each_freeze(cursor: Any, schema: str, app: str, verb: str) -> None:
    for table in (
        "jury",
        "criterion",
        "passage",
        "seat",
        "ballot",
        "mark",
        "lateballot",
        "paperentry",
        "vote",
        "opinion",
        "preference",
        "recusal",
        "decision",
    ):
        name = f"{app}_{table}"
        cursor.execute(f'ALTER TABLE "{schema}".{name} {verb} TRIGGER {name}_freeze')
