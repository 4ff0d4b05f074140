"""An archive of the territory whose context is open: asked for by who manages it, made by the worker, ended by a night.

The territory's row is held for what counts over all of its archives: one at a time is made, and one file is kept.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db.models import Q
from django.utils.translation import gettext as _

from eclore.database.current import current
from eclore.kit import audit, clock, jobs
from eclore.kit.actor import Actor, system
from eclore.kit.audit import Act
from eclore.kit.errors import Refusal
from eclore.kit.locks import lock, read_held
from eclore.kit.permissions import require
from tenants.moving import emails, shelves
from tenants.moving.exporting import Exported
from tenants.moving.models import Archive
from tenants.moving.states import HELD, UNDER_WAY, ArchiveState, Fault
from tenants.storage import files
from tenants.territories import queries as territories

MAKE = "moving.make_archive"
MADE = ("state", "done", "size", "rows", "files", "sha256", "ended_at", "expires_at")


class _Written(File):  # type: ignore[type-arg]  # Django's class takes no parameter when it runs
    """A file that a folder may take by renaming it, instead of copying it inside a transaction."""

    def temporary_file_path(self) -> str:
        return str(self.name)


class NotThere(Refusal):
    """There is no file any more, or not yet."""

    code = "archive_not_there"
    status = 410


def ask(*, by: Actor) -> Archive:
    """Have everything of the territory gathered in one file; the one that is being made, when there is one."""
    lock(territories.here(current().schema_name))
    require(by, "moving.take_away")
    waiting = Archive.objects.filter(state__in=UNDER_WAY).first()
    if waiting is not None:
        return waiting
    archive = Archive.objects.create(asked_by_id=by.user_id)
    audit.record(Act.EXPORT, subject=archive, by=by, verb="ask_archive")
    jobs.defer(MAKE, archive=str(archive.pk))
    return archive


def download(archive: Archive, *, by: Actor) -> str:
    """Where its file is, told in the log each time. Raises NotThere."""
    lock(archive)
    require(by, "moving.take_away")
    if not archive.is_ready or (archive.expires_at and archive.expires_at <= clock.now()):
        raise NotThere(_("Cette archive n'est plus là : demandez-en une autre."))
    audit.record(Act.EXPORT, subject=archive, by=by, verb="download_archive", sha256=archive.sha256)
    return shelves.path(current().schema_name, archive.pk)


def take_back(archive: Archive, *, by: Actor) -> None:
    """Before its end: the file goes, or is not made. Nothing to do when there is none any more."""
    lock(archive)
    require(by, "moving.take_away")
    if archive.is_held:
        _end(archive, ArchiveState.REMOVED)
        audit.record(Act.EXPORT, subject=archive, by=by, verb="remove_archive")


# -- what the worker does ---------------------------------------------------------------------------------------------


def begin(key: UUID | str) -> Archive | None:
    """The archive, unless it was answered or taken back; its count starts again."""
    archive = read_held(Archive.objects.filter(pk=key, state__in=UNDER_WAY))
    if archive is not None:
        archive.state, archive.done, archive.total = ArchiveState.RUNNING, 0, 0
        archive.save(update_fields=["state", "done", "total"])
    return archive


def step(key: UUID | str, done: int, total: int) -> bool:
    """So many members are written; False when nobody waits for it any more."""
    return bool(Archive.objects.filter(pk=key, state=ArchiveState.RUNNING).update(done=done, total=total))


def ready(key: UUID | str, written: Path, exported: Exported) -> bool:
    """Its file is kept for some days, in place of the one before; False when nobody waits for it any more."""
    territories.here(current().schema_name, held=True)
    archive = read_held(Archive.objects.filter(pk=key, state=ArchiveState.RUNNING))
    if archive is None:
        return False
    for former in Archive.objects.filter(state=ArchiveState.READY):
        _end(former, ArchiveState.REMOVED)
    name = shelves.path(current().schema_name, archive.pk)
    size = written.stat().st_size
    files().delete(name)  # of a worker that was killed before it could say so
    with written.open("rb") as content:
        files().put(name, _Written(content, name=str(written)))
    archive.state, archive.ended_at = ArchiveState.READY, clock.now()
    archive.expires_at = clock.now() + timedelta(days=settings.ARCHIVE_DAYS)
    archive.size, archive.rows, archive.files, archive.sha256 = size, exported.rows, exported.files, exported.sha256
    archive.done = archive.total
    archive.save(update_fields=[*MADE])
    facts: dict[str, Any] = {"rows": exported.rows, "sha256": exported.sha256}
    audit.record(Act.EXPORT, subject=archive, by=system(), verb="make_archive", **facts)
    emails.ready(archive)
    return True


def failed(key: UUID | str, fault: Fault) -> None:
    """It was tried as often as it may be; who asked is told, and may ask again."""
    archive = read_held(Archive.objects.filter(pk=key, state__in=UNDER_WAY))
    if archive is not None:
        _end(archive, ArchiveState.FAILED, fault)
        emails.failed(archive)


def end_those_that_are_over() -> int:
    """Files whose days are over go; how many. What was left in the middle is taken up again."""
    resume()
    return _end_all(ArchiveState.EXPIRED, Q(state=ArchiveState.READY, expires_at__lte=clock.now()))


def forget_what_names_somebody() -> int:
    """Somebody is being erased from this territory: files that name them go, those that are being made too."""
    return _end_all(ArchiveState.REMOVED, Q(state__in=HELD), Fault.ERASED)


def resume() -> int:
    """What has waited for hours is put in the queue again: whoever was at work has stopped; how many."""
    late = clock.now() - timedelta(hours=3)
    waiting = list(Archive.objects.filter(state__in=UNDER_WAY, created_at__lt=late).values_list("pk", flat=True))
    jobs.defer_all(MAKE, [{"archive": str(key)} for key in waiting])
    return len(waiting)


def _end_all(state: ArchiveState, which: Q, fault: Fault | None = None) -> int:
    ended = list(Archive.objects.select_for_update(no_key=True).filter(which).order_by("pk"))
    for archive in ended:
        _end(archive, state, fault)
    return len(ended)


def _end(archive: Archive, state: ArchiveState, fault: Fault | None = None) -> None:
    """No file any more, once committed."""
    archive.state, archive.fault, archive.ended_at = state, fault or "", clock.now()
    archive.save(update_fields=["state", "fault", "ended_at"])
    files().remove(shelves.path(current().schema_name, archive.pk))
