"""Everything that the database holds about a person, in the context that is open: their rows, whole, and mentions."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

from eclore.kit.personal import Table
from tenants.privacy import catalogue, searching
from tenants.privacy.subject import Subject, declared, theirs

QUEUE = "procrastinate_jobs"


@dataclass(frozen=True)
class Section:
    """The rows of one table, {column: value} as JSON has them; `mentions` of the person in rows of others."""

    table: str
    label: str
    rows: list[dict[str, Any]]
    mentions: int = 0


@dataclass(frozen=True)
class Dossier:
    """What one schema holds; `site` names it: a territory, or what territories share."""

    site: str
    sections: list[Section] = field(default_factory=list)


def gather(cursor: Any, schema: str, site: str, subject: Subject) -> Dossier:
    """Read one schema by its own role; tables that this role may not read tell nothing."""
    there = catalogue.columns(cursor, schema)
    sections = []
    for table in _readable(cursor, schema, there):
        rows = list(_rows(cursor, schema, table, subject))
        mentions = _mentions(cursor, schema, table, there[table.name], subject, {str(row.get("id")) for row in rows})
        if rows or mentions:
            told = [{name: value for name, value in row.items() if name not in table.hidden} for row in rows]
            sections.append(Section(table.name, str(table.label), told, mentions))
    return Dossier(site, sections)


def queued_emails(cursor: Any, subject: Subject) -> list[dict[str, Any]]:
    """The mail to their addresses that the queue still holds, read as the owner."""
    cursor.execute(
        "SELECT id, status::text, args ->> 'subject', args ->> 'body' FROM public.procrastinate_jobs"
        " WHERE lower(args ->> 'to_email') = ANY(%s) ORDER BY id",
        [sorted(subject.emails)],
    )
    return [dict(zip(("id", "status", "subject", "body"), row, strict=True)) for row in cursor.fetchall()]


def words_of(table: str) -> dict[str, str]:
    """Column → its name in words."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    model = models.get(table)
    if model is None:
        return {}
    return {str(each.column): str(each.verbose_name) for each in model._meta.local_fields}


def _readable(cursor: Any, schema: str, there: Any) -> Iterator[Table]:
    for table in declared(sorted(there)):
        if not table.derived and catalogue.is_readable(cursor, schema, table.name):
            yield table


def _rows(cursor: Any, schema: str, table: Table, subject: Subject) -> Iterator[dict[str, Any]]:
    condition, values = theirs(table, subject)
    if not condition:
        return
    where = condition.replace("{schema}", f'"{schema}".')
    shown = f" AND {table.shown}" if table.shown else ""
    cursor.execute(
        f"SELECT to_jsonb(t)::text FROM {catalogue.qualified(schema, table.name)} t WHERE ({where}){shown} ORDER BY 1",
        values,
    )
    for (row,) in cursor.fetchall():
        yield json.loads(row)


def _mentions(cursor: Any, schema: str, table: Table, columns: Any, subject: Subject, own: set[str]) -> int:
    """How many rows of others hold their strings: counted, not shown, since others wrote them."""
    texts = [columns[name] for name in (*table.words, *table.free)]
    return sum(hit.key not in own for hit in searching.hits(cursor, schema, table.name, texts, subject.needles))
