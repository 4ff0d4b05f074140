"""Whom this is about: a key, and every string by which the database knows them, gathered context after context."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from eclore.kit import personal
from eclore.kit.personal import Table
from tenants.privacy import catalogue, matching
from tenants.privacy.matching import Needle

ERASED_DOMAIN = "@efface.invalid"
SETS = ("emails", "names", "contacts", "given", "common", "shared")


@dataclass
class Subject:
    """`user_id` is None for somebody without an account. `is_alone`: no other account bears one of these names.

    `common`: names that others use otherwise, `shared`: contacts that others bear too (`ambiguous_names`).
    `given`: contacts that an operator answers for. `by_name`: rows that only a name ties to them are theirs too.
    Erasing takes them; a copy tells none, since anybody may take a name.
    """

    user_id: UUID | None
    emails: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    contacts: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    common: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)
    is_alone: bool = True
    by_name: bool = True

    @property
    def needles(self) -> list[Needle]:
        """What is looked for everywhere. A name that somebody else bears too proves nothing by itself."""
        return matching.needles(
            names=self.proving, emails=self.emails, contacts=(self.contacts - self.shared) | self.given
        )

    @property
    def set_aside(self) -> list[Needle]:
        """What may be somebody else's: replaced in rows that are about them, elsewhere shown to somebody who reads."""
        return matching.needles(names=self.names - self.proving, emails=(), contacts=self.shared - self.given)

    @property
    def proving(self) -> set[str]:
        """The names that are theirs and nothing else's."""
        return self.names - self.common if self.is_alone else set()

    @property
    def as_known(self) -> dict[str, Any]:
        """What a job keeps between two attempts."""
        return {name: sorted(getattr(self, name)) for name in SETS} | {"is_alone": self.is_alone}

    def learn(self, known: dict[str, Any]) -> None:
        """Add what an earlier attempt had gathered."""
        for name in SETS:
            getattr(self, name).update(known.get(name, ()))
        self.is_alone = self.is_alone and known.get("is_alone", True)


def grow(cursor: Any, schema: str, subject: Subject) -> bool:
    """Add the names, addresses and contacts of their rows in one schema; whether anything new was learnt."""
    before = len(subject.names) + len(subject.emails) + len(subject.contacts)
    there = catalogue.columns(cursor, schema)
    telling = [table for table in declared(there) if table.names or table.emails or table.contacts]
    for table in sorted(telling, key=lambda table: bool(table.contacts)):  # since a name leads to contacts
        _grow_from(cursor, schema, table, subject)
    return len(subject.names) + len(subject.emails) + len(subject.contacts) > before


def direct(table: Table, subject: Subject, *, by_name: bool = False) -> tuple[str, list[Any]]:
    """The SQL condition of the rows about this person, and its values; empty when the table knows none.

    `by_name` also takes rows that only a name ties to them.
    """
    terms: list[str] = []
    values: list[Any] = []
    if subject.user_id:
        terms += [f'"{key}" = %s' for key in table.keys]
        values += [subject.user_id] * len(table.keys)
    if subject.emails:
        terms += [f'lower("{email}") = ANY(%s)' for email in table.emails]
        values += [sorted(subject.emails)] * len(table.emails)
    if by_name and subject.by_name:
        names = sorted({name.lower() for name in subject.proving if matching.is_distinctive(name)})
        if names:
            terms += [f'lower("{name}") = ANY(%s)' for name in table.names]
            values += [names] * len(table.names)
    return " OR ".join(terms), values


def theirs(table: Table, subject: Subject, depth: int = 3) -> tuple[str, list[Any]]:
    """The same with rows that are theirs by another row of theirs."""
    terms, values = direct(table, subject, by_name=bool(table.contacts))
    terms_found = [terms] if terms else []
    for link in table.through if depth else ():
        inner, given = theirs(personal.TABLES[link.table], subject, depth - 1)
        if inner:
            terms_found.append(
                f'"{link.column}" IN (SELECT "{link.target}" FROM {{schema}}"{link.table}" WHERE {inner})'
            )
            values = [*values, *given]
    return " OR ".join(terms_found), values


def declared(there: Iterable[str]) -> list[Table]:
    """What is declared of these tables."""
    return [personal.TABLES[name] for name in there if name in personal.TABLES]


def _grow_from(cursor: Any, schema: str, table: Table, subject: Subject) -> None:
    sources = [(column, subject.names) for column in table.names]
    sources += [(column, subject.contacts if column in table.contacts else subject.emails) for column in table.emails]
    for values in _told(cursor, schema, table, [column for column, _kept in sources], direct(table, subject)):
        for (_column, kept), value in zip(sources, values, strict=True):
            _keep(kept, value, subject)
    if table.contacts:
        # Anybody writes any address under any name: what is tied by a name alone teaches how to phone, and no more.
        for values in _told(cursor, schema, table, table.contacts, direct(table, subject, by_name=True)):
            subject.contacts.update(value.strip() for value in values if matching.PHONE.match(value.strip()))


def _told(
    cursor: Any, schema: str, table: Table, columns: Iterable[str], within: tuple[str, list[Any]]
) -> list[tuple[str, ...]]:
    condition, values = within
    if not condition:
        return []
    chosen = ", ".join(f"coalesce(\"{column}\", '')" for column in columns)
    cursor.execute(f"SELECT DISTINCT {chosen} FROM {catalogue.qualified(schema, table.name)} WHERE {condition}", values)
    return list(cursor.fetchall())


def _keep(kept: set[str], value: str, subject: Subject) -> None:
    value = value.strip()
    if not value or value.endswith(ERASED_DOMAIN) or value in matching.INSTEAD.values():
        return
    if kept is subject.names:
        kept.add(value)
    elif "@" in value:
        subject.emails.add(value.lower())
    else:
        kept.add(value)
