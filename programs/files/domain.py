"""Keeping a file, and letting it go: the row and its bytes come and go together. The app that owns it checks who."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import gettext as _

from eclore.kit import clock, jobs
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.uploads import Content
from programs.files import queries
from programs.files.inspection import inspect
from programs.files.kinds import weight
from programs.files.models import StoredFile
from programs.files.names import tidied
from programs.files.states import FileState
from tenants.storage import files

Kept = TypeVar("Kept", bound=StoredFile)
MEGABYTE = 1_000_000
SCAN = "files.scan"


def keep(model: type[Kept], upload: Content, *, by: Actor, most: int, field: str = "file", **owner: Any) -> Kept:
    """Inspect, then write the bytes and the row; withheld until an antivirus has read it, when there is one.

    `most` is in bytes, `owner` the fields that say what the file belongs to. Raises Invalid.
    """
    inspected = inspect(upload, most=most, field=field)
    _ensure_within_quota(inspected.size, field)
    watched = bool(settings.CLAMD)
    kept = model(
        name=tidied(upload.name or "", inspected.kind.extension),
        media_type=inspected.kind.media_type,
        size=inspected.size,
        sha256=inspected.sha256,
        uploaded_by_id=by.user_id,
        uploaded_by=by.name,
        state=FileState.PENDING if watched else FileState.CLEAN,
        checked_at=None if watched else clock.now(),
        **owner,
    )
    files().put(kept.path, inspected.content)
    kept.save(force_insert=True)
    if watched:
        jobs.defer(SCAN, label=model._meta.label_lower, pk=str(kept.pk))
    return kept


def forget(kept: Iterable[StoredFile]) -> int:
    """Let go of these files, whatever their state; returns how many. For erasing a person and purging a dossier.

    Their names go with them: a history keeps only what the owning app has written in it.
    """
    rows = list(kept)
    for one in rows:
        files().remove(one.path)
        one.delete()
    return len(rows)


def judge(kept: StoredFile, threat: str) -> None:
    """What the antivirus says: `threat` is empty for a file that may be served. The bytes of another go aside."""
    if kept.state != FileState.PENDING:
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
    usage = queries.usage_here()
    if size > usage.left:
        sentence = _(
            "Votre territoire a déjà %(used)s de fichiers, sur %(quota)s : retirez-en, ou demandez plus de"
            " place à l'équipe nationale."
        )
        facts = {"used": weight(usage.used), "quota": weight(usage.quota)}
        raise Invalid(sentence % facts, code="territory_files_full", field=field)
