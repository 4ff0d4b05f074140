"""A distinct random string in every text of one territory, wherever the catalogue says there is a text.

Nothing is listed by hand: a new column is filled by existing. What is left out is left out by kind (a choice, a key,
the name of a schema), and counted.
"""

import json
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import FileField
from psycopg import Connection, errors, sql

from tests.support.databases import superuser

MARK = "zqx"
LENGTH, SHORTEST = 14, 8
FOUND = re.compile(rf"{MARK}[0-9a-f]{{{SHORTEST - len(MARK)},{LENGTH - len(MARK)}}}", re.IGNORECASE)
# What a text must stay for its rows to be found at all: addresses, schemas and roles, what people sign in with; and
# for a file to be served, what kind of file it is.
NAMES = {
    "schema_name",
    "role",
    "territory_role",
    "owner_role",
    "domain",
    "slug",
    "session_key",
    "session_data",
    "stamp",
    "media_type",
}
# The same in one table: a card that no link finds would prove nothing, nor would a reply that no verdict drafts.
KEYS = {
    ("juries_entrycard", "app"),
    ("juries_entrycard", "secret_hash"),
    ("juries_entrycard", "device_hash"),
    ("socialaccount_socialaccount", "provider"),
    ("local_juries_decision", "verdict"),
}
# What a text inside JSON must stay: a key, a digest, a type of file.
MACHINE = re.compile(r"[0-9a-f-]{32,64}|[a-z]+/[a-z0-9.+-]+")
# How a shared table says whose a row is.
OWNERS = {
    "territory_role": "territory_role = {role}",
    "owner_role": "owner_role = {role}",
    "territory_id": "territory_id = {territory}",
    "tenant_id": "tenant_id = {territory}",
    "visible_to": "visible_to = ARRAY[{role}]::name[]",
    "schema_name": "schema_name = {schema}",
    # what belongs to a person belongs to the one territory that this person is seen in
    "user_id": "user_id IN (SELECT id FROM public.accounts_user WHERE visible_to = ARRAY[{role}]::name[])",
}
# Joint juries are nobody's own: a territory may read nothing of them, so all their rows are filled.
JOINT = "joint_juries_"

# A row that its own territory has not shown yet: the same column, and another matter.
UNSEEN = "(not shown yet)"
HIDDEN = "coalesce(to_jsonb(t) ->> 'public' = 'false' OR to_jsonb(t) ->> 'state' IN ('draft', 'preparation'), false)"
IN_A_DRAFT = """ OR EXISTS (SELECT FROM calls_edition e
                           WHERE e.state = 'preparation' AND e.id::text = to_jsonb(t) ->> 'edition_id')"""

TEXTS = """
SELECT c.relname, a.attname, t.typname, CASE WHEN a.atttypmod > 4 THEN a.atttypmod - 4 END
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relnamespace = %s::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
  AND a.attgenerated = '' AND t.typname IN ('text', 'varchar', 'bpchar', 'citext', 'jsonb', 'json', '_text', '_varchar')
ORDER BY 1, 2
"""


@dataclass
class Sown:
    """`where` tells the column a string is in, `rows` the row's key; `short` and `refused` columns could hold none."""

    where: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    originals: dict[str, bytes] = field(default_factory=dict)
    short: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    empty: set[str] = field(default_factory=set)

    def canaries_in(self, text: str) -> set[str]:
        """The strings that this text holds, even when it shows only their beginning."""
        found = {each.lower() for each in FOUND.findall(text)}
        return {known for known in self.where for each in found if known.startswith(each)}

    def columns_in(self, text: str) -> set[str]:
        """The columns of these strings."""
        return {self.where[each] for each in self.canaries_in(text)}


