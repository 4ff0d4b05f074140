"""One preference of each session, so that what is measured meets the table."""

from typing import Any

from eclore.kit import clock
from tests.volume.plan import key, put


def give(models: Any, pk: Any, passages: tuple[Any, Any], seat: Any) -> None:
    """Of this seat, on these two dossiers of the session `pk`, if it has as many; `models`: those of one side."""
    if models.Passage.objects.filter(pk__in=passages).count() < len(passages):
        return
    one, other = sorted(passages)
    chosen = {"passage_id": one, "other_id": other, "seat_id": seat, "choice": "first", "answered_at": clock.now()}
    put(models.Preference, [models.Preference(id=key(pk, "preference", 1), **chosen)])
