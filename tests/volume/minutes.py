"""Minutes of sessions that are published, on either side."""

from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from eclore.kit import documents
from tests.volume.plan import key, put


def give(of: Any, jury: UUID, president: Any) -> None:
    """Frozen, signed by whoever presides, waiting for the secretary; `of`: the models of one side."""
    version = key(jury, "minutes")
    files = {"full_pdf": _document(), "full_sha256": "1" * 64, "redacted_pdf": _document(), "redacted_sha256": "2" * 64}
    put(of.Minutes, [of.Minutes(id=version, jury_id=jury, number=1, facts_sha256="0" * 64, **files)])
    means = {"capacity": "presidency", "means": "account", "name": president.name, "quality": president.quality}
    signer = {"signer_id": president.user_id, "seat_id": president.pk}
    put(of.MinutesSignature, [of.MinutesSignature(id=key(version, 1), minutes_id=version, **means, **signer)])


@cache
def _document() -> bytes:
    """Of a session where nothing happened."""
    plain = dict.fromkeys(("site", "tag", "lead", "version", "motive", "decisions", "footer"), "")
    plain["decisions"] = "Décisions"
    told = {"before": [], "items": [], "after": [], "signatures": {"title": "Signatures", "notes": []}}
    return documents.pdf("minutes", {"title": "Procès-verbal", "lang": "fr", **plain, **told}, at=datetime.now(UTC))
