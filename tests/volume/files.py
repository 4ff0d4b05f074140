"""Files of the season: rows and snapshots that tell of them, and their bytes in the storage."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile

from eclore.kit import clock
from programs.local.ideas.models import Attachment
from tenants.moving.models import Archive
from tenants.storage import files
from tests.factories.files import pdf
from tests.volume.plan import key, put

SHOWN = ((2, 1), (2, 0), (2, -1), (2, -2), (1, 1))  # (edition, rank) of the ideas that pages are looked at with


def file_of(owner: UUID, rank: int = 1) -> UUID:
    """The key of a file of this idea, or of the copy in this nomination."""
    return key(owner, "file", rank)


def attach(slug: str, count: int) -> None:
    """So many files for each idea that is shown; in the territory's context."""
    owners = [key(slug, "idea", edition, rank) for edition, rank in SHOWN]
    rows = [
        Attachment(id=file_of(owner, rank), idea_id=owner, state="clean", checked_at=clock.now(), **_told(rank))
        for owner in owners
        for rank in range(1, count + 1)
    ]
    put(Attachment, rows)
    for row in rows:
        write_bytes(row.path)


def taken_away(slug: str) -> None:
    """An archive of the territory, ready to be downloaded; in its context."""
    pk, now = key(slug, "archive", 1), clock.now()
    ends = now + timedelta(days=7)
    told = {"size": len(pdf()), "rows": 120, "files": 3, "sha256": "0" * 64}
    put(Archive, [Archive(id=pk, state="ready", ended_at=now, expires_at=ends, **told)])
    write_bytes(f"territories/{slug.replace('-', '_')}/moving/{pk}")


def frozen(schema: str, nomination: UUID) -> list[dict[str, Any]]:
    """What a snapshot says of its only file; the copy is written too, in the programme's context."""
    copy = file_of(nomination)
    write_bytes(f"programme/{schema}/{nomination}/{copy}")
    return [{"id": str(copy), **_told(1)}]


def _told(rank: int) -> dict[str, Any]:
    return {"name": f"Plan {rank}.pdf", "media_type": "application/pdf", "size": len(pdf()), "sha256": "0" * 64}


def write_bytes(name: str) -> None:
    """The same small PDF under each name; in the context of whose it is."""
    if not files().exists(name):
        files().inner.save(name, ContentFile(pdf()))
