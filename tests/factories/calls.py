"""Editions and calls, made as a manager makes them; call these in a territory's context."""

from datetime import timedelta
from typing import Any

from eclore.kit import actor as actors
from eclore.kit import clock
from eclore.kit.actor import Actor
from programs.local.calls.domain import editions
from programs.local.calls.models import Call, Edition
from programs.local.calls.queries import next_number
from programs.local.calls.template import CallDraft


def manager(schema: str = "") -> Actor:
    """Somebody who runs the programme, without an account."""
    return Actor(
        name="Chargée de programme", email="programme@exemple.fr", roles=frozenset({actors.MANAGER}), schema=schema
    )


def draft(**changes: Any) -> CallDraft:
    """A call that has been open for a week and closes in a month."""
    now = clock.now()
    return CallDraft(**{"opens_at": now - timedelta(days=7), "closes_at": now + timedelta(days=30), **changes})


def an_edition(*, published: bool = True, by: Actor | None = None, **changes: Any) -> Edition:
    """An edition and its call; terms and fields of the draft may be given together."""
    by = by or manager()
    of_the_call = {name: changes.pop(name) for name in list(changes) if name in CallDraft.__dataclass_fields__}
    programme = changes.pop("programme", "Appel à idées")
    number = changes.pop("number", next_number(programme))
    edition = editions.open_edition(by=by, programme=programme, number=number, call=draft(**of_the_call), **changes)
    return editions.publish(edition, by=by) if published else edition


def a_call(**changes: Any) -> Call:
    """An open call that asks for no commitment, so that ideas are quick to submit."""
    return an_edition(**{"commitment_required": False, **changes}).call
