"""Columns, types and meaning of what leaves: the catalogue says what there is, models and declarations its meaning."""

from typing import Any

from django.apps import apps

from eclore.kit import personal
from tenants.moving.shares import WITHHELD

COLUMNS = """
SELECT a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull
FROM pg_catalog.pg_attribute a
WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attgenerated = ''  -- computed from the others, there as here
ORDER BY a.attnum
"""
KEY = """
SELECT a.attname FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)
"""
TABLES = "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = %s ORDER BY 1"
HOLDS = {"keys": "la clé d'une personne", "emails": "l'adresse d'une personne", "names": "le nom d'une personne"}


def tables(cursor: Any, schema: str) -> list[str]:
    """Every table of a schema."""
    cursor.execute(TABLES, [schema])
    return [name for (name,) in cursor.fetchall()]


def described(cursor: Any, schema: str, table: str) -> dict[str, Any]:
    """One table, in words; `key` are the columns its lines are sorted by, `withheld` those that do not leave."""
    named = f'"{schema}"."{table}"'
    cursor.execute(COLUMNS, [named])
    withheld = WITHHELD.get(table, {})
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    fields = {each.column: each for each in models[table]._meta.local_fields} if table in models else {}
    declared = personal.TABLES.get(table)
    columns = [
        _column(name, kind, nullable, fields.get(name), declared)
        for name, kind, nullable in cursor.fetchall()
        if name not in withheld
    ]
    cursor.execute(KEY, [named])
    return {
        "label": str(declared.label) if declared else table,
        "about": (models[table].__doc__ or "").strip() if table in models else "",
        "key": [name for (name,) in cursor.fetchall()],
        "columns": columns,
        "withheld": sorted(withheld),
    }


def _column(name: str, kind: str, nullable: bool, field: Any, declared: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"name": name, "type": kind, "null": nullable}
    if field is not None:
        told["label"] = str(field.verbose_name)
        if field.help_text:
            told["help"] = str(field.help_text)
        if field.choices:
            told["choices"] = {str(code): str(label) for code, label in field.flatchoices}
        if field.is_relation:
            told["leads_to"] = field.related_model._meta.db_table
    for holds, words in HOLDS.items():
        if declared and name in getattr(declared, holds):
            told["holds"] = words
    return told
