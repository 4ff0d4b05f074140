"""Minutes of sessions that are published, on either side."""

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from eclore.kit import documents
from tests.volume.plan import key, put


def give(of: Any, jury: UUID, president: Any) -> None:
    """Frozen, signed by whoever presides, waiting for the secretary; `of`: the models of one side."""
    version = key(jury, "minutes")
    files = {f"{kind}_pdf": document(kind) for kind in ("full", "redacted")}
    digests = {f"{kind}_sha256": sha256(document(kind)).hexdigest() for kind in ("full", "redacted")}
    put(of.Minutes, [of.Minutes(id=version, jury_id=jury, number=1, facts_sha256="0" * 64, **files, **digests)])
    means = {"capacity": "presidency", "means": "account", "name": president.name, "quality": president.quality}
    signer = {"signer_id": president.user_id, "seat_id": president.pk}
    put(of.MinutesSignature, [of.MinutesSignature(id=key(version, 1), minutes_id=version, **means, **signer)])


@cache
def document(kind: str) -> bytes:
    """Of a session where nothing happened, full or redacted; the same while this process lasts."""
    plain = dict.fromkeys(("site", "tag", "lead", "version", "motive", "decisions", "footer"), "")
    plain["decisions"] = "Décisions"
    told = {"before": [], "items": [], "after": [], "signatures": {"title": "Signatures", "notes": []}}
    title = f"Procès-verbal ({kind})"
    return documents.pdf("minutes", {"title": title, "lang": "fr", **plain, **told}, at=datetime.now(UTC))
