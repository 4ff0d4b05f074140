"""The running order of the day, until the decisions are published."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.locks import lock
from eclore.kit.transitions import WrongState, record
from programs.joint.juries.models import Jury, Passage
from programs.juries.rules import require
from programs.juries.states import JuryState


@transaction.atomic
def reorder(jury: Jury, *, by: Actor, passages: Sequence[UUID]) -> Jury:
    """Set the running order; every passage once. Raises Invalid otherwise."""
    lock(jury)
    require(by, "lead", jury)
    if jury.state == JuryState.PUBLISHED:
        raise WrongState(_("Les décisions sont publiées : l'ordre de passage ne change plus."), state=jury.state)
    rows = {passage.pk: passage for passage in jury.passages.all()}
    if sorted(map(str, passages)) != sorted(map(str, rows)):
        raise Invalid(_("Donnez chaque passage une fois, dans l'ordre voulu."), code="incomplete", field="passages")
    for position, key in enumerate(passages):
        rows[key].position = position
    Passage.objects.bulk_update(rows.values(), ["position"])
    record(jury, "reorder", by=by)
    return jury


def move(passage: Passage, *, by: Actor, earlier: bool) -> Jury:
    """Let a passage change places with its neighbour; at the end of the list nothing moves."""
    lock(passage.jury, passage)
    order = list(passage.jury.passages.values_list("pk", flat=True))
    here = order.index(passage.pk)
    there = here - 1 if earlier else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    return reorder(passage.jury, by=by, passages=order)
