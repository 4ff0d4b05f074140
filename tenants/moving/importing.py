"""Brings an archive into this installation: all of it, in one transaction, or nothing.

People are matched by address; keys are kept when they are free. The log comes as it is, each line with the digest that
it bears elsewhere: keys of people in it stay those of the archive, and a line tells which became which.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import storages
from django.db import connections, transaction

from eclore.database.context import territory_role
from eclore.kit import audit
from eclore.kit.actor import system
from eclore.kit.audit import Act
from tenants.audit.verification import Row
from tenants.contexts import in_territory
from tenants.moving import described
from tenants.moving.archive import DamagedArchiveError, Reader
from tenants.moving.shares import LOG, OWN_TABLES_LEFT, SHARES, WITHHELD
from tenants.storage import NAME, handed_over, shelf
from tenants.territories import provisioning, sites, template, validators
from tenants.territories.models import Domain, Territory
from tenants.territories.template import OWNER

BATCH = 500
MAPPED = "accounts_user"


class CannotComeInError(Exception):
    """Nothing is wrong with the archive, and this installation cannot take it."""


@dataclass
class Imported:
    """`people` were made, `known` were there already; `left_out`: what stays in the archive, {member: rows}."""

    schema: str
    rows: int = 0
    files: int = 0
    people: int = 0
    known: int = 0
    keys: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)


def examine(archive: Reader) -> None:
    """All that can be wrong, before a row is written. Raises DamagedArchiveError, or CannotComeInError."""
    archive.verify()
    told = archive.manifest["territory"]
    schema = validators.schema_of(told["slug"])
    if schema != told["schema"] or not archive.members.get(f"tables/{LOG}.jsonl"):
        raise DamagedArchiveError("the archive does not say whose it is")
    _examine_log(archive)
    here = Territory.objects.using(OWNER)
    taken = here.filter(slug=told["slug"]) | here.filter(schema_name=schema) | here.filter(pk=told["id"])
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(quote_ident(%s)) IS NOT NULL", [schema])
        if taken.exists() or cursor.fetchone()[0]:
            raise CannotComeInError(f"a territory answers to « {told['slug']} » here already")


def bring_in(archive: Reader) -> Imported:
    """The territory, ready to answer on its address here. `examine` comes first."""
    told = archive.manifest["territory"]
    done = Imported(told["schema"])
    blueprint = template.current()
    written: list[str] = []
    try:
        with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
            provisioning.build(done.schema, blueprint)
            _require_same_tables(cursor, archive, done.schema)
            _shared(cursor, archive, done)
            host = f"{told['slug']}.{settings.BASE_HOST}"
            Domain(domain=host, tenant_id=UUID(told["id"]), is_primary=True).save(using=OWNER)
            _own(cursor, archive, done)
            _tell(done)
            _files(archive, done, written)
    except BaseException:
        for name in written:
            storages["default"].delete(name)
        raise
    with in_territory(done.schema), connections["default"].cursor() as cursor:
        cursor.execute("SELECT public.portfolio_rebuild()")
    sites.forget()
    return done


def _examine_log(archive: Reader) -> None:
    """Its chain holds, from its first line to the one that the manifest names."""
    before, number = audit.GENESIS, 0
    for line in archive.rows(f"tables/{LOG}.jsonl"):
        row = Row(**{**line, "at": datetime.fromisoformat(line["at"])})
        if (row.number, row.previous, row.digest) != (number + 1, before, audit.digest(row)):
            raise DamagedArchiveError(f"line {row.number} of the log does not follow the one before, or was altered")
        before, number = row.digest, row.number
    if archive.manifest["log"] != {"count": number, "digest": before}:
        raise DamagedArchiveError("the end of the log is not the one that the manifest names")


def _require_same_tables(cursor: Any, archive: Reader, schema: str) -> None:
    cursor.execute(f"SELECT app || '.' || name FROM \"{schema}\".django_migrations")
    here = {name for (name,) in cursor.fetchall()}
    if odd := here ^ {*archive.manifest["migrations"]}:
        raise CannotComeInError(
            f"the archive is of Éclore {archive.manifest['version']}, whose tables are not the ones here"
            f" ({', '.join(sorted(odd))}): import it in that version, then upgrade"
        )


def _shared(cursor: Any, archive: Reader, done: Imported) -> None:
    people = {row["id"] for row in archive.rows(f"shared/{MAPPED}.jsonl")}
    for table, share in SHARES.items():
        member = f"shared/{table}.jsonl"
        if share.why_stays:
            if rows := archive.members[member]["rows"]:
                done.left_out[member] = rows
        elif table == MAPPED:
            _people(cursor, archive, member, done)
        else:
            done.rows += _load(cursor, "public", table, _within(archive, member, people), done.keys)


def _within(archive: Reader, member: str, people: set[str]) -> Iterator[dict[str, Any]]:
    """Rows of this territory and of its people alone: shared tables hold the others' too."""
    told = archive.manifest["territory"]
    role = territory_role(told["schema"])
    own = {"territory_role": role, "territory_id": told["id"], "role": role, "schema_name": told["schema"]}
    own |= {"slug": told["slug"], "id": told["id"]}
    is_itself = member == "shared/territories_territory.jsonl"
    for row in archive.rows(member):
        named = own if is_itself else {name: own[name] for name in ("territory_role", "territory_id")}
        if any(row[name] != value for name, value in named.items() if name in row):
            raise DamagedArchiveError(f"{member} has a row of another territory")
        if row.get("user_id") is not None and row["user_id"] not in people:
            raise DamagedArchiveError(f"{member} names somebody who is not in the archive")
        yield row


