"""A territory's dump of what it is now, beside whoever writes."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.storage import storages
from django.db import connections, transaction
from django.db.utils import OperationalError

from eclore.kit import audit, clock
from eclore.kit.actor import system
from eclore.kit.audit import Act
from tenants.backups import dumps, store, whole
from tenants.backups.errors import BackupError
from tenants.contexts import in_territory
from tenants.moving.archive import sha256_of
from tenants.storage import handed_over, shelf, under
from tenants.territories.models import Territory
from tenants.territories.template import OWNER


def back_up(territory: Territory) -> tuple[Path, int]:
    """The dump and how many files it names; a line of the territory's log tells of it. Raises BackupError."""
    with whole.alone():
        path = dumps.path_of(territory.slug, store.stamp())
        files = keep_files(territory)
        try:
            with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SET LOCAL lock_timeout TO '10s'")
                dumps.take(cursor, territory, path, files, clock.now())
        except OperationalError as error:
            raise BackupError("its tables are held by something else, such as an upgrade: try again later") from error
        dumps.read(path, territory).close()
    with in_territory(territory.schema_name):
        audit.record(Act.EXPORT, by=system(), verb="backup_territory", sha256=sha256_of(path))
    return path, len(files)


def keep_files(territory: Territory) -> store.Names:
    """Copies of its files, those that earlier lists name left as they are."""
    storage = storages["default"]
    schema, logo = territory.schema_name, territory.logo.name or ""
    names = [name for folder in (shelf(schema), handed_over(schema)) for name in under(storage, folder.rstrip("/"))]
    return store.keep([*names, *([logo] if logo else [])], dumps.own_files(whole.files_at(None), territory, logo))


def moment(told: dict[str, Any]) -> datetime:
    """When a dump was taken, by its manifest."""
    return datetime.fromisoformat(told["at"])
