"""A distinct random string in every text of one territory, wherever the catalogue says there is a text.

Nothing is listed by hand: a new column is filled by existing. What is left out is left out by kind (a choice, a key,
the name of a schema), with its reason in `Canaries.left`: test_canaries.py counts them.
"""

import json
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import FileField
from psycopg import Connection, errors, sql

from programs.juries.renewals import Facts, kept
from tests.support.databases import superuser

MARK = "zqx"
LENGTH, SHORTEST = 14, 8
FOUND = re.compile(rf"{MARK}[0-9a-f]{{{SHORTEST - len(MARK)},{LENGTH - len(MARK)}}}", re.IGNORECASE)
# What a text must stay for its rows to be found at all: addresses, schemas and roles, what people sign in with; and
# for a file to be served, what kind of file it is.
LEFT_AS_THEY_ARE = {
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
LEFT_IN_ONE_TABLE = {
    ("juries_entrycard", "app"),
    ("juries_entrycard", "opens"),
    ("juries_entrycard", "secret_hash"),
    ("juries_entrycard", "device_hash"),
    ("socialaccount_socialaccount", "provider"),
    ("local_juries_decision", "verdict"),
}
# What an empty list is filled as, where pages read more than strings in it.
SHAPED = {
    ("ideas_idea", "asked"): [{"key": "", "label": "", "hint": ""}],
    ("local_juries_passage", "dossier"): {"answers": [["", ""]], "team": [""], "files": []},
    ("local_juries_passage", "renewal"): kept(Facts(believed=[""], conditions=[""])),
}
# What a text inside JSON must stay: a key, a digest, a type of file.
LEFT_IN_JSON = re.compile(r"[0-9a-f-]{32,64}|[a-z]+/[a-z0-9.+-]+")
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
# Of Django and its libraries: migrations, sessions, tasks.
OF_DJANGO = "django_"
ATTEMPTS = 20
# Written by triggers, from the territory's tables.
DERIVED = "portfolio_"
REFUSED = (errors.CheckViolation, errors.UniqueViolation)
KEPT_BY_A_TRIGGER = (errors.RaiseException, errors.RestrictViolation)

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


class TextColumn(NamedTuple):
    """`kind` is PostgreSQL's name of the type, `length` its limit in characters, if it has one."""

    schema: str
    table: str
    column: str
    kind: str
    length: int | None

    @property
    def name(self) -> str:
        return f"{self.table}.{self.column}"


class Territory(NamedTuple):
    """How shared tables name the territory whose rows are filled; `key` is that of its row."""

    schema: str
    role: str
    key: str


@dataclass
class Canaries:
    """`where` tells the column that a string is in, `rows` the key of its row.

    Columns (`table.column`) that hold none: `left`, each with its reason; `too_short`; `refused` by a constraint.
    `still_empty` are tables that no row could be invented for. `originals` are the contents of files, to put back.
    """

    where: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    originals: dict[str, bytes] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)
    too_short: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    still_empty: set[str] = field(default_factory=set)

    def canaries_in(self, text: str) -> set[str]:
        """The strings that this text holds, even when it shows only their beginning."""
        found = {each.lower() for each in FOUND.findall(text)}
        return {known for known in self.where for each in found if known.startswith(each)}

    def columns_in(self, text: str) -> set[str]:
        """The columns of these strings."""
        return {self.where[each] for each in self.canaries_in(text)}


@contextmanager
def filled(database: str, schema: str) -> Iterator[Canaries]:
    """Fill a territory's schema, its files, and its rows of the shared one.

    Files outlive a test's database: they are put back as they were, whatever happens.
    """
    canaries = Canaries()
    try:
        _fill_database(database, schema, canaries)
        _fill_files(schema, canaries)
        yield canaries
    finally:
        for name, content in canaries.originals.items():
            _write_file(name, content)


def canary(length: int | None = None) -> str:
    """A fresh one, in lower case."""
    return (MARK + secrets.token_hex(8))[: min(length or LENGTH, LENGTH)]


def _fill_database(database: str, schema: str, canaries: Canaries) -> None:
    with superuser(database) as server:
        server.execute(sql.SQL("SET search_path TO {}, public").format(sql.Identifier(schema)))
        canaries.still_empty = fill_empty_tables(server, schema)
        for text in _texts(server, schema, canaries):
            _fill(server, text, "true", canaries)
        territory = _territory(server, schema)
        for text in _texts(server, "public", canaries):
            if whose := _rows_of(server, text.table, territory):
                _fill(server, text, whose, canaries)
            else:
                canaries.left[text.name] = "row of no territory"


def _texts(server: Connection[Any], schema: str, canaries: Canaries) -> Iterator[TextColumn]:
    """What may hold a string of anybody's; what is left out is written in `canaries`, with its reason."""
    fields = {
        (model._meta.db_table, each.column): each for model in apps.get_models() for each in model._meta.local_fields
    }
    for row in server.execute(TEXTS, [schema]).fetchall():
        text = TextColumn(schema, *row)
        if reason := _why_left(text, fields.get((text.table, text.column))):
            canaries.left[text.name] = reason
        elif text.length is not None and text.length < SHORTEST:
            canaries.too_short.add(text.name)
        else:
            yield text


def _why_left(text: TextColumn, known: Any) -> str:
    """Empty when the text is to be filled; `known` is the model's field, if a model has this column."""
    if text.table.startswith(OF_DJANGO):
        return "table of Django"
    if text.column in LEFT_AS_THEY_ARE or (text.table, text.column) in LEFT_IN_ONE_TABLE:
        return "what rows are found by"
    if known is None:
        return ""
    if known.choices:
        return "choice among a few words"
    if known.primary_key:
        return "key"
    return "name of a file" if isinstance(known, FileField) else ""


