"""What is corrected of a session before its decisions are published; how many must be there, before it opens."""

from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.locks import lock
from eclore.kit.transitions import WrongState, record
from programs.juries.domain import entry_cards
from programs.juries.domain.seats import refuse_once_published
from programs.juries.models import AbstractJury
from programs.juries.rules import require
from programs.juries.states import JuryState

CHANGEABLE = ("title", "held_on", "starts_at", "place", "quorum", "places")
JuryT = TypeVar("JuryT", bound=AbstractJury)


@transaction.atomic
def change(jury: JuryT, *, by: Actor, **fields: Any) -> JuryT:
    """Correct the title, day, hour, place or number of places, before publication; the quorum, before the opening."""
    lock(jury)
    require(by, "compose", jury)
    refuse_once_published(jury)
    before = jury.quorum
    after = fields.get("quorum", before)
    if after != before:
        _require_quorum_free(jury, after)
    for name, value in fields.items():
        if name not in CHANGEABLE:
            raise TypeError(f"a jury has no field {name!r} to change")
        setattr(jury, name, value)
    jury.save(update_fields=list(fields))
    entry_cards.follow(jury)
    told = {} if after == before else {"quorum_before": before, "quorum": after}
    note = _("Quorum : %(before)s, puis %(after)s") % {"before": before, "after": after} if told else ""
    record(jury, "change", by=by, note=note, facts=told)
    return jury


def _require_quorum_free(jury: AbstractJury, quorum: int) -> None:
    if jury.state != JuryState.PREPARATION:
        raise WrongState(
            _("La séance est ouverte : son quorum ne change plus. Ajoutez des membres s'il en manque."),
            state=jury.state,
        )
    if quorum < 1:
        raise Invalid(_("Le quorum est d'au moins un membre."), field="quorum")
