"""What a territory was at a moment, read from the cluster of then; and what going back there loses."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import connections

from eclore.kit import audit
from eclore.kit.actor import system
from eclore.kit.audit import Act
from tenants.backups import beside, dumps, taking, whole
from tenants.backups.errors import BackupError
from tenants.contexts import in_programme
from tenants.moving import described
from tenants.moving.archive import Reader
from tenants.moving.shares import OWN_TABLES_LEFT
from tenants.territories.models import Territory
from tenants.territories.template import OWNER

NOMINATED = "SELECT count(*) FROM public.forums_nomination WHERE territory_role = %s AND created_at > %s"


def dump_of_then(territory: Territory, at: datetime, path: Path) -> None:
    """Write the dump; people who have been erased since are erased from it, and its tables are those of now."""
    with in_programme():  # it is an act to be told, and the log of then ends with something later than that moment
        audit.record(Act.EXPORT, by=system(), verb="read_backup", site=territory.schema_name, at=at)
    with beside.cluster_at(at) as then:
        with then.connect() as connection:
            found = connection.execute(
                "SELECT logo FROM public.territories_territory WHERE id = %s", [territory.pk]
            ).fetchone()
            if found is None:
                raise BackupError(f"it was not there at {at.isoformat()}")
            there = dumps.migrations(connection.cursor(), territory.schema_name)
        with connections[OWNER].cursor() as cursor:
            if there != dumps.migrations(cursor, territory.schema_name):
                then.manage("upgrade")
        then.manage("replay_erasures")
        files = dumps.own_files(whole.files_at(at), territory, str(found[0]))
        with then.connect() as connection:
            dumps.take(connection.cursor(), territory, path, files, at)


def what_is_lost(territory: Territory, dump: Reader) -> Iterator[str]:
    """Sentences for whoever must confirm: rows now and then, what stays at the nation's, who is not told."""
    schema, at = territory.schema_name, taking.moment(dump.manifest)
    yield f"{territory.slug} ({territory.name}) goes back to {at.isoformat()}. What was done there since is lost:"
    with connections[OWNER].cursor() as cursor:
        lines = int(dumps.head(cursor, schema)[0]) - int(dump.manifest["log"][0])
        yield f"  {max(0, lines)} lines of its log"
        for table in described.tables(cursor, schema):
            if table in OWN_TABLES_LEFT:
                continue
            cursor.execute(f'SELECT count(*) FROM "{schema}"."{table}"')
            now, then = int(cursor.fetchone()[0]), int(dump.manifest["counts"][table])
            if now != then:
                yield f"  {table}: {now} rows now, {then} then"
        cursor.execute(NOMINATED, [territory.role, at])
        if since := int(cursor.fetchone()[0]):
            yield f"  {since} nominations that were made since stay at their forums, without their idea"
    yield "Roles and invitations go back too. Letters that have left are not called back. The others go on meanwhile."
