"""The recorded template, kept by the database: whoever provisions next does not record it again."""

import sys
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import django
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

import eclore.kit
from tenants.territories import condensing
from tenants.territories.models import Blueprint

OWNER = "owner"


def kept() -> tuple[str, ...] | None:
    """The statements that this code's migrations execute in an empty schema; None when nobody has recorded them."""
    found = _here() and Blueprint.objects.using(OWNER).filter(pk=key()).values_list("statements", flat=True).first()
    return tuple(found) if found else None


def keep(statements: tuple[str, ...]) -> None:
    """Keep what was recorded, in place of what another version has recorded."""
    if _here():
        Blueprint.objects.using(OWNER).exclude(pk=key()).delete()
        Blueprint.objects.using(OWNER).update_or_create(pk=key(), defaults={"statements": list(statements)})


def key() -> str:
    """What the statements depend on: migrations as they are written, what they may read of ours, Django, the server."""
    connection: Any = connections[OWNER]
    version = connection.pg_version // 10_000
    return sha256(f"{_sources()} {django.__version__} {version}".encode()).hexdigest()


@cache
def _sources() -> str:
    """SHA-256 of every migration of the code, of the kit that they read, and of what condenses them."""
    loaded: dict[tuple[str, str], Any] = MigrationExecutor(None).loader.disk_migrations
    files = {str(sys.modules[type(migration).__module__].__file__) for migration in loaded.values()}
    files |= {str(path) for folder in eclore.kit.__path__ for path in Path(folder).glob("*.py")}
    files.add(condensing.__file__)
    digest = sha256()
    for name in sorted(files):
        content = Path(name).read_bytes()
        digest.update(f"{Path(name).name} {len(content)} ".encode() + content)
    return digest.hexdigest()


def _here() -> bool:
    """A database that waits for `upgrade` has no place for it."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.territories_blueprint') IS NOT NULL")
        return bool(cursor.fetchone()[0])