def _fill(server: Connection[Any], text: TextColumn, whose: str, canaries: Canaries) -> None:
    """A canary in each of the rows that the condition `whose` chooses; the first that is refused ends the column."""
    hidden = HIDDEN + ("" if text.schema == "public" else IN_A_DRAFT)
    rows = server.execute(
        f"SELECT ctid::text, \"{text.column}\", {hidden}, to_jsonb(t) ->> 'id'"
        f' FROM "{text.schema}"."{text.table}" AS t WHERE {whose}'
    ).fetchall()
    for row, value, is_hidden, key in rows:
        value = value or SHAPED.get((text.table, text.column), value)
        marked, strings = _marked(value, text.kind, text.length)
        if not _write_text(server, text, row, marked):
            canaries.refused.add(text.name)
            return
        canaries.rows |= dict.fromkeys(strings, str(key))
        canaries.where |= dict.fromkeys(strings, f"{text.name} {UNSEEN}" if is_hidden else text.name)


def _write_text(server: Connection[Any], text: TextColumn, row: str, value: Any) -> bool:
    """Whether the row (its ctid) took the value; a trigger that keeps histories as they are is put aside."""
    table = f'"{text.schema}"."{text.table}"'
    statement = f'UPDATE {table} SET "{text.column}" = %s{_cast(text.kind)} WHERE ctid = %s::tid'
    try:
        return _takes(server, statement, [value, row])
    except KEPT_BY_A_TRIGGER:
        with _without_triggers(server, table):
            return _takes(server, statement, [value, row])


def _takes(server: Connection[Any], statement: str, values: list[Any]) -> bool:
    try:
        server.execute(statement, values)
    except REFUSED:
        return False
    return True


@contextmanager
def _without_triggers(server: Connection[Any], table: str) -> Iterator[None]:
    server.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    try:
        yield
    finally:
        server.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


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
    if isinstance(value, str) and not LEFT_IN_JSON.fullmatch(value):
        canaries.append(canary())
        return canaries[-1]
    return value


def _cast(kind: str) -> str:
    return {"json": "::json", "jsonb": "::jsonb", "_text": "::text[]", "_varchar": "::varchar[]"}.get(kind, "")


def _territory(server: Connection[Any], schema: str) -> Territory:
    found = server.execute(
        "SELECT role, id::text FROM public.territories_territory WHERE schema_name = %s", [schema]
    ).fetchone()
    assert found, f"{schema} is no territory"
    return Territory(schema, *found)


def _rows_of(server: Connection[Any], table: str, territory: Territory) -> str:
    """The condition of this territory's rows in a shared table; empty when it holds nobody's own."""
    if table.startswith(DERIVED):
        return ""
    if table.startswith(JOINT):
        return "true"
    columns = {
        name
        for (name,) in server.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", [f"public.{table}"]
        )
    }
    given = {"schema": f"'{territory.schema}'", "role": f"'{territory.role}'", "territory": f"'{territory.key}'"}
    return next((text.format(**given) for name, text in OWNERS.items() if name in columns), "")


def fill_empty_tables(server: Connection[Any], schema: str) -> set[str]:
    """One row in each table of the schema that is empty, its keys unchecked; the tables that refuse it.

    `schema` is first in the search path of `server`.
    """
    refused = set()
    with _without_checks(server):
        for (table,) in server.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema]).fetchall():
            if table.startswith(OF_DJANGO) or _one(server, f'SELECT EXISTS (SELECT FROM "{schema}"."{table}")'):
                continue
            if not any(_is_taken(server, schema, table) for _attempt in range(ATTEMPTS)):
                refused.add(table)
    return refused


def _is_taken(server: Connection[Any], schema: str, table: str) -> bool:
    """Whether a row of what is invented anew each time satisfies the table: two keys may have to be in their order."""
    columns = dict(_invented(server, schema, table))
    names, values = ", ".join(f'"{name}"' for name in columns), ", ".join(columns.values())
    try:
        server.execute(f'INSERT INTO "{schema}"."{table}" ({names}) VALUES ({values})')
    except errors.CheckViolation:
        return False
    return True


@contextmanager
def _without_checks(server: Connection[Any]) -> Iterator[None]:
    """Neither triggers nor foreign keys; the session is left as it was found."""
    found = _one(server, "SHOW session_replication_role")
    server.execute("SET session_replication_role = replica")
    try:
        yield
    finally:
        server.execute("SELECT set_config('session_replication_role', %s, false)", [found])


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


def _fill_files(schema: str, canaries: Canaries) -> None:
    """The content of every file of this territory, and of those that it has handed over."""
    for name in list(_names("")):
        if schema in name.split("/"):
            with default_storage.open(name) as content:
                canaries.originals[name] = content.read()
            fresh = canary()
            _write_file(name, fresh.encode())
            canaries.where[fresh] = f"a file of {name.partition('/')[0]}"
            canaries.rows[fresh] = name.rpartition("/")[2]  # a file is called by the key of its row


def _names(folder: str) -> Iterator[str]:
    folders, names = default_storage.listdir(folder)
    yield from (f"{folder}{name}" for name in names)
    for each in folders:
        yield from _names(f"{folder}{each}/")


def _write_file(name: str, content: bytes) -> None:
    default_storage.delete(name)
    default_storage.save(name, ContentFile(content))


def _one(server: Connection[Any], statement: str) -> Any:
    found = server.execute(statement).fetchone()
    return found and found[0]
