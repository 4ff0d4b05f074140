"""Reads a log again from its first line: which lines were altered, removed, inserted or moved.

Digests are computed here, not in the database that is being checked. A head kept elsewhere (count and digest) also
tells when the end was cut off, or all of it written anew.

What lines have sealed (audit.sealed) is compared with what stands now by the apps that hold it, which `register`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from django.db import transaction

from eclore.kit import audit
from eclore.kit.hooks import Hook

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
    """What is wrong, at which line; None for what should have one."""

    schema: str
    line: int | None
    what: str

    def __str__(self) -> str:
        return f"{self.schema}: {'no line' if self.line is None else f'line {self.line}'}: {self.what}"


@dataclass
class Checked:
    head: Head
    findings: list[Finding] = field(default_factory=list)


class Contents(Protocol):
    """What an app has sealed in one log: it is fed every line in order, then compares the last ones with its tables."""

    def feed(self, row: Row) -> None: ...

    def compare(self, read: "Read") -> Iterator[tuple[int | None, str]]:
        """(line, what is wrong). `read(sql)` streams rows; `{schema}` in it is the schema, quoted."""
        ...


Read = Callable[[str], Iterator[tuple[Any, ...]]]
# What is sealed in the log of a territory, and in the programme's; made anew for each log.
sealed_in_territories: Hook[[], Contents] = Hook("audit.sealed_in_territories")
sealed_in_programme: Hook[[], Contents] = Hook("audit.sealed_in_programme")


def heads_in(text: str) -> dict[str, Head]:
    """The heads that an earlier run has printed, by schema; the latest when there are several."""
    return {m["schema"]: Head(m["schema"], int(m["count"]), m["digest"]) for m in HEAD.finditer(text)}


def check(connection: Any, schema: str, expected: Head | None = None) -> Checked:
    """Read every line of one log, in order, then what it has sealed: at one moment, whoever writes meanwhile.

    `connection` sees the schema as its owner.
    """
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        contents = (sealed_in_programme if schema == "public" else sealed_in_territories).ask()
        done = _lines(cursor, schema, expected, contents)
        for each in contents:
            found = each.compare(lambda sql: _stream(connection, sql.format(schema=f'"{schema}"')))
            done.findings += [Finding(schema, line, what) for line, what in found]
        return done


def _lines(cursor: Any, schema: str, expected: Head | None, contents: list[Contents]) -> Checked:
    table = f'"{schema}".{"programme_audit_entry" if schema == "public" else "territory_audit_entry"}'
    done = Checked(Head(schema))
    before: Row | None = None
    kept = audit.GENESIS if expected is not None and expected.count == 0 else ""
    for row in _rows(cursor, table):
        done.findings += [Finding(schema, line, what) for line, what in _faults(row, before)]
        if expected is not None and row.number == expected.count:
            kept = row.digest
        for each in contents:
            each.feed(row)
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


def _stream(connection: Any, sql: str) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(BATCH):
            yield from rows
