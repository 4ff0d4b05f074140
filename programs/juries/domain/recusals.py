"""Stepping aside from one dossier: at once when the member says so, proposed when somebody else sees a conflict."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import NotAllowed, Refusal
from eclore.kit.locks import lock, root_of
from eclore.kit.transitions import record
from programs.juries.domain import presidency
from programs.juries.domain.seats import refuse_once_published
from programs.juries.models import AbstractPassage, AbstractRecusal, AbstractSeat
from programs.juries.queries import recusal_of
from programs.juries.rules import belongs, can, has_answered, require, require_on, seat_of, voter_of

# What the log is told of a recusal: the last of these is where it stands.
PROPOSED, CONFIRMED, DECLINED = STANDING = ("propose_recusal", "recuse", "decline_recusal")
UNDONE = "undo_recusal"
VERBS = (*STANDING, UNDONE)


class Recused(NotAllowed):
    """The member has stepped aside from this dossier."""

    code = "recused"


@transaction.atomic
def recuse(passage: AbstractPassage, *, by: Actor, reason: str = "") -> AbstractRecusal:
    """The member steps aside: the dossier closes to them, their ballot no longer counts. Twice is once."""
    jury = passage.jury
    lock(jury, passage)
    require(by, "mark", jury)
    refuse_once_published(jury)
    seat = voter_of(by, jury)
    return step_aside(passage, seat, recusal_of(passage, seat), by=by, reason=reason)


def step_aside(
    passage: AbstractPassage, seat: AbstractSeat, asked: AbstractRecusal | None, *, by: Actor, reason: str = ""
) -> AbstractRecusal:
    """What `recuse` writes; `asked`: what the member has said, or was asked, before. The caller holds the session."""
    if asked is not None and asked.confirmed_at is not None:
        return asked
    recusal = asked or passage.recusals.model(passage=passage, seat=seat)
    recusal.passage, recusal.seat = passage, seat
    _confirm(recusal, by=by, reason=reason)
    return recusal


@transaction.atomic
def propose_recusal(passage: AbstractPassage, seat: AbstractSeat, *, by: Actor, reason: str = "") -> AbstractRecusal:
    """Ask a member whether they should step aside; nothing is hidden until they answer, but they answer first."""
    jury = passage.jury
    lock(jury, passage, seat)
    require(by, "lead", jury)
    refuse_once_published(jury)
    if seat.jury_id != passage.jury_id:
        raise Refusal(_("Ce membre ne siège pas dans ce jury."), code="not_seated")
    if not seat.votes:
        raise Refusal(_("Cette personne ne note pas : elle n'a pas à se déporter."), code="does_not_vote")
    recusal, created = passage.recusals.get_or_create(
        seat=seat, defaults={"proposed": True, "reason": reason.strip()[:300]}
    )
    if created:
        _note(recusal, by)
    return recusal


@transaction.atomic
def confirm_recusal(recusal: AbstractRecusal, *, by: Actor) -> AbstractRecusal:
    """The member agrees to step aside."""
    _answering(recusal, by)
    if recusal.confirmed_at is None:
        _confirm(recusal, by=by)
    return recusal


@transaction.atomic
def decline_recusal(recusal: AbstractRecusal, *, by: Actor) -> AbstractRecusal:
    """The member declares no conflict and keeps the dossier; the answer stays in the minutes."""
    _answering(recusal, by)
    if recusal.confirmed_at is not None:
        raise Refusal(
            _("Le déport est déjà confirmé : adressez-vous à la présidence du jury."), code="already_confirmed"
        )
    if recusal.declined_at is None:
        declined(recusal, by=by)
    return recusal


def declined(recusal: AbstractRecusal, *, by: Actor) -> None:
    """What `decline_recusal` writes; the caller holds the session."""
    recusal.declined_at = clock.now()
    recusal.save(update_fields=["declined_at"])
    _note(recusal, by)


@transaction.atomic
def undo_recusal(recusal: AbstractRecusal, *, by: Actor) -> None:
    """Whoever presides gives the dossier back to its member, until somebody has marked it; the history keeps both."""
    passage = root_of(recusal, "passage")
    jury = root_of(passage, "jury")
    lock(jury, passage, recusal)
    require_on(by, "decide", passage)
    refuse_once_published(jury)
    if recusal.confirmed_at is None:
        raise Refusal(_("Ce membre ne s'est pas déporté."), code="not_recused")
    if passage.ballots.exists():
        raise Refusal(_("Ce passage a déjà des notes : un déport ne s'annule plus."), code="marked")
    seat = recusal.seat
    recusal.delete()
    note = f"{seat.name} · {passage.title}"
    record(jury, UNDONE, by=by, note=note, facts={"passage": passage, "seat": seat})


def told_of(confirmed_at: datetime | None, declined_at: datetime | None) -> tuple[str, datetime | None]:
    """The verb that tells where a recusal stands, and since when it was answered."""
    if confirmed_at:
        return CONFIRMED, confirmed_at
    return (DECLINED, declined_at) if declined_at else (PROPOSED, None)


def require_reader(passage: AbstractPassage, *, by: Actor) -> None:
    """Raise unless `by` may open the dossier: a member who has answered any proposal, or whoever leads."""
    seat = seat_of(by, passage.jury)
    if seat is None:
        require(by, "lead", passage.jury)
        return
    if not has_answered(seat, passage):
        raise Refusal(
            _("Dites d'abord, pour tous les dossiers, si vous avez un conflit d'intérêts."), code="conflicts_unanswered"
        )
    recusal = recusal_of(passage, seat)
    if recusal is not None and recusal.confirmed_at:
        raise Recused(_("Vous êtes en déport pour ce passage."))
    if recusal is not None and recusal.declined_at is None:
        raise Refusal(_("Répondez d'abord à la proposition de déport pour ce passage."), code="recusal_pending")


def _answering(recusal: AbstractRecusal, by: Actor) -> None:
    """Only the member answers for themselves, or the system."""
    jury = root_of(recusal, "passage", "jury")
    lock(jury, recusal)
    if not (by.system or (can(by, "mark", jury) and belongs(recusal.seat, by))):
        raise NotAllowed(_("Seul le membre concerné répond à une proposition de déport."))
    refuse_once_published(jury)


def _confirm(recusal: AbstractRecusal, *, by: Actor, reason: str = "") -> None:
    recusal.confirmed_at, recusal.declined_at = clock.now(), None
    recusal.reason = reason.strip()[:300] or recusal.reason
    recusal.save(update_fields=None if recusal._state.adding else ["confirmed_at", "declined_at", "reason"])
    _note(recusal, by)
    presidency.release(recusal.passage, recusal.seat, by=by)


def _note(recusal: AbstractRecusal, by: Actor) -> None:
    passage, seat = recusal.passage, recusal.seat
    verb, since = told_of(recusal.confirmed_at, recusal.declined_at)
    note = f"{seat.name} · {passage.title}"
    record(passage.jury, verb, by=by, note=note, facts={"passage": passage, "seat": seat, "since": since})
