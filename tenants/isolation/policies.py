"""Row-level policies, declared and actual, in PostgreSQL's own spelling so that they can be compared."""

from typing import Any, NamedTuple

from django.db import transaction

from tenants import grants
from tenants.isolation import apply

SCRATCH = "eclore_policies"


class Policy(NamedTuple):
    """Who reaches which rows of a table, and which rows they may write."""

    schema: str
    table: str
    role: str
    rows: str
    check: str

    def __str__(self) -> str:
        return f"{self.role} on {self.schema}.{self.table}: rows {self.rows}, writes {self.check}"


def actual(cursor: Any, schemas: list[str]) -> set[Policy]:
    """Every policy of the shared schema and of `schemas`; a territory's own tables should have none."""
    cursor.execute(
        "SELECT schemaname, tablename,"
        " array_to_string(roles, ', ') || CASE WHEN permissive <> 'PERMISSIVE' OR cmd <> 'ALL'"
        " THEN format(' (%%s, %%s)', permissive, cmd) ELSE '' END, coalesce(qual, ''), coalesce(with_check, '')"
        " FROM pg_policies WHERE schemaname = 'public' OR schemaname = ANY (%s)",
        [schemas],
    )
    return {Policy(*row) for row in cursor.fetchall()}


def declared(cursor: Any, tables: set[str]) -> set[Policy]:
    """The policies of grants.py on the tables that exist."""
    wanted = {
        (table, role, *rows)
        for table, shared in grants.SHARED_TABLES.items()
        if table in tables
        for role, rows in apply.table_policies(table, shared).items()
        if rows
    }
    spelled = _spelled(cursor, {(table, text) for table, _role, *texts in wanted for text in texts})
    return {
        Policy("public", table, role, spelled[table, rows], spelled[table, check])
        for table, role, rows, check in wanted
    }


def _spelled(cursor: Any, expressions: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """(table, condition) → the condition as the catalogue writes it, asked from copies that are rolled back."""
    found = {(table, text): text for table, text in expressions if text == "true"}
    others = sorted(expressions - set(found))
    with transaction.atomic(using=cursor.db.alias):
        cursor.execute(f"CREATE SCHEMA {SCRATCH}")
        for table in sorted({table for table, _text in others}):
            cursor.execute(f'CREATE TABLE {SCRATCH}."{table}" (LIKE public."{table}")')
        for number, (table, text) in enumerate(others):
            cursor.execute(f'CREATE POLICY p{number} ON {SCRATCH}."{table}" USING ({text})')
        cursor.execute(
            "SELECT policyname, qual FROM pg_policies WHERE schemaname = %s ORDER BY substr(policyname, 2)::int",
            [SCRATCH],
        )
        found |= {others[int(name[1:])]: qual for name, qual in cursor.fetchall()}
        transaction.set_rollback(True, using=cursor.db.alias)
    return found
