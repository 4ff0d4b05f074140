"""One territory as it was at a moment, for this installation alone: its rows with their secrets, names of its files.

What `restore_territory` puts back. It is no archive for others (tenants.moving): it holds what opens links, and bytes
of files are those that backups keep (store).
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from tenants.backups import store
from tenants.backups.errors import BackupError
from tenants.moving import described
from tenants.moving.archive import DamagedArchiveError, Reader, Writer
from tenants.moving.shares import LOG, OWN_TABLES_LEFT
from tenants.territories.models import Territory

FOLDER, SUFFIX = "territories", ".territory.zip"
# Shared rows that go back with a territory: whose they are tells `territory_role`. What the nation holds of it (forums,
# nominations, decisions) stays as it is; the portfolio is written anew.
SHARED = ("memberships_membership", "memberships_visit", "memberships_invitation", "privacy_retention", "privacy_purge")
SETTINGS = ("name", "accent", "logo", "joining", "email_domains", "sirens", "contact_email", "time_zone", "files_quota")
COLUMNS = """
SELECT a.attname FROM pg_catalog.pg_attribute a
WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum
"""
SEQUENCES = """
SELECT s.relname, pg_sequence_last_value(s.oid) FROM pg_catalog.pg_class s
WHERE s.relnamespace = %s::regnamespace AND s.relkind = 'S' ORDER BY 1
"""


def path_of(slug: str, stamp: str) -> Path:
    folder = Path(settings.BACKUPS) / FOLDER / slug
    for each in (folder.parent, folder):
        each.mkdir(mode=0o750, exist_ok=True)
        store.give(each)
    return folder / f"{stamp}{SUFFIX}"


def everyone() -> list[Path]:
    """Every dump that is kept."""
    return sorted((Path(settings.BACKUPS) / FOLDER).glob(f"*/????-??-??T??????Z*{SUFFIX}"))


def files_of(path: Path) -> store.Names:
    """The files that a dump names. Raises BackupError for one that is damaged."""
    return files_in(_opened(path))


def files_in(dump: Reader) -> store.Names:
    return store.names_in(dump.manifest["files"])


def read(path: Path, territory: Territory) -> Reader:
    """A dump of this territory, read from its first byte to its last. Raises BackupError."""
    dump = _opened(path)
    try:
        dump.verify()
    except DamagedArchiveError as error:
        raise BackupError(f"{path}: {error}") from error
    if dump.manifest.get("kind") != "dump":
        raise BackupError(f"{path} is no dump of this installation: an archive is brought in by import_territory")
    if dump.manifest["territory"] != str(territory.pk):
        raise BackupError(f"{path} is of another territory")
    return dump


def take(cursor: Any, territory: Territory, path: Path, files: store.Names, at: datetime) -> None:
    """Write it, from a connection that sees the schema as its owner, at one moment; whole or not at all."""
    partial = path.with_name(path.name + store.PARTIAL)
    schema = territory.schema_name
    partial.unlink(missing_ok=True)
    dump = Writer(partial)
    try:
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        tables = described.tables(cursor, schema)
        columns = {table: _columns(cursor, schema, table) for table in tables}
        for table in tables:
            if table not in OWN_TABLES_LEFT:
                _copy_out(cursor, dump, f"tables/{table}.copy", schema, table, columns[table])
        for table in SHARED:
            _rows(cursor, dump, table, "t.territory_role = %s", [territory.role])
        _rows(cursor, dump, "territories_territory", "t.role = %s", [territory.role])
        counts = {table: _count(cursor, schema, table) for table in tables}
        cursor.execute(SEQUENCES, [schema])
        sequences = dict(cursor.fetchall())
        dump.close(
            kind="dump",
            version=settings.VERSION,
            at=at.astimezone(UTC).isoformat(),
            territory=str(territory.pk),
            migrations=migrations(cursor, schema),
            columns=columns,
            counts=counts,
            sequences=sequences,
            log=head(cursor, schema),
            files={name: vars(kept) for name, kept in files.items()},
        )
        store.give(partial)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def migrations(cursor: Any, schema: str) -> list[str]:
    cursor.execute(f"SELECT app || '.' || name FROM \"{schema}\".django_migrations ORDER BY 1")
    return [name for (name,) in cursor.fetchall()]


def head(cursor: Any, schema: str) -> list[Any]:
    """How many lines its log has, and the digest of the last."""
    cursor.execute(f'SELECT number, digest FROM "{schema}".{LOG} WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1')
    return list(cursor.fetchone() or (0, ""))


def own_files(names: store.Names, territory: Territory, logo: str) -> store.Names:
    """Those on the shelves of one territory, and its logo."""
    shelf = re.compile(rf"(territories|programme)/{re.escape(territory.schema_name)}/")
    return {name: kept for name, kept in names.items() if shelf.match(name) or name == logo}


def _opened(path: Path) -> Reader:
    try:
        return Reader(path)
    except DamagedArchiveError as error:
        raise BackupError(f"{path}: {error}") from error


def _columns(cursor: Any, schema: str, table: str) -> list[str]:
    cursor.execute(COLUMNS, [f'"{schema}"."{table}"'])
    return [name for (name,) in cursor.fetchall()]


def _count(cursor: Any, schema: str, table: str) -> int:
    cursor.execute(f'SELECT count(*) FROM "{schema}"."{table}"')
    return int(cursor.fetchone()[0])


def _copy_out(cursor: Any, dump: Writer, member: str, schema: str, table: str, columns: list[str]) -> None:
    named = ", ".join(f'"{name}"' for name in columns)

    def chunks() -> Iterator[bytes]:
        with cursor.copy(f'COPY "{schema}"."{table}" ({named}) TO STDOUT') as copy:
            yield from map(bytes, copy)

    dump.add(member, chunks())


def _rows(cursor: Any, dump: Writer, table: str, where: str, values: list[Any]) -> None:
    """Shared rows as JSON lines: their walls let nobody copy into them."""
    cursor.execute(f"SELECT to_jsonb(t)::text FROM public.{table} t WHERE {where} ORDER BY t.id", values)
    lines = [f"{row}\n".encode() for (row,) in cursor.fetchall()]
    dump.add(f"shared/{table}.jsonl", lines, rows=len(lines))
