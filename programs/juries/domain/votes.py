"""A show of hands on one dossier: counted, recorded by whoever leads, corrected until decisions are published.

It decides nothing by itself. Where as many are for as against, the president's vote tips it if the session says so.
"""

from dataclasses import asdict, dataclass
from typing import Unpack, cast

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.locks import lock, root_of
from eclore.kit.transitions import record
from programs.juries import presidency, votes
from programs.juries.domain.sessions import require_state
from programs.juries.models import AbstractJury, AbstractPassage, AbstractSeat, AbstractVote
from programs.juries.queries import related
from programs.juries.rules import require_on, seat_of
from programs.juries.snapshots import Sitting, read_sitting
from programs.juries.states import JuryState
from programs.juries.votes import CountGiven

LONGEST_QUESTION = 200


@dataclass(frozen=True)
class Count:
    """What was put to the vote and how many hands were raised; `casting`: which way the president tipped it."""

    question: str
    in_favour: int = 0
    against: int = 0
    abstentions: int = 0
    casting: str = ""

    @property
    def hands(self) -> int:
        return self.in_favour + self.against + self.abstentions


@transaction.atomic
def record_vote(passage: AbstractPassage, *, by: Actor, **given: Unpack[CountGiven]) -> AbstractVote:
    """The hands raised on this dossier. The same twice is once; the same question counted otherwise is refused.

    Raises WrongState, NotAllowed, Invalid, Refusal.
    """
    sitting = _sitting(passage, by)
    count, rows = _sound(given), related(type(passage), "votes")
    known: AbstractVote | None = rows.filter(passage=passage, question=count.question).first()
    if known is not None and _count_of(known) == count:
        return known
    if known is not None:
        raise Refusal(
            _("Ce vote est déjà enregistré avec un autre décompte : corrigez-le plutôt."),
            code="already_recorded",
            field="question",
        )
    vote: AbstractVote = rows.model(passage=passage)
    _write(vote, count, _require_fit(passage, count, sitting))
    vote.save(force_insert=True)
    _tell(vote, "record_vote", by, _note(vote))
    return vote


@transaction.atomic
def correct_vote(vote: AbstractVote, *, by: Actor, **given: Unpack[CountGiven]) -> AbstractVote:
    """It was counted or written otherwise; what it said stays in the history. Raises the same."""
    passage = root_of(vote, "passage")
    sitting = _sitting(passage, by)
    lock(vote)
    before, was = _count_of(vote), _note(vote)
    count = _sound(cast(CountGiven, {**asdict(before), **given}))
    if count == before:
        return vote
    same = related(type(passage), "votes").filter(passage=passage, question=count.question).exclude(pk=vote.pk)
    if same.exists():
        raise Refusal(
            _("Un autre vote de ce passage porte déjà cette question."), code="already_recorded", field="question"
        )
    _write(vote, count, _require_fit(passage, count, sitting))
    vote.save(update_fields=["question", "in_favour", "against", "abstentions", "casting", "caster_id"])
    note = _("%(before)s ; corrigé : %(after)s") % {"before": was, "after": votes.in_words(vote, _caster(vote))}
    _tell(vote, "correct_vote", by, note)
    return vote


@transaction.atomic
def withdraw_vote(vote: AbstractVote, *, by: Actor) -> None:
    """It was not held, or not on this dossier; the history keeps what it said."""
    passage = root_of(vote, "passage")
    _sitting(passage, by)
    lock(vote)
    _tell(vote, "withdraw_vote", by, _note(vote))
    vote.delete()


def _sitting(passage: AbstractPassage, by: Actor) -> Sitting:
    """Who sits, the dossier held, for whoever leads it during the deliberation and has not stepped aside from it."""
    jury: AbstractJury = root_of(passage, "jury")
    lock(jury, passage)
    require_on(by, "lead", passage)
    sentence = _("Un vote à main levée s'enregistre pendant la délibération, avant la publication des décisions.")
    require_state(jury, JuryState.DELIBERATION, sentence)
    sitting = read_sitting(jury)
    if sitting.is_recused(passage.pk, seat_of(by, jury)):
        raise NotAllowed(
            _("Vous êtes en déport pour ce passage : laissez un autre membre enregistrer le vote."), code="recused"
        )
    return sitting


def _sound(given: CountGiven) -> Count:
    """What was given, once it makes sense by itself. Raises Invalid."""
    question = " ".join(given.get("question", "").replace("\x00", "").split())
    if not question:
        raise Invalid(_("Écrivez la question mise aux voix."), field="question")
    if len(question) > LONGEST_QUESTION:
        limit = {"limit": LONGEST_QUESTION}
        raise Invalid(_("Ce texte dépasse %(limit)s caractères : raccourcissez-le.") % limit, field="question")
    hands = (given.get("in_favour", 0), given.get("against", 0), given.get("abstentions", 0))
    count = Count(question, *hands, given.get("casting", ""))
    if min(hands) < 0:
        raise Invalid(_("Un nombre de voix ne peut pas être négatif."), code="negative")
    if not count.hands:
        raise Invalid(_("Indiquez au moins une voix : pour, contre ou abstention."), code="no_hands", field="in_favour")
    return count


def _require_fit(passage: AbstractPassage, count: Count, sitting: Sitting) -> AbstractSeat | None:
    """Whoever tipped it, if anybody did. Raises Invalid for more hands than members, or a casting vote out of place."""
    most = sitting.expected(passage.pk)
    if count.hands > most:
        raise Invalid(
            _(
                "Vous comptez %(hands)s voix, mais le nombre de votants de ce passage, présents et sans déport, est de"
                " %(most)s : recomptez."
            )
            % {"hands": count.hands, "most": most},
            code="too_many_hands",
            field="in_favour",
        )
    if not count.casting:
        return None
    if not passage.jury.casting_vote:
        raise Invalid(
            _("Les réglages de la séance ne donnent pas de voix prépondérante à la présidence."),
            code="no_casting_vote",
            field="casting",
        )
    if count.in_favour != count.against:
        raise Invalid(
            _("La voix prépondérante ne sert qu'en cas de partage, autant de voix pour que de voix contre."),
            code="not_tied",
            field="casting",
        )
    caster = presidency.chair(passage)
    if caster is None or not sitting.is_voter(passage.pk, caster.pk):
        raise Invalid(
            _("Qui préside n'est pas là ou est en déport : confiez d'abord la présidence de ce passage."),
            code="no_chair",
            field="casting",
        )
    return caster


def _write(vote: AbstractVote, count: Count, caster: AbstractSeat | None) -> None:
    for name, value in asdict(count).items():
        setattr(vote, name, value)
    vote.caster_id = caster.pk if caster else None


def _count_of(vote: AbstractVote) -> Count:
    return Count(vote.question, vote.in_favour, vote.against, vote.abstentions, vote.casting)


def _caster(vote: AbstractVote) -> str:
    """The name of whoever tipped it."""
    seats = vote.passage.jury.seats.all()
    return next((seat.name for seat in seats if seat.pk == vote.caster_id), "") if vote.caster_id else ""


def _note(vote: AbstractVote) -> str:
    return f"{vote.passage.title} · {votes.in_words(vote, _caster(vote))}"


def _tell(vote: AbstractVote, verb: str, by: Actor, note: str) -> None:
    record(
        vote.passage.jury,
        verb,
        by=by,
        note=note,
        facts={
            "passage": vote.passage,
            "vote": vote,
            "in_favour": vote.in_favour,
            "against": vote.against,
            "abstentions": vote.abstentions,
        },
    )
