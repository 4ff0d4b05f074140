"""Each member is sent the link to their own marks, once decisions are published; it may be withdrawn."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal
from eclore.kit.locks import lock, root_of
from eclore.kit.transitions import AlreadyDone, WrongState, record
from programs.juries import emails, transcripts
from programs.juries.models import AbstractJury, AbstractSeat
from programs.juries.queries import related
from programs.juries.rules import require
from programs.juries.states import JuryState

AGAIN = timedelta(minutes=10)  # within them a second press is the same act


@transaction.atomic
def send_transcripts(jury: AbstractJury, *, by: Actor, seats: Collection[UUID] | None = None) -> list[AbstractSeat]:
    """Send these members the link to their own marks, in the place of the one they had; who was sent one.

    Without `seats`, everybody who has marked and was never sent any. Raises AlreadyDone when nobody is left to be
    written to, WrongState before the publication, Refusal, NotAllowed, TooMany.
    """
    lock(jury)
    require(by, "decide", jury)
    _require_kept(jury)
    app, now = jury._meta.app_label, clock.now()
    sent = transcripts.of_jury(app, jury.pk)
    members = [seat for seat in who_marked(jury) if seats is None or seat.pk in seats]
    if not members:
        raise Refusal(_("Ce membre n'a validé aucune note : il n'y a rien à lui envoyer."), code="no_marks")
    if seats is None:
        due = [seat for seat in members if seat.pk not in sent]
    else:
        known = {seat.pk: sent[seat.pk] for seat in members if seat.pk in sent}
        lately = {key for key, link in known.items() if link.revoked_at is None and link.created_at > now - AGAIN}
        due = [seat for seat in members if seat.pk not in lately]
    if not due:
        raise AlreadyDone(_("Chaque membre a déjà reçu son lien."), subject=jury)
    given = transcripts.issue(app, jury, due)
    note = ", ".join(seat.name for seat in due)
    record(jury, "send_transcripts", by=by, note=note, facts={"seats": list(given), "until": transcripts.until(jury)})
    for seat in due:
        seat.jury = jury
        emails.transcript(seat, given[seat.pk], transcripts.day_of(jury))
    return due


@transaction.atomic
def withdraw_transcript(seat: AbstractSeat, *, by: Actor) -> None:
    """Their link opens nothing any more. Twice is once."""
    jury: AbstractJury = root_of(seat, "jury")
    lock(jury)
    require(by, "decide", jury)
    if transcripts.withdraw(jury._meta.app_label, jury.pk, [seat.pk]):
        record(jury, "withdraw_transcript", by=by, note=seat.name, facts={"seat": seat})


def who_marked(jury: AbstractJury) -> list[AbstractSeat]:
    """The members who have validated a ballot."""
    ballots = related(related(type(jury), "passages").model, "ballots").filter(cast_at__isnull=False)
    marked = set(ballots.filter(seat__jury=jury).order_by().values_list("seat_id", flat=True).distinct())
    return [seat for seat in jury.seats.all() if seat.pk in marked]


def _require_kept(jury: AbstractJury) -> None:
    if jury.state != JuryState.PUBLISHED:
        raise WrongState(_("Les membres relisent leurs notes une fois les décisions publiées."), state=jury.state)
    if transcripts.until(jury) <= clock.now():
        raise Refusal(_("Le temps pendant lequel les membres relisent leurs notes est passé."), code="over")
