"""Puts a territory back as a dump tells, in place, while the others live: one transaction, its state kept first.

Its own tables are emptied and filled, never made again: privileges, triggers and functions stay as they are. What the
nation holds of it stays too, and decisions that it has forgotten come home again. What follows (`finish`) may be done
again: a restoration that is cut off goes on from there (tenants.backups.resuming).
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections, transaction
from django.db.utils import DatabaseError, OperationalError

from eclore.kit import audit, clock
from eclore.kit.actor import system
from eclore.kit.audit import Act
from tenants.backups import dumps, resuming, store, taking
from tenants.backups.errors import BackupError
from tenants.backups.resuming import UnderWay
from tenants.contexts import in_territory
from tenants.moving import described
from tenants.moving.archive import Reader
from tenants.moving.shares import OWN_TABLES_LEFT
from tenants.territories import sites
from tenants.territories.models import Territory
from tenants.territories.template import OWNER

ATTEMPTS = 40
# Less than the second after which PostgreSQL looks for deadlocks: whoever works there is never the one who gives up.
PATIENCE = "500ms"
CHUNK = 1 << 16
# What was given or answered since, in shared tables: it leads to rows that are no more.
TAKEN_BACK = (
    "UPDATE public.juries_entrycard SET revoked_at = %(now)s"
    " WHERE owner_role = %(role)s AND created_at > %(at)s AND revoked_at IS NULL",
    "UPDATE public.accounts_apitoken SET revoked_at = %(now)s"
    " WHERE territory_role = %(role)s AND created_at > %(at)s AND revoked_at IS NULL",
    "DELETE FROM public.submissions_submission WHERE owner_role = %(role)s AND begun_at > %(at)s",
    # The bridge brings home again what it had brought since (programs.bridge).
    "UPDATE public.joint_juries_decision SET delivered_at = NULL"
    " WHERE territory_role = %(role)s AND delivered_at > %(at)s",
)


def demand_same_tables(dump: Reader, territory: Territory) -> None:
    """Raises BackupError for a dump of another version."""
    with connections[OWNER].cursor() as cursor:
        here = dumps.migrations(cursor, territory.schema_name)
    if here != dump.manifest["migrations"]:
        odd = ", ".join(sorted({*here} ^ {*dump.manifest["migrations"]}))
        raise BackupError(
            f"the dump is of Éclore {dump.manifest['version']}, whose tables are not the ones here ({odd}); give the"
            f" moment it was taken, --at {dump.manifest['at']}: what backups hold of then is brought to these tables"
        )


def replace(territory: Territory, dump: Reader, asked: dict[str, str]) -> tuple[UnderWay, float]:
    """Its rows, all or none; what they were a moment ago is in the undo once this returns. Seconds that pages waited.

    `asked`: how this was asked for, by which it is known if it is cut off before its end (resuming).
    """
    undo = dumps.path_of(territory.slug, store.stamp())
    now = taking.keep_files(territory)
    begun = resuming.begin(territory, undo, asked, dump)
    try:
        return begun, _replaced(territory, dump, begun, now)
    except BaseException:
        resuming.drop(territory, begun)
        raise


def finish(territory: Territory, begun: UnderWay) -> tuple[int, list[str]]:
    """What its rows lead to: its portfolio, its files. (How many files came back, names of those that are lost.)"""
    with in_territory(territory.schema_name), connections["default"].cursor() as cursor:
        cursor.execute("SELECT public.portfolio_rebuild()")
    sites.forget()
    back, lost = store.bring_back(begun.files)
    return len(back), lost


def _replaced(territory: Territory, dump: Reader, begun: UnderWay, now: store.Names) -> float:
    for attempt in range(1, ATTEMPTS + 1):
        began = time.monotonic()
        try:
            with _owning() as cursor:
                _hold(cursor, territory.schema_name)
                dumps.take(cursor, territory, begun.undo, now, clock.now())
                _replace(cursor, territory, dump, begun)
            break
        except OperationalError as error:
            begun.undo.unlink(missing_ok=True)
            if attempt == ATTEMPTS:
                raise BackupError("its tables are held by something else, such as an upgrade: try later") from error
            time.sleep(0.5)
        except (DatabaseError, psycopg.Error) as error:
            raise BackupError(f"PostgreSQL has refused a row: {str(error).splitlines()[0]}") from error
    return time.monotonic() - began


@contextmanager
def _owning() -> Iterator[Any]:
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout TO '{PATIENCE}'")
        yield cursor


def _hold(cursor: Any, schema: str) -> None:
    """Nobody reads nor writes there until the end: what is acknowledged before is in the undo."""
    cursor.execute(f"LOCK TABLE {_named(schema, described.tables(cursor, schema))} IN ACCESS EXCLUSIVE MODE")


def _replace(cursor: Any, territory: Territory, dump: Reader, begun: UnderWay) -> None:
    schema = territory.schema_name
    before = dumps.head(cursor, schema)
    tables = [table for table in described.tables(cursor, schema) if table not in OWN_TABLES_LEFT]
    for table in tables:
        cursor.execute(f'ALTER TABLE "{schema}"."{table}" DISABLE TRIGGER USER')
    cursor.execute(f"TRUNCATE {_named(schema, tables)}")
    rows = sum(_fill(cursor, schema, table, dump) for table in tables)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        cursor.execute(f'ALTER TABLE "{schema}"."{table}" ENABLE TRIGGER USER')
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for name, value in dump.manifest["sequences"].items():
        if value is not None:
            cursor.execute("SELECT setval(%s::regclass, %s)", [f'"{schema}"."{name}"', value])
    rows += sum(_shared(cursor, table, territory.role, dump) for table in dumps.SHARED)
    _settings(cursor, territory, dump)
    for statement in TAKEN_BACK:
        cursor.execute(statement, {"role": territory.role, "at": begun.at, "now": clock.now()})
    _tell(schema, begun, before, rows)


def _named(schema: str, tables: list[str]) -> str:
    return ", ".join(f'"{schema}"."{table}"' for table in tables)


def _fill(cursor: Any, schema: str, table: str, dump: Reader) -> int:
    named = ", ".join(f'"{name}"' for name in dump.manifest["columns"][table])
    with (
        dump.open(f"tables/{table}.copy") as content,
        cursor.copy(f'COPY "{schema}"."{table}" ({named}) FROM STDIN') as copy,
    ):
        while chunk := content.read(CHUNK):
            copy.write(chunk)
    return int(cursor.rowcount)


def _shared(cursor: Any, table: str, role: str, dump: Reader) -> int:
    cursor.execute(f"DELETE FROM public.{table} WHERE territory_role = %s", [role])
    lines = list(dump.rows(f"shared/{table}.jsonl"))
    if not lines:
        return 0
    columns = ", ".join(f'"{name}"' for name in lines[0])
    with dump.open(f"shared/{table}.jsonl") as content:
        rows = b"[" + b",".join(content.read().splitlines()) + b"]"
    cursor.execute(
        f"INSERT INTO public.{table} ({columns}) SELECT {columns}"
        f" FROM jsonb_populate_recordset(NULL::public.{table}, %s::jsonb)",
        [rows.decode()],
    )
    return len(lines)


def _settings(cursor: Any, territory: Territory, dump: Reader) -> None:
    """What its managers have set; its address and its keys are not among them."""
    with dump.open("shared/territories_territory.jsonl") as content:
        row = content.read().decode()
    sets = ", ".join(f'"{name}" = r."{name}"' for name in dumps.SETTINGS)
    cursor.execute(
        f"UPDATE public.territories_territory t SET {sets}"
        " FROM jsonb_populate_record(NULL::public.territories_territory, %s::jsonb) r WHERE t.role = %s",
        [row, territory.role],
    )


def _tell(schema: str, begun: UnderWay, before: list[Any], rows: int) -> None:
    """In both logs: where the territory stands again, and the end of the log that is in the undo alone."""
    connection: Any = connections[OWNER]
    facts = {"at": begun.at, "lines": before[0], "digest": before[1], "rows": rows, "undo": begun.undo.name}
    connection.set_schema(schema)
    try:
        audit.record_in(schema, OWNER, Act.EXPORT, by=system(), verb="restore_territory", **facts)
    finally:
        connection.set_schema_to_public()
    audit.record_in("public", OWNER, Act.EXPORT, by=system(), verb="restore_territory", site=schema, **facts)
