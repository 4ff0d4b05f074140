"""A member whose own territory presents is asked, for each of its dossiers, whether they step aside."""

from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.locks import lock
from programs.joint.juries.models import Jury, Passage, Recusal, Seat
from programs.juries.domain import recusals
from programs.juries.models import AbstractRecusal


def propose_recusals(jury: Jury, *, by: Actor) -> list[AbstractRecusal]:
    """Propose every recusal that nobody has proposed yet; those declined stay declined."""
    lock(jury)
    asked = set(Recusal.objects.filter(passage__jury=jury).values_list("passage_id", "seat_id"))
    return [
        recusals.propose_recusal(passage, seat, by=by, reason=_("Ce dossier vient du même territoire."))
        for passage, seat in _pairs(jury)
        if (passage.pk, seat.pk) not in asked
    ]


def _pairs(jury: Jury) -> list[tuple[Passage, Seat]]:
    passages = jury.passages.select_related("nomination").defer("nomination__snapshot")
    seats = [seat for seat in Seat.objects.filter(jury=jury) if seat.territory_id]
    pairs = [(one, seat) for one in passages for seat in seats if one.nomination.territory_id == seat.territory_id]
    for passage, _seat in pairs:
        passage.jury = jury
    return pairs