def _people(cursor: Any, archive: Reader, member: str, done: Imported) -> None:
    """Who is known here by their address stays who they are; the others are made, with a key of their own."""
    rows = archive.rows(member)
    while batch := list(islice(rows, BATCH)):
        new = []
        cursor.execute(
            "SELECT email, id::text FROM public.accounts_user WHERE email = ANY (%s)", [[row["email"] for row in batch]]
        )
        known = dict(cursor.fetchall())
        cursor.execute(
            "SELECT id::text FROM public.accounts_user WHERE id = ANY (%s::uuid[])", [[row["id"] for row in batch]]
        )
        taken = {key for (key,) in cursor.fetchall()}
        for row in batch:
            key = known.get(row["email"]) or (str(uuid4()) if row["id"] in taken else row["id"])
            if key != row["id"]:
                done.keys[row["id"]] = key
            if row["email"] not in known:
                new.append({**row, "id": key})
        done.known += len(batch) - len(new)
        done.people += _load(cursor, "public", MAPPED, iter(new), {})


def _own(cursor: Any, archive: Reader, done: Imported) -> None:
    """Each table as it was: triggers, which would count, freeze and seal anew, are silent until the end."""
    tables = [name for name in described.tables(cursor, done.schema) if name not in OWN_TABLES_LEFT]
    missing = {name for name in archive.members if name.startswith("tables/") and name.endswith(".jsonl")} - {
        f"tables/{table}.jsonl" for table in tables
    }
    if missing:
        raise DamagedArchiveError(f"no table here takes {', '.join(sorted(missing))}")
    for table in tables:
        cursor.execute(f'ALTER TABLE "{done.schema}"."{table}" DISABLE TRIGGER USER')
    for table in tables:
        keys = {} if table == LOG else done.keys
        done.rows += _load(cursor, done.schema, table, archive.rows(f"tables/{table}.jsonl"), keys)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        cursor.execute(f'ALTER TABLE "{done.schema}"."{table}" ENABLE TRIGGER USER')
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _load(cursor: Any, schema: str, table: str, rows: Iterator[dict[str, Any]], keys: dict[str, str]) -> int:
    told = described.described(cursor, schema, table)
    names = [column["name"] for column in told["columns"]]
    withheld = WITHHELD.get(table, {})
    into = ", ".join(f'"{name}"' for name in [*names, *withheld])
    values = ", ".join([*(f'r."{name}"' for name in names), *withheld.values()])
    named = f'"{schema}"."{table}"'
    count = 0
    while batch := list(islice(rows, BATCH)):
        for row in batch:
            if odd := row.keys() ^ {*names}:
                raise DamagedArchiveError(f"{table} has other columns: {', '.join(sorted(odd))}")
        if keys:
            batch = [{name: _now(value, keys) for name, value in row.items()} for row in batch]
        cursor.execute(
            f"INSERT INTO {named} ({into}) SELECT {values} FROM jsonb_populate_recordset(NULL::{named}, %s::jsonb) r",
            [json.dumps(batch)],
        )
        count += len(batch)
    return count


def _now(value: Any, keys: dict[str, str]) -> Any:
    return keys.get(value, value) if isinstance(value, str) else value


def _tell(done: Imported) -> None:
    """In both logs: where the territory comes from, and which keys of people became which."""
    connection: Any = connections[OWNER]
    renamed = [f"{old}:{new}" for old, new in done.keys.items()]
    record = partial(audit.record_in, using=OWNER, act=Act.EXPORT, by=system(), verb="import_territory")
    connection.set_schema(done.schema)
    try:
        record(done.schema, rows=done.rows, keys=renamed)
    finally:
        connection.set_schema_to_public()
    record("public", site=done.schema, rows=done.rows)


def _files(archive: Reader, done: Imported, written: list[str]) -> None:
    """Under the names that they had; what was handed over to the other nation stays in the archive."""
    storage = storages["default"]
    for member in archive.members:
        if not member.startswith("files/"):
            continue
        name = member.removeprefix("files/")
        if name.startswith(handed_over(done.schema)):
            done.left_out[member] = 1
            continue
        if not name.startswith((shelf(done.schema), "logos/")) or not NAME.fullmatch(name.removesuffix(".png")):
            raise DamagedArchiveError(f"{member} is on nobody's shelf")
        if storage.exists(name):
            raise CannotComeInError(f"a file is named {name} here already")
        with archive.open(member) as content:
            written.append(storage.save(name, File(content, name=name)))
        done.files += 1
