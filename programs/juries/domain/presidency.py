"""Who presides: handed over for the rest of the session or for one dossier, and given back, each in one act."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import record
from programs.juries.attendance import stay
from programs.juries.domain.seats import refuse_once_published
from programs.juries.models import AbstractJury, AbstractPassage, AbstractSeat
from programs.juries.queries import recusal_of
from programs.juries.rules import require
from programs.juries.states import JuryState

LONGEST_REASON = 300


@transaction.atomic
def hand_over(seat: AbstractSeat, *, by: Actor, reason: str = "", instead_of: UUID | None = None) -> AbstractSeat:
    """This member presides from now on, whoever did before and whatever they have marked. Twice is once.

    `instead_of`: the seat that whoever asks has read as presiding; another one meanwhile refuses.
    """
    jury = seat.jury
    lock(jury, seat)
    if seat.presides and _just_done(jury, by):
        return seat
    require(by, "hand_over", jury)
    refuse_once_published(jury)
    if seat.presides:
        return seat
    former = jury.seats.filter(presides=True).first()
    _refuse_stale(former, instead_of)
    _require_able(jury, seat)
    _pass_on(jury, former, seat)
    record(jury, "hand_over", by=by, note=_note(seat.name, reason), facts={"seat": seat})
    return seat


@transaction.atomic
def lend_passage(passage: AbstractPassage, seat: AbstractSeat, *, by: Actor, reason: str = "") -> AbstractPassage:
    """This member presides on that dossier alone, instead of whoever presides the session. Twice is once."""
    jury = passage.jury
    lock(jury, passage, seat)
    require(by, "hand_over", jury)
    refuse_once_published(jury)
    if seat.jury_id != passage.jury_id:
        raise Refusal(_("Ce membre ne siège pas dans ce jury."), code="not_seated")
    if passage.chair_id == seat.pk:
        return passage
    if seat.presides:
        if passage.chair_id is None:
            raise Refusal(_("Cette personne préside déjà la séance, donc ce passage."), code="already_presides")
        return return_passage(passage, by=by)
    _require_able(jury, seat)
    recusal = recusal_of(passage, seat)
    if recusal is not None and recusal.confirmed_at:
        raise Refusal(
            _("Cette personne est en déport pour ce passage : choisissez un autre membre."), code="recused", field="who"
        )
    _write(passage, seat)
    note = _note(f"{passage.title} · {seat.name}", reason)
    record(jury, "lend_passage", by=by, note=note, facts={"passage": passage, "seat": seat})
    return passage


@transaction.atomic
def return_passage(passage: AbstractPassage, *, by: Actor) -> AbstractPassage:
    """Whoever presides the session presides on this dossier again. Twice is once."""
    jury = passage.jury
    lock(jury, passage)
    require(by, "hand_over", jury)
    refuse_once_published(jury)
    if passage.chair_id is not None:
        _write(passage, None)
        record(jury, "return_passage", by=by, note=passage.title, facts={"passage": passage})
    return passage


def release(passage: AbstractPassage, seat: AbstractSeat, *, by: Actor) -> None:
    """A member who steps aside from a dossier no longer presides on it; the caller holds the session."""
    theirs = type(passage)._default_manager.filter(pk=passage.pk, chair_id=seat.pk)
    if theirs.update(chair_id=None, chaired_since=None):
        record(passage.jury, "return_passage", by=by, note=passage.title, facts={"passage": passage})


def _just_done(jury: AbstractJury, by: Actor) -> bool:
    """Whether `by` is who handed it over last: pressed twice, they preside no more and are told the same."""
    last = jury.events.filter(verb="hand_over").order_by("created_at", "pk").last()
    return last is not None and (last.by_id, last.by_name) == (by.user_id, by.name)


def _refuse_stale(former: AbstractSeat | None, instead_of: UUID | None) -> None:
    if instead_of is not None and (former is None or former.pk != instead_of):
        name = former.name if former else _("personne")
        raise Refusal(
            _("La présidence a changé de mains entre-temps : %(name)s préside. Relisez, puis recommencez.")
            % {"name": name},
            code="handed_over_meanwhile",
        )


def _require_able(jury: AbstractJury, seat: AbstractSeat) -> None:
    """Raise Refusal for who does not mark, and once the session has begun, for who is not in the room."""
    if not seat.votes:
        raise Refusal(_("Qui préside note aussi : choisissez un membre."), code="president_votes", field="who")
    if jury.state == JuryState.PREPARATION and not seat.is_awaited:
        raise Refusal(_("Une suppléance ne préside qu'une fois appelée à siéger."), code="president_votes", field="who")
    if jury.state != JuryState.PREPARATION and not seat.present:
        raise Refusal(
            _("%(name)s n'est pas dans la salle : notez son arrivée, ou choisissez un autre membre.")
            % {"name": seat.name},
            code="absent",
            field="who",
        )


def _pass_on(jury: AbstractJury, former: AbstractSeat | None, seat: AbstractSeat) -> None:
    """Both seats, with their hours once the session has begun."""
    now, begun = clock.now(), jury.state != JuryState.PREPARATION
    if former is not None:
        held = former.presided or [stay(jury.opened_at or now)]
        former.presides = False
        former.presided = [*held[:-1], stay(held[-1].lower, now)] if begun else []
        former.save(update_fields=["presides", "presided"])
    seat.presides = True
    seat.presided = [*seat.presided, stay(now)] if begun else []
    seat.save(update_fields=["presides", "presided"])


def _write(passage: AbstractPassage, seat: AbstractSeat | None) -> None:
    passage.chair_id = seat.pk if seat else None
    passage.chaired_since = clock.now() if seat else None
    passage.save(update_fields=["chair_id", "chaired_since"])


def _note(told: str, reason: str) -> str:
    reason = reason.replace("\x00", "").strip()
    if len(reason) > LONGEST_REASON:
        limit = {"limit": LONGEST_REASON}
        raise Invalid(_("Ce texte dépasse %(limit)s caractères : raccourcissez-le.") % limit, field="reason")
    return f"{told} : {reason}" if reason else told
