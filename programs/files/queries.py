"""How much a territory keeps, and which files wait for the antivirus; in its context."""

from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.db.models import Sum

from eclore.database.current import current
from eclore.kit import clock
from programs.files.models import StoredFile
from programs.files.states import FileState
from tenants.territories.queries import here

FORGOTTEN = timedelta(minutes=30)


@dataclass(frozen=True)
class Usage:
    """In bytes."""

    used: int
    quota: int

    @property
    def left(self) -> int:
        return max(0, self.quota - self.used)


def tables() -> list[type[StoredFile]]:
    """Every app's own table of files."""
    return [model for model in apps.get_models() if issubclass(model, StoredFile)]


def usage_here(*, held: bool = False) -> Usage:
    """What this territory keeps and may keep; one statement for each table, one for the territory.

    `held`: nobody else adds to it before the transaction ends.
    """
    quota = here(current().schema_name, held=held).files_quota * 1_000_000
    used = sum(model._default_manager.aggregate(total=Sum("size"))["total"] or 0 for model in tables())
    return Usage(used, quota)


def paths_here() -> set[str]:
    """Where the bytes of every row of this territory should be."""
    return {
        row.path for model in tables() for row in model._default_manager.filter(fault="").only("pk", "state", "unread")
    }


def left_behind(*, unread: bool) -> list[tuple[str, str]]:
    """(label, key) of the files that have waited for their reader, or for the antivirus, longer than it takes."""
    since = clock.now() - FORGOTTEN
    return [
        (model._meta.label_lower, str(pk))
        for model in tables()
        for pk in model._default_manager.filter(
            state=FileState.PENDING, unread=unread, created_at__lt=since
        ).values_list("pk", flat=True)
    ]
