"""The tables and texts that exist, as PostgreSQL's catalogue tells: nothing is left out by forgetting to list it."""

from dataclasses import dataclass
from typing import Any

TEXTS = ("text", "varchar", "bpchar", "citext", "name", "json", "jsonb", "xml", "_text", "_varchar", "_bpchar", "_name")
# What PostgreSQL computes from other columns follows them.
COLUMNS = """
SELECT c.relname, a.attname, t.typname, CASE WHEN a.atttypmod > 4 THEN a.atttypmod - 4 END
FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %s AND c.relkind IN ('r', 'p', 'm') AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attgenerated = ''
ORDER BY 1, a.attnum
"""
SCHEMAS = """
SELECT nspname FROM pg_catalog.pg_namespace
WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%' AND has_schema_privilege(nspname, 'USAGE')
ORDER BY nspname = 'public', nspname
"""


@dataclass(frozen=True)
class Column:
    """One column; `length` is the most characters that it holds."""

    name: str
    kind: str
    length: int | None

    @property
    def is_json(self) -> bool:
        return self.kind in ("json", "jsonb")

    @property
    def is_text(self) -> bool:
        return self.kind in TEXTS

    @property
    def placeholder(self) -> str:
        """How a value is given to it."""
        cast = {"json": "::json", "jsonb": "::jsonb", "_text": "::text[]", "_varchar": "::varchar[]"}
        return f"%s{cast.get(self.kind, '')}"


def columns(cursor: Any, schema: str) -> dict[str, dict[str, Column]]:
    """Every column of every table of a schema: {table: {column: Column}}."""
    cursor.execute(COLUMNS, [schema])
    found: dict[str, dict[str, Column]] = {}
    for table, name, kind, length in cursor.fetchall():
        found.setdefault(table, {})[name] = Column(name, kind, length)
    return found


def schemas(cursor: Any) -> list[str]:
    """Every schema that the owner may read, but PostgreSQL's own; the shared one last."""
    cursor.execute(SCHEMAS)
    return [name for (name,) in cursor.fetchall()]


def qualified(schema: str, table: str) -> str:
    """The table, whatever the search path."""
    return f'"{schema}"."{table}"'


def is_readable(cursor: Any, schema: str, table: str) -> bool:
    """Whether the role of the open context may read it."""
    cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [qualified(schema, table)])
    return bool(cursor.fetchone()[0])
