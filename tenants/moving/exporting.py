"""Writes a territory's archive: one snapshot of the database, row after row, then the files that it names."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.db import connections, transaction
from django.utils import timezone, translation

from eclore.kit import exports
from tenants.moving import described
from tenants.moving.archive import Writer, sha256_of
from tenants.moving.readme import README
from tenants.moving.shares import LOG, OWN_TABLES_LEFT, SHARES
from tenants.moving.sheets import Sheet, sheets
from tenants.moving.shelves import folder
from tenants.storage import handed_over, shelf, under
from tenants.territories.models import Territory
from tenants.territories.template import OWNER

BATCH = 500
# Told of how many members are written, and of how many there are to write.
Progress = Callable[[int, int], None]


@dataclass
class Exported:
    """`rows` of tables, `files` and `bytes` of them; `missing`: files that a storage no longer has; `sha256`: all."""

    rows: int = 0
    files: int = 0
    sha256: str = ""
    missing: list[str] = field(default_factory=list)


def export(territory: Territory, path: Path, *, progress: Progress = lambda done, total: None) -> Exported:
    """Write the archive; a file that is there already is refused (FileExistsError), a broken one is taken away."""
    done = Exported()
    archive = Writer(path)
    try:
        with translation.override("fr"), _snapshot() as cursor:
            names = {"role": territory.role, "territory": territory.pk}
            schema = territory.schema_name
            kept = _names_of_files(schema)
            archive.follow(progress, len(SHARES) + len(described.tables(cursor, schema)) + len(kept))
            archive.add("LISEZMOI.txt", [README.format(name=territory.name, slug=territory.slug).encode()])
            done.rows += _shared(cursor, archive, names)
            done.rows += _own(cursor, archive, schema)
            for answered in sheets.ask():
                _sheet(cursor, archive, answered, schema, names)
            migrations = _migrations(cursor, schema)
            head = _head(cursor, schema)
            logo = territory.logo.name or ""
        _files(archive, [*kept, *([logo] if logo else [])], done)
        archive.close(
            version=settings.VERSION,
            exported_at=timezone.now().isoformat(),
            territory={"id": str(territory.pk), "slug": territory.slug, "schema": schema, "name": territory.name},
            migrations=migrations,
            log=head,
            missing_files=done.missing,
        )
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    done.sha256 = sha256_of(path)
    return done


@contextmanager
def _snapshot() -> Iterator[Any]:
    """The owner's connection, at one moment, whoever writes meanwhile."""
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        yield cursor


def _shared(cursor: Any, archive: Writer, names: dict[str, Any]) -> int:
    told, rows = {}, 0
    for table, share in SHARES.items():
        told[table] = described.described(cursor, "public", table)
        rows += _table(archive, f"shared/{table}.jsonl", "public", table, told[table], share.rows, names)
        if share.why_stays:
            told[table]["not_imported"] = share.why_stays
    _schema(archive, "shared/schema.json", told)
    return rows


def _own(cursor: Any, archive: Writer, schema: str) -> int:
    told, rows = {}, 0
    for table in described.tables(cursor, schema):
        if table not in OWN_TABLES_LEFT:
            told[table] = described.described(cursor, schema, table)
            key = "t.number" if table == LOG else ""
            rows += _table(archive, f"tables/{table}.jsonl", schema, table, told[table], "true", {}, key)
    _schema(archive, "tables/schema.json", told)
    return rows


def _schema(archive: Writer, name: str, told: dict[str, Any]) -> None:
    archive.add(name, [json.dumps(told, ensure_ascii=False, indent=2).encode()])


def _table(
    archive: Writer, member: str, schema: str, table: str, told: dict[str, Any], rows: str, names: Any, order: str = ""
) -> int:
    columns = ", ".join(f't."{column["name"]}"' for column in told["columns"])
    order = order or ", ".join(f't."{name}"' for name in told["key"])
    counted = 0

    def lines() -> Iterator[bytes]:
        nonlocal counted
        found = f'SELECT {columns} FROM "{schema}"."{table}" t WHERE {rows} ORDER BY {order}'
        for (row,) in _stream(f"SELECT to_jsonb(r)::text FROM ({found}) r", names):
            counted += 1
            yield f"{row}\n".encode()

    entry = archive.add(member, lines())  # first: what is counted is known once it is written
    entry["rows"] = counted
    return counted


def _sheet(cursor: Any, archive: Writer, sheet: Sheet, schema: str, names: dict[str, Any]) -> None:
    sql = sheet.sql.replace("{schema}", f'"{schema}"')
    cursor.execute(f"SELECT * FROM ({sql}) s LIMIT 0", names)
    headers = [column.name for column in cursor.description]

    def rows() -> Iterable[list[Any]]:
        for row in _stream(sql, names):
            yield [sheet.words.get(header, {}).get(value, value) for header, value in zip(headers, row, strict=True)]

    archive.add(f"csv/{sheet.name}.csv", exports.semicolon_lines(headers, rows()))


def _stream(sql: str, names: Any) -> Iterator[tuple[Any, ...]]:
    with connections[OWNER].chunked_cursor() as cursor:
        cursor.execute(sql, names)
        while rows := cursor.fetchmany(BATCH):
            yield from rows


def _migrations(cursor: Any, schema: str) -> list[str]:
    cursor.execute(f"SELECT app || '.' || name FROM \"{schema}\".django_migrations ORDER BY 1")
    return [name for (name,) in cursor.fetchall()]


def _head(cursor: Any, schema: str) -> dict[str, Any]:
    cursor.execute(f'SELECT number, digest FROM "{schema}".{LOG} WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1')
    row = cursor.fetchone()
    return {"count": row[0], "digest": row[1]} if row else {"count": 0, "digest": "0" * 64}


def _names_of_files(schema: str) -> list[str]:
    """What the territory keeps and has handed over; archives of it that were asked for are none of its files."""
    storage, apart = storages["default"], folder(schema)
    found = [name for prefix in (shelf(schema), handed_over(schema)) for name in under(storage, prefix.rstrip("/"))]
    return sorted(name for name in found if not name.startswith(apart))


def _files(archive: Writer, names: list[str], done: Exported) -> None:
    """Their bytes, under the names that the storage gives them."""
    storage = storages["default"]
    for name in names:
        try:
            with storage.open(name) as content:
                archive.add(f"files/{name}", content.chunks())
            done.files += 1
        except FileNotFoundError:  # taken away since it was listed
            done.missing.append(name)
