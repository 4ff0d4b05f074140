"""A member whose own territory presents, or who is bound to a dossier by name, is asked whether they step aside."""

from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.locks import lock
from eclore.kit.mailboxes import mark
from programs.joint.juries.models import Jury, Passage, Seat
from programs.juries.domain import conflicts
from programs.juries.models import AbstractRecusal


def propose_recusals(jury: Jury, *, by: Actor) -> list[AbstractRecusal]:
    """Propose every recusal that nobody has proposed yet; those declined stay declined."""
    lock(jury)
    return conflicts.propose(jury, _pairs(jury), by=by)


def _pairs(jury: Jury) -> list[tuple[Passage, Seat, str]]:
    passages = list(jury.passages.select_related("nomination").defer("nomination__snapshot"))
    seats = list(Seat.objects.filter(jury=jury))
    found = [(one, seat, _reason(one, seat)) for one in passages for seat in seats]
    return [pair for pair in found if pair[2]]


def _reason(passage: Passage, seat: Seat) -> str:
    """Why this member may be in conflict, or nothing; the dossier tells marks of mailboxes, never addresses."""
    bound = dict(passage.nomination.ties).get(mark(seat.email))
    if bound == "team":
        return _("Cette personne porte l'idée.")
    if bound == "signatory":
        return _("Cette personne encadre quelqu'un de l'équipe.")
    if seat.territory_id and passage.nomination.territory_id == seat.territory_id:
        return _("Ce dossier vient du même territoire.")
    return ""
