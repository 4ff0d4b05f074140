"""What each table holds of people. Every app declares its own in `personal.py`; a test compares with the catalogue.

    register("ideas_teammember", _("Équipes"), keys="user_id", emails="email", names="name")

Nothing here reads a table: tenants.privacy exports, erases and searches by these declarations.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Through:
    """Rows are somebody's whose `column` is among `target` of their rows in `table`."""

    column: str
    table: str
    target: str = "id"


@dataclass(frozen=True)
class Table:
    """Columns by what they hold; each text or JSON column of the table is in exactly one of the last eight.

    `keys`: the key of the person whom the row is about, of type uuid. `emails` and `names`: theirs. `own`: what only
    tells of them, emptied with them. `blank`: an address shown to others, emptied too. `contacts`: how to reach them,
    in their words. `words`: the name of somebody else, without a key. `free`: typed by people, about anything.
    `plain`: codes and words of the project. `hidden`: never exported.
    """

    name: str
    label: Any
    keys: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    through: tuple[Through, ...] = ()
    forget: bool = False  # rows of somebody go with them
    derived: bool = False  # written by triggers from other tables
    shown: str = ""  # SQL that a row must satisfy to be told to its person

    @property
    def declared(self) -> tuple[str, ...]:
        """Every text or JSON column, once."""
        return (
            *self.emails,
            *self.names,
            *self.own,
            *self.blank,
            *(c for c in self.contacts if c not in self.emails),
            *self.words,
            *self.free,
            *self.plain,
            *self.hidden,
        )

    @property
    def searched(self) -> tuple[str, ...]:
        """Where a person's strings are looked for and replaced."""
        return tuple(column for column in self.declared if column not in (*self.plain, *self.hidden))

    @property
    def is_personal(self) -> bool:
        return bool(self.keys or self.emails or self.names or self.contacts or self.words)


TABLES: dict[str, Table] = {}


def register(name: str, label: Any, *, through: tuple[Through, ...] = (), **given: Any) -> None:
    """Declare one table; columns are given as words separated by spaces. Naming a table twice is an error."""
    if name in TABLES:
        raise ValueError(f"{name} is declared twice")
    fields: dict[str, Any] = {
        kind: tuple(value.split()) if isinstance(value, str) and kind != "shown" else value
        for kind, value in given.items()
    }
    TABLES[name] = Table(name, label, through=through, **fields)


def history(name: str, label: Any) -> None:
    """Declare the events of an aggregate (kit.records.Event)."""
    register(name, label, keys="by_id", names="by_name", free="note", plain="verb source target")


def log(name: str, label: Any) -> None:
    """Declare a log (kit.records.Entry): people by key, and nothing else of them."""
    register(name, label, keys="by_id subject_id", plain="act verb by_kind subject_kind facts previous digest")
