"""Privileges as plain facts, so that two sets can be compared."""

import re
from collections.abc import Iterator
from typing import NamedTuple

ITEM = re.compile(r"([A-Z]+)\s*(?:\(([^)]*)\))?\s*(?:,|$)")


class Privilege(NamedTuple):
    """`kind` is schema, table, column, sequence, function, database; a column's object is `table.column`."""

    role: str
    kind: str
    schema: str
    object: str
    privilege: str

    def __str__(self) -> str:
        return f"{self.role}: {self.privilege} on {self.kind} {self.schema}.{self.object}".rstrip(". ")


def parsed(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """`SELECT, UPDATE (a, b)` → ("SELECT", ()), ("UPDATE", ("a", "b"))."""
    for match in ITEM.finditer(text):
        columns = tuple(name.strip() for name in (match[2] or "").split(",") if name.strip())
        yield match[1], columns


def on_table(role: str, schema: str, table: str, text: str) -> Iterator[Privilege]:
    """The facts that a GRANT of `text` on a table makes true."""
    for privilege, columns in parsed(text):
        if columns:
            yield from (Privilege(role, "column", schema, f"{table}.{name}", privilege) for name in columns)
        else:
            yield Privilege(role, "table", schema, table, privilege)