def sow(database: str, schema: str) -> Sown:
    """Fill a territory's schema, its files, and its rows of the shared one."""
    sown = Sown()
    with superuser(database) as server:
        server.execute(sql.SQL("SET search_path TO {}, public").format(sql.Identifier(schema)))
        _fill_empty_tables(server, schema, sown)
        for table, column, kind, length in _texts(server, schema):
            _fill(server, schema, (table, column, kind, length), "true", sown)
        role, territory = _card(server, schema)
        for table, column, kind, length in _texts(server, "public"):
            if whose := _rows_of(server, table, schema=schema, role=role, territory=territory):
                _fill(server, "public", (table, column, kind, length), whose, sown)
    _fill_files(schema, sown)
    return sown


def canary(length: int | None = None) -> str:
    """A fresh one, in lower case."""
    return (MARK + secrets.token_hex(8))[: min(length or LENGTH, LENGTH)]


def _texts(server: Connection[Any], schema: str) -> list[tuple[str, str, str, int | None]]:
    """(table, column, type, length) of what may hold a string of anybody's."""
    fields = {
        (model._meta.db_table, each.column): each for model in apps.get_models() for each in model._meta.local_fields
    }
    return [
        (table, column, kind, length)
        for table, column, kind, length in server.execute(TEXTS, [schema]).fetchall()
        if column not in NAMES
        and (table, column) not in KEYS
        and not table.startswith("django_")
        and not _is_kept(fields.get((table, column)))
    ]


def _is_kept(known: Any) -> bool:
    """A choice among a few words, or the name of a file."""
    return known is not None and bool(known.choices or known.primary_key or isinstance(known, FileField))


def _fill(server: Connection[Any], schema: str, text: tuple[str, str, str, int | None], whose: str, sown: Sown) -> None:
    table, column, kind, length = text
    name = f"{table}.{column}"
    if length is not None and length < SHORTEST:
        sown.short.add(name)
        return
    hidden = HIDDEN + ("" if schema == "public" else IN_A_DRAFT)
    rows = server.execute(
        f'SELECT ctid::text, "{column}", {hidden}, to_jsonb(t) ->> \'id\' FROM "{schema}"."{table}" AS t WHERE {whose}'
    ).fetchall()
    for row, value, is_hidden, key in rows:
        marked, canaries = _marked(value, kind, length)
        statement = f'UPDATE "{schema}"."{table}" SET "{column}" = %s{_cast(kind)} WHERE ctid = %s::tid'
        try:
            server.execute(statement, [marked, row])
        except (errors.CheckViolation, errors.UniqueViolation):
            sown.refused.add(name)
            return
        except (errors.RaiseException, errors.RestrictViolation):  # a trigger keeps histories as they are
            server.execute(f'ALTER TABLE "{schema}"."{table}" DISABLE TRIGGER USER')
            try:
                server.execute(statement, [marked, row])
            except errors.CheckViolation:
                sown.refused.add(name)
                return
            finally:
                server.execute(f'ALTER TABLE "{schema}"."{table}" ENABLE TRIGGER USER')
        sown.rows |= dict.fromkeys(canaries, str(key))
        sown.where |= dict.fromkeys(canaries, f"{name} {UNSEEN}" if is_hidden else name)


def _marked(value: Any, kind: str, length: int | None) -> tuple[Any, list[str]]:
    """The value with a canary in each of its texts, and those canaries."""
    if kind in ("json", "jsonb"):
        canaries: list[str] = []
        changed = _marked_inside(value, canaries)
        if not canaries and value in (None, [], {}):
            canaries = [canary()]
            changed = {"canary": canaries[0]} if value != [] else [canaries[0]]
        return json.dumps(changed), canaries
    if kind.startswith("_"):
        canaries = [canary(length) for _each in value or [""]]
        return canaries, canaries
    fresh = canary(length)
    return fresh, [fresh]


def _marked_inside(value: Any, canaries: list[str]) -> Any:
    if isinstance(value, dict):
        return {key: _marked_inside(each, canaries) for key, each in value.items()}
    if isinstance(value, list):
        return [_marked_inside(each, canaries) for each in value]
    if isinstance(value, str) and not MACHINE.fullmatch(value):
        canaries.append(canary())
        return canaries[-1]
    return value


