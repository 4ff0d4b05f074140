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
from programs.juries.rules import belongs, can, require, seat_of

# What the log is told of a recusal: the last of these is where it stands.
PROPOSED, CONFIRMED, DECLINED = VERBS = ("propose_recusal", "recuse", "decline_recusal")


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
    seat = seat_of(by, jury)
    recusal, created = passage.recusals.get_or_create(
        seat=seat, defaults={"reason": reason.strip()[:300], "confirmed_at": clock.now()}
    )
    if created or recusal.confirmed_at is None:
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
        recusal.declined_at = clock.now()
        recusal.save(update_fields=["declined_at"])
        _note(recusal, by)
    return recusal


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
    recusal.save(update_fields=["confirmed_at", "declined_at", "reason"])
    _note(recusal, by)
    presidency.release(recusal.passage, recusal.seat, by=by)


def _note(recusal: AbstractRecusal, by: Actor) -> None:
    passage, seat = recusal.passage, recusal.seat
    verb, since = told_of(recusal.confirmed_at, recusal.declined_at)
    note = f"{seat.name} · {passage.title}"
    record(passage.jury, verb, by=by, note=note, facts={"passage": passage, "seat": seat, "since": since})
