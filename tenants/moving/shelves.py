"""Where the archives of a territory are among its files, and apart from them: no archive holds another."""

from uuid import UUID

from eclore.database.current import current
from tenants.moving.models import Archive
from tenants.moving.states import ArchiveState
from tenants.storage import shelf


def folder(schema: str) -> str:
    """The prefix of every archive of this territory."""
    return f"{shelf(schema)}moving/"


def path(schema: str, key: UUID) -> str:
    """Where the file of one archive is."""
    return f"{folder(schema)}{key}"


def expected() -> set[str]:
    """The files that rows of the open territory know."""
    ready = Archive.objects.filter(state=ArchiveState.READY).values_list("pk", flat=True)
    return {path(current().schema_name, key) for key in ready}
