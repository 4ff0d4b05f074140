"""Reads a log again from its first line: which lines were altered, removed, inserted or moved.

Digests are computed here, not in the database that is being checked. A head kept elsewhere (count and digest) also
tells when the end was cut off, or all of it written anew.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from eclore.kit import audit

BATCH = 10_000
HEAD = re.compile(r"^(?P<schema>[a-z][a-z0-9_]*) (?P<count>\d+) (?P<digest>[0-9a-f]{64})$", re.MULTILINE)


class Row(NamedTuple):
    """A line as it is stored."""

    number: int
    previous: str
    id: UUID
    at: datetime
    act: str
    verb: str
    by_id: UUID | None
    by_kind: str
    subject_kind: str
    subject_id: UUID | None
    facts: str
    digest: str


@dataclass(frozen=True)
class Head:
    """The last line of a log: what to keep elsewhere."""

    schema: str
    count: int = 0
    digest: str = audit.GENESIS

    def __str__(self) -> str:
        return f"{self.schema} {self.count} {self.digest}"


class Finding(NamedTuple):
    """What is wrong, at which line."""

    schema: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.schema}: line {self.line}: {self.what}"


@dataclass
class Checked:
    head: Head
    findings: list[Finding] = field(default_factory=list)


def heads_in(text: str) -> dict[str, Head]:
    """The heads that an earlier run has printed, by schema; the latest when there are several."""
    return {m["schema"]: Head(m["schema"], int(m["count"]), m["digest"]) for m in HEAD.finditer(text)}


def check(cursor: Any, schema: str, expected: Head | None = None) -> Checked:
    """Read every line of one log, in order; `cursor` sees the schema as its owner."""
    table = f'"{schema}".{"ledger_entry" if schema == "public" else "logbook_entry"}'
    done = Checked(Head(schema))
    before: Row | None = None
    kept = audit.GENESIS if expected is not None and expected.count == 0 else ""
    for row in _rows(cursor, table):
        done.findings += [Finding(schema, line, what) for line, what in _faults(row, before)]
        if expected is not None and row.number == expected.count:
            kept = row.digest
        if before is None or row.number > before.number or audit.digest(row) == row.digest:
            before = row  # of two lines of one number, the next one follows the one that is intact
    if before is not None:
        done.head = Head(schema, before.number, before.digest)
    cursor.execute(f"SELECT count(*) FROM {table} WHERE number IS NULL")  # noqa: S608  a schema of the catalogue
    if unsealed := cursor.fetchone()[0]:
        done.findings.append(Finding(schema, done.head.count, f"{unsealed} more without number nor digest: inserted"))
    if expected is not None:
        done.findings += _against(expected, done.head, kept)
    return done


def _faults(row: Row, before: Row | None) -> Iterator[tuple[int, str]]:
    wanted = before.number + 1 if before else 1
    if row.number > wanted:
        yield wanted, "removed" if row.number == wanted + 1 else f"removed, as are the next up to {row.number - 1}"
    elif row.number < wanted:
        yield row.number, "inserted: the number is taken"
    elif row.previous != (before.digest if before else audit.GENESIS):
        yield row.number, "does not follow the line before: inserted, moved, or the line before was sealed anew"
    if audit.digest(row) != row.digest:
        yield row.number, "altered"


def _against(expected: Head, head: Head, kept: str) -> Iterator[Finding]:
    if head.count < expected.count:
        what = f"the end is cut off: {expected.count} lines were kept in mind, {head.count} are left"
        yield Finding(head.schema, head.count + 1, what)
    elif kept != expected.digest:
        yield Finding(head.schema, expected.count, "is not the line that was kept in mind: the log was written anew")


def _rows(cursor: Any, table: str) -> Iterator[Row]:
    """Every numbered line in order, a batch at a time; two lines of one number come both."""
    last: tuple[int, Any] = (-(2**62), UUID(int=0))
    columns = ", ".join(Row._fields)
    while True:
        cursor.execute(
            f"SELECT {columns} FROM {table} WHERE (number, id) > (%s, %s) ORDER BY number, id LIMIT {BATCH}",  # noqa: S608  constants and a schema of the catalogue
            last,
        )
        rows = [Row(*row) for row in cursor.fetchall()]
        yield from rows
        if len(rows) < BATCH:
            return
        last = (rows[-1].number, rows[-1].id)
