"""Who is in the room: called by whoever leads, let in by a card, shown by a first mark; and the hours put right."""

from collections.abc import Sequence
from itertools import pairwise

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import record
from programs.juries.attendance import Stay, hours, stay
from programs.juries.domain.seats import refuse_once_published
from programs.juries.models import AbstractSeat
from programs.juries.rules import require


@transaction.atomic
def note_presence(seat: AbstractSeat, *, by: Actor, present: bool) -> AbstractSeat:
    """The roll is called: this member is there from now on, or has left. Twice is once."""
    jury = seat.jury
    lock(jury, seat)
    require(by, "lead", jury)
    refuse_once_published(jury)
    if present and not seat.votes:
        raise Refusal(_("Cette personne ne note pas : sa présence ne se compte pas."), code="does_not_vote")
    if present and not seat.present:
        _write(seat, _begun(seat), "note_present", by=by)
    if seat.present and not present:
        stays = seat.stays or [stay(jury.opened_at or clock.now())]
        _write(seat, [*stays[:-1], stay(stays[-1].lower, clock.now())], "note_absent", by=by)
    return seat


def arrive(seat: AbstractSeat, *, by: Actor) -> AbstractSeat:
    """There from now on, without being called, whoever the session counts on; the caller holds it."""
    if seat.is_awaited and not seat.present:
        _write(seat, _begun(seat), "note_present", by=by)
    return seat


@transaction.atomic
def correct_hours(seat: AbstractSeat, *, by: Actor, stays: Sequence[Stay]) -> AbstractSeat:
    """These were the hours of this member, in any order. Raises Invalid, and Refusal for none once they have marked."""
    jury = seat.jury
    lock(jury, seat)
    require(by, "lead", jury)
    refuse_once_published(jury)
    if not seat.votes:
        raise Refusal(_("Cette personne ne note pas : sa présence ne se compte pas."), code="does_not_vote")
    wanted = sorted(stays, key=lambda pair: pair[0])
    _require_sense(wanted)
    if not wanted and seat.ballots.filter(cast_at__isnull=False).exists():
        raise Refusal(_("Ce membre a validé des notes : gardez l'heure de son arrivée."), code="has_marked")
    written = [stay(arrived, left) for arrived, left in wanted]
    if written != seat.stays:
        _write(seat, written, "correct_hours", by=by)
    return seat


def _begun(seat: AbstractSeat) -> list[DateTimeTZRange]:
    """Their stays and one from now on; an earlier release may have left the last one open."""
    stays: list[DateTimeTZRange] = seat.stays
    return stays if stays and stays[-1].upper is None else [*stays, stay(clock.now())]


def _write(seat: AbstractSeat, stays: list[DateTimeTZRange], verb: str, *, by: Actor) -> None:
    """The hours and whether they are there, together, with what the history tells."""
    seat.stays, seat.present = stays, bool(stays) and stays[-1].upper is None
    seat.save(update_fields=["stays", "present"])
    note = f"{seat.name} : {hours(seat)}" if verb == "correct_hours" and stays else seat.name
    record(seat.jury, verb, by=by, note=note, facts={"seat": seat})


def _require_sense(stays: Sequence[Stay]) -> None:
    """Raise Invalid for hours that are to come, that end before they begin, or that overlap."""
    now = clock.now()
    if any(moment > now for pair in stays for moment in pair if moment):
        raise Invalid(_("Une heure est à venir : notez l'arrivée ou le départ le moment venu."), code="to_come")
    if any(left is not None and left < arrived for arrived, left in stays):
        raise Invalid(_("Un départ précède son arrivée : corrigez l'une des deux heures."), code="backwards")
    if any(left is None or left > following[0] for (_arrived, left), following in pairwise(stays)):
        raise Invalid(_("Deux présences se chevauchent : terminez la première avant la suivante."), code="overlap")
