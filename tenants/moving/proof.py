"""Nothing names a territory that was forgotten: every row of every shared table, the catalogue and the storage."""

import re
from collections import Counter
from contextlib import suppress
from typing import Any

from django.core.files.storage import storages
from django.db import connections

from tenants.moving import described
from tenants.storage import handed_over, shelf, under
from tenants.territories.template import OWNER

# Where it is named for good: the log that nobody can rewrite.
SEALED = "programme_audit_entry"
CATALOGUE = {
    "schemas": "SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = %(schema)s",
    "roles": "SELECT count(*) FROM pg_catalog.pg_roles WHERE rolname = %(role)s",
}


def prefixes(schema: str) -> list[str]:
    """Every folder of the storage that is this territory's."""
    return [shelf(schema), handed_over(schema), f"logos/{schema}/"]


def files_of(schema: str) -> list[str]:
    """Their names, whatever context is open."""
    return [name for prefix in prefixes(schema) for name in under(storages["default"], prefix.rstrip("/"))]


def remove_files(schema: str) -> int:
    """How many went; those that are gone already are no error, nor are folders where a storage has none."""
    storage, names = storages["default"], files_of(schema)
    for name in names:
        storage.delete(name)
    folders = {name.rsplit("/", depth)[0] for name in names for depth in range(1, name.count("/"))}
    for folder in sorted(folders | {prefix.rstrip("/") for prefix in prefixes(schema)}, key=len, reverse=True):
        with suppress(OSError, NotImplementedError):
            storage.delete(folder)
    return len(names)


def traces(names: dict[str, Any]) -> tuple[Counter[str], int]:
    """Where it is still named, by place, none but the sealed log; and how many rows were looked at."""
    found: Counter[str] = Counter()
    looked = 0
    exact = "|".join(re.escape(value) for value in (names["slug"], names["schema"], *names["hosts"]))
    pattern = rf'\\?"({exact})\\?"|\m{re.escape(names["role"])}\M|{re.escape(names["territory"])}'
    with connections[OWNER].cursor() as cursor:
        for table in described.tables(cursor, "public"):
            cursor.execute(
                f'SELECT count(*), count(*) FILTER (WHERE to_jsonb(t)::text ~ %s) FROM public."{table}" t', [pattern]
            )
            rows, named = cursor.fetchone()
            looked += rows
            found[table] += named
        for place, sql in CATALOGUE.items():
            cursor.execute(sql, names)
            found[place] += cursor.fetchone()[0]
    found["files"] += len(files_of(names["schema"]))
    return +found, looked
