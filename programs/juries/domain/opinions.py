"""A reservation or a dissent in one member's own words, beside a verdict: theirs alone to write and take back."""

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import record
from programs.juries.domain.recusals import Recused
from programs.juries.domain.sessions import require_state
from programs.juries.models import AbstractOpinion, AbstractPassage, AbstractSeat
from programs.juries.queries import decision_of
from programs.juries.rules import voter_of
from programs.juries.snapshots import read_sitting
from programs.juries.states import JuryState, OpinionKind

LONGEST_TEXT = 4000


@transaction.atomic
def write_opinion(
    passage: AbstractPassage, *, by: Actor, text: str, kind: str = OpinionKind.RESERVATION
) -> AbstractOpinion:
    """One's own, once the dossier has a verdict and until decisions are published. Twice is once; another replaces it.

    Raises WrongState, Recused, NotAllowed, Invalid, Refusal.
    """
    seat = _writer(passage, by)
    if decision_of(passage) is None:
        raise Refusal(
            _("Ce passage attend encore sa décision : une réserve porte sur une décision prise."), code="undecided"
        )
    if kind not in OpinionKind.values:
        raise Invalid(_("Choisissez une réserve ou une opinion dissidente."), code="unknown_kind", field="kind")
    told = {"kind": kind, "text": _text(text)}
    known: AbstractOpinion | None = passage.opinions.filter(seat=seat).first()
    if known is not None and {"kind": known.kind, "text": known.text} == told:
        return known
    opinion = known or passage.opinions.model(passage=passage, seat=seat)
    opinion.kind, opinion.text, opinion.written_at = kind, told["text"], clock.now()
    if known is None:
        opinion.save(force_insert=True)
    else:
        opinion.save(update_fields=["kind", "text", "written_at"])
    _tell(passage, seat, "write_opinion", by)
    return opinion


@transaction.atomic
def withdraw_opinion(passage: AbstractPassage, *, by: Actor) -> None:
    """Take one's own back. Twice is once."""
    seat = _writer(passage, by)
    deleted, _rows = passage.opinions.filter(seat=seat).delete()
    if deleted:
        _tell(passage, seat, "withdraw_opinion", by)


def _writer(passage: AbstractPassage, by: Actor) -> AbstractSeat:
    """The member's seat, the dossier held, during the deliberation."""
    jury = passage.jury
    lock(jury, passage)
    seat = voter_of(by, jury)
    sentence = _("Une réserve s'écrit pendant la délibération, avant la publication des décisions.")
    require_state(jury, JuryState.DELIBERATION, sentence)
    sitting = read_sitting(jury)
    if sitting.is_recused(passage.pk, seat):
        raise Recused(_("Vous êtes en déport pour ce passage."))
    if not sitting.is_voter(passage.pk, seat.pk):
        raise NotAllowed(
            _("Vous n'étiez pas noté présent à ce passage : demandez à la présidence de corriger vos heures."),
            code="absent",
        )
    return seat


def _text(text: str) -> str:
    text = text.replace("\x00", "").strip()
    if not text:
        raise Invalid(_("Écrivez votre réserve, ou revenez sans rien enregistrer."), field="text")
    if len(text) > LONGEST_TEXT:
        limit = {"limit": LONGEST_TEXT}
        raise Invalid(_("Ce texte dépasse %(limit)s caractères : raccourcissez-le.") % limit, field="text")
    return text


def _tell(passage: AbstractPassage, seat: AbstractSeat, verb: str, by: Actor) -> None:
    """Who, and on what; never what it says."""
    note = f"{seat.name} · {passage.title}"
    record(passage.jury, verb, by=by, note=note, facts={"passage": passage, "seat": seat})
