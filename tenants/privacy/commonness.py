"""Names that are words of others first: a title, or what many texts hold. Taking one does not erase it from them.

Anybody chooses their name. One that others wrote before is never replaced outside the rows of its person: it is shown
to somebody who can tell whom it names.
"""

from collections.abc import Iterable
from typing import Any

from eclore.kit.personal import Table
from tenants.privacy import catalogue, words
from tenants.privacy.subject import Subject, declared

# Rows of one table; a person who is written about is in fewer, and beyond that, somebody reads.
MOST = 100
TITLES = ("title", "name", "label", "programme")


def learn(cursor: Any, schema: str, subject: Subject) -> None:
    """Add to `subject.common` the names that the texts of one schema use otherwise."""
    there = catalogue.columns(cursor, schema)
    tables = [table for table in declared(there) if table.free and catalogue.is_readable(cursor, schema, table.name)]
    for name in subject.names - subject.common:
        patterns = [needle.coarse for needle in words.needles(names=[name], emails=(), contacts=())]
        if patterns and any(_uses(cursor, schema, table, patterns) for table in tables):
            subject.common.add(name)


def _uses(cursor: Any, schema: str, table: Table, patterns: list[str]) -> bool:
    """Whether a title is just that, or many texts hold it; letters do, to whoever signs them or receives them."""
    where = catalogue.qualified(schema, table.name)
    titles = [column for column in table.free if column in TITLES]
    if _count(cursor, where, titles, [f"^{pattern}$" for pattern in patterns]):
        return True
    return not table.emails and _count(cursor, where, table.free, patterns) > MOST


def _count(cursor: Any, table: str, columns: Iterable[str], patterns: list[str]) -> int:
    """Rows, MOST and one more at most, where one of these columns holds one of these patterns."""
    held = [words.fold_sql(f'"{column}"::text') + " ~ ANY(%s)" for column in columns]
    if not held:
        return 0
    cursor.execute(
        f"SELECT count(*) FROM (SELECT FROM {table} WHERE {' OR '.join(held)} LIMIT {MOST + 1}) found",  # noqa: S608  constants
        [patterns] * len(held),
    )
    return int(cursor.fetchone()[0])
