"""Keeping a file, and letting it go: the row and its bytes come and go together. The app that owns it checks who."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import gettext as _

from eclore.kit import clock, jobs
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.reading.faults import Fault
from eclore.kit.uploads import Content
from programs.files import queries
from programs.files.inspection import Inspected, digest, glanced
from programs.files.kinds import weight
from programs.files.models import StoredFile
from programs.files.names import tidied
from programs.files.states import FileState
from tenants.storage import files

Kept = TypeVar("Kept", bound=StoredFile)
MEGABYTE = 1_000_000
READ, SCAN = "files.read", "files.scan"
# Files of one person that wait to be read: reading them takes time that everybody shares.
MOST_WAITING = 10


def keep(model: type[Kept], upload: Content, *, by: Actor, most: int, field: str = "file", **owner: Any) -> Kept:
    """Write the bytes and the row; withheld until it has been read in a process of its own, then by the antivirus.

    `most` is in bytes, `owner` the fields that say what the file belongs to. Raises Invalid.
    """
    kind = glanced(upload, most=most, field=field)
    _ensure_within_quota(upload.size, field)
    _ensure_few_wait(model, by, field)
    kept = model(
        name=tidied(upload.name or "", kind.extension),
        media_type=kind.media_type,
        size=upload.size,
        sha256=digest(upload),
        uploaded_by_id=by.user_id,
        uploaded_by=by.name,
        state=FileState.PENDING,
        unread=True,
        **owner,
    )
    files().put(kept.path, upload)
    kept.save(force_insert=True)
    jobs.defer(READ, label=model._meta.label_lower, pk=str(kept.pk), most=most)
    return kept


def accept(kept: StoredFile, inspected: Inspected) -> None:
    """It has been read: what is kept of it takes its place, and waits for the antivirus when there is one."""
    if not kept.unread:
        return
    before = kept.path
    watched = bool(settings.CLAMD)
    kept.unread = False
    kept.name, kept.media_type = tidied(kept.name, inspected.kind.extension), inspected.kind.media_type
    kept.size, kept.sha256 = inspected.size, inspected.sha256
    if not watched:
        kept.state, kept.checked_at = FileState.CLEAN, clock.now()
    files().put(kept.path, inspected.content)
    files().remove(before)
    kept.save(update_fields=["unread", "name", "media_type", "size", "sha256", "state", "checked_at"])
    if watched:
        jobs.defer(SCAN, label=kept._meta.label_lower, pk=str(kept.pk))


def refuse(kept: StoredFile, fault: Fault) -> None:
    """Its reader has refused it: its bytes go, its row says why until somebody takes it back."""
    if not kept.unread:
        return
    files().remove(kept.path)
    kept.unread, kept.fault, kept.size = False, str(fault)[:60], 0
    kept.state, kept.checked_at = FileState.REFUSED, clock.now()
    kept.has_been_refused()
    kept.save(update_fields=["unread", "fault", "size", "state", "checked_at"])


def forget(kept: Iterable[StoredFile]) -> int:
    """Let go of these files, whatever their state; returns how many. For erasing a person and purging a dossier.

    Their names go with them: a history keeps only what the owning app has written in it.
    """
    rows = list(kept)
    for one in rows:
        if not one.fault:
            files().remove(one.path)
        one.delete()
    return len(rows)


def judge(kept: StoredFile, threat: str) -> None:
    """What the antivirus says: `threat` is empty for a file that may be served. The bytes of another go aside."""
    if kept.state != FileState.PENDING or kept.unread:
        return
    before = kept.path
    kept.state = FileState.REFUSED if threat else FileState.CLEAN
    kept.threat, kept.checked_at = threat[:200], clock.now()
    if threat:
        files().copy(before, kept.path)
        files().remove(before)
        kept.has_been_refused()
    kept.save(update_fields=["state", "threat", "checked_at"])


def _ensure_within_quota(size: int, field: str) -> None:
    usage = queries.usage_here(held=True)
    if size > usage.left:
        sentence = _(
            "Votre territoire a déjà %(used)s de fichiers, sur %(quota)s : retirez-en, ou demandez plus de"
            " place à l'équipe nationale."
        )
        facts = {"used": weight(usage.used), "quota": weight(usage.quota)}
        raise Invalid(sentence % facts, code="territory_files_full", field=field)


def _ensure_few_wait(model: type[StoredFile], by: Actor, field: str) -> None:
    waiting = model._default_manager.filter(uploaded_by_id=by.user_id, unread=True).count()
    if waiting >= MOST_WAITING:
        sentence = _(
            "Vos %(count)d derniers fichiers sont encore en cours de vérification : attendez quelques minutes, puis"
            " joignez celui-ci."
        )
        raise Invalid(sentence % {"count": waiting}, code="files_waiting", field=field)
