"""Names that are words of others first, numbers that others bear too. Taking one does not erase it from them.

Anybody chooses their name, and writes any number under it. What others wrote before is never replaced outside the rows
of its person: it is shown to somebody who can tell whom it names.
"""

from collections.abc import Iterable
from typing import Any

from eclore.kit.personal import Table
from tenants.privacy import catalogue, matching
from tenants.privacy.matching import Needle
from tenants.privacy.subject import Subject, declared, theirs

# Rows of one table; a person who is written about is in fewer, and beyond that, somebody reads.
MOST = 100
# The same for a number: beyond, it is a switchboard's.
MOST_CALLED = 10
TITLES = ("title", "name", "label", "programme")


def learn(cursor: Any, schema: str, subject: Subject) -> None:
    """Add to `subject.common` the names that the texts of one schema use otherwise."""
    there = catalogue.columns(cursor, schema)
    tables = [table for table in declared(there) if table.free and catalogue.is_readable(cursor, schema, table.name)]
    for name in subject.names - subject.common:
        patterns = [needle.coarse for needle in matching.needles(names=[name], emails=(), contacts=())]
        if patterns and any(_uses(cursor, schema, table, patterns) for table in tables):
            subject.common.add(name)


def learn_contacts(cursor: Any, schema: str, subject: Subject) -> None:
    """Add to `subject.shared` the contacts that somebody else's row bears in one schema, or many texts."""
    there = catalogue.columns(cursor, schema)
    tables = [table for table in declared(there) if catalogue.is_readable(cursor, schema, table.name)]
    for contact in subject.contacts - subject.shared - subject.given:
        needles = matching.needles(names=(), emails=(), contacts=[contact])
        if needles and any(
            _is_borne(cursor, schema, table, needles, subject) or _is_called(cursor, schema, table, needles)
            for table in tables
        ):
            subject.shared.add(contact)


def _is_borne(cursor: Any, schema: str, table: Table, needles: list[Needle], subject: Subject) -> bool:
    """Whether a row that is not theirs gives it as a way to reach somebody."""
    condition, values = theirs(table, subject)
    own = condition.replace("{schema}", f'"{schema}".') or "false"
    for column in table.contacts:
        named = f'"{column}"'
        cursor.execute(
            f"SELECT DISTINCT {named} FROM {catalogue.qualified(schema, table.name)}"  # noqa: S608  constants
            f" WHERE {matching.fold_sql(named)} ~ ANY(%s) AND ({own}) IS NOT TRUE",
            [[needle.coarse for needle in needles], *values],
        )
        if any(matching.held(value, needles) for (value,) in cursor.fetchall()):
            return True
    return False


def _is_called(cursor: Any, schema: str, table: Table, needles: list[Needle]) -> bool:
    patterns = [needle.coarse for needle in needles]
    where = catalogue.qualified(schema, table.name)
    return not table.emails and _count(cursor, where, table.free, patterns, MOST_CALLED) > MOST_CALLED


def _uses(cursor: Any, schema: str, table: Table, patterns: list[str]) -> bool:
    """Whether a title is just that, or many texts hold it; e-mails do, to whoever signs them or receives them."""
    where = catalogue.qualified(schema, table.name)
    titles = [column for column in table.free if column in TITLES]
    if _count(cursor, where, titles, [f"^{pattern}$" for pattern in patterns], 0):
        return True
    return not table.emails and _count(cursor, where, table.free, patterns, MOST) > MOST


def _count(cursor: Any, table: str, columns: Iterable[str], patterns: list[str], most: int) -> int:
    """Rows, `most` and one more at most, where one of these columns holds one of these patterns."""
    held = [matching.fold_sql(f'"{column}"::text') + " ~ ANY(%s)" for column in columns]
    if not held:
        return 0
    cursor.execute(
        f"SELECT count(*) FROM (SELECT FROM {table} WHERE {' OR '.join(held)} LIMIT {most + 1}) found",  # noqa: S608  constants
        [patterns] * len(held),
    )
    return int(cursor.fetchone()[0])