def _cast(kind: str) -> str:
    return {"json": "::json", "jsonb": "::jsonb", "_text": "::text[]", "_varchar": "::varchar[]"}.get(kind, "")


def _card(server: Connection[Any], schema: str) -> tuple[str, str]:
    found = server.execute(
        "SELECT role, id::text FROM public.territories_territory WHERE schema_name = %s", [schema]
    ).fetchone()
    assert found, f"{schema} is no territory"
    return found


def _rows_of(server: Connection[Any], table: str, *, schema: str, role: str, territory: str) -> str:
    """The condition of this territory's rows in a shared table; empty when it holds nobody's own."""
    if table.startswith("portfolio_"):
        return ""  # written by triggers, from the territory's tables
    if table.startswith(JOINT):
        return "true"
    columns = {
        name
        for (name,) in server.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", [f"public.{table}"]
        )
    }
    given = {"schema": f"'{schema}'", "role": f"'{role}'", "territory": f"'{territory}'"}
    return next((text.format(**given) for name, text in OWNERS.items() if name in columns), "")


def _fill_empty_tables(server: Connection[Any], schema: str, sown: Sown) -> None:
    """One row in each table that the season has left empty, its keys unchecked."""
    server.execute("SET session_replication_role = replica")
    for (table,) in server.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema]).fetchall():
        if table.startswith("django_") or _one(server, f'SELECT EXISTS (SELECT FROM "{schema}"."{table}")'):
            continue
        columns = dict(_invented(server, schema, table))
        names, values = ", ".join(f'"{name}"' for name in columns), ", ".join(columns.values())
        try:
            server.execute(f'INSERT INTO "{schema}"."{table}" ({names}) VALUES ({values})')
        except errors.CheckViolation:
            sown.empty.add(table)
    server.execute("RESET session_replication_role")


def _invented(server: Connection[Any], schema: str, table: str) -> Iterator[tuple[str, str]]:
    plain = {
        "uuid": "gen_random_uuid()",
        "timestamptz": "now()",
        "date": "current_date",
        "bool": "false",
        "jsonb": "'{}'",
        "inet": "'127.0.0.1'",
        "interval": "'1 day'",
        "bytea": "'\\x00'",
        "_text": "'{}'",
        "_varchar": "'{}'",
        "time": "'12:00'",
        "name": "current_user",
    }
    rows: Iterable[tuple[str, str]] = server.execute(
        "SELECT attname, typname FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE attrelid = %s::regclass"
        " AND attnum > 0 AND NOT attisdropped AND attnotnull AND NOT atthasdef AND attidentity = ''",
        [f"{schema}.{table}"],
    ).fetchall()
    for name, kind in rows:
        yield name, plain.get(kind, "''" if kind in ("text", "varchar", "bpchar") else "1")


def _fill_files(schema: str, sown: Sown) -> None:
    """The content of every file on this territory's shelves, and of those that it has handed over."""
    for name in list(_names("")):
        if schema in name.split("/"):
            with default_storage.open(name) as content:
                sown.originals[name] = content.read()
            fresh = canary()
            _put(name, fresh.encode())
            sown.where[fresh] = f"a file of {name.partition('/')[0]}"
            sown.rows[fresh] = name.rpartition("/")[2]  # a file is called by the key of its row


def put_back(sown: Sown) -> None:
    """Files outlive a test's database: they are as they were before."""
    for name, content in sown.originals.items():
        _put(name, content)


def _names(folder: str) -> Iterator[str]:
    folders, names = default_storage.listdir(folder)
    yield from (f"{folder}{name}" for name in names)
    for each in folders:
        yield from _names(f"{folder}{each}/")


def _put(name: str, content: bytes) -> None:
    default_storage.delete(name)
    default_storage.save(name, ContentFile(content))


def _one(server: Connection[Any], statement: str) -> Any:
    found = server.execute(statement).fetchone()
    return found and found[0]
