"""Members who come in with a card: prepared by whoever leads, confirmed in the room or by mail, on one device."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.audit import new_salt
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import record
from programs.juries import emails, entry_card_sessions, entry_cards, pins
from programs.juries.domain.attendance import arrive
from programs.juries.domain.seats import refuse_once_published
from programs.juries.models import AbstractJury, AbstractSeat, EntryCard
from programs.juries.rules import require
from programs.juries.states import SeatRole
from tenants.territories.addresses import page

# A session may run late, or end the next morning.
AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Prepared:
    """A seat and the address of its card, which nobody can be told again."""

    seat: AbstractSeat
    link: str


@transaction.atomic
def prepare(
    jury: AbstractJury, *, by: Actor, seats: Collection[AbstractSeat] | None = None, send: bool = False
) -> list[Prepared]:
    """New cards for these seats, or for all whose card has let nobody in yet; former ones open nothing any more.

    `send`: each goes to its seat's address. Raises NotAllowed, WrongState, Refusal when nobody is left.
    """
    lock(jury, *seats or ())
    require(by, "admit", jury)
    refuse_once_published(jury)
    wanted = list(_waiting(jury) if seats is None else seats)
    if not wanted:
        raise Refusal(
            _("Aucune carte à préparer : ajoutez des membres, ou refaites la carte d'une personne déjà entrée."),
            code="nobody_to_admit",
        )
    given = entry_cards.issue(jury._meta.app_label, jury.pk, wanted, until=until(jury))
    prepared = [Prepared(seat, page("juries-enter", given[seat.pk])) for seat in wanted]
    record(jury, "prepare_entry_cards", by=by, note=", ".join(seat.name for seat in wanted), facts=_facts(wanted))
    for each in prepared if send else ():
        emails.card(each.seat, each.link)
    return prepared


@transaction.atomic
def free(seat: AbstractSeat, *, by: Actor) -> None:
    """The same card may let another device in; the one that had come is out."""
    jury = seat.jury
    lock(jury, seat)
    require(by, "admit", jury)
    if entry_cards.free(jury._meta.app_label, jury.pk, seat.pk):
        record(jury, "free_entry_card", by=by, note=seat.name, facts={"seat": seat})


@transaction.atomic
def take_back(seat: AbstractSeat, *, by: Actor) -> None:
    """The card opens nothing any more, from the next request on; the seat stays."""
    jury = seat.jury
    lock(jury, seat)
    require(by, "admit", jury)
    if entry_cards.take_back(jury._meta.app_label, jury.pk, seats=[seat.pk]):
        record(jury, "take_entry_card", by=by, note=seat.name, facts={"seat": seat})


@transaction.atomic
def renew_pin(jury: AbstractJury, *, by: Actor) -> str:
    """Another PIN for the room; whoever is in stays in."""
    lock(jury)
    require(by, "admit", jury)
    refuse_once_published(jury)
    jury.pin_salt = new_salt()
    jury.save(update_fields=["pin_salt"])
    record(jury, "renew_pin", by=by)
    return pins.pin_of(jury)


def enter_by_pin(entry_card: EntryCard, seat: AbstractSeat, *, pin: str) -> str:
    """Confirm the card with the room's PIN; returns what this device alone will know."""
    if not pins.matches(seat.jury, pin):
        raise Invalid(
            _(
                "Ce n'est pas le PIN de la salle. Demandez-le à la présidence du jury, ou recevez un code par"
                " messagerie."
            ),
            code="wrong_pin",
            field="pin",
        )
    return _enter(entry_card, seat)


def enter_by_code(entry_card: EntryCard, seat: AbstractSeat, *, code: str, browser: str) -> str:
    """Confirm the card with the code that this browser asked for; returns what this device alone will know."""
    entry_cards.check_code(entry_card, code, browser=browser)
    return _enter(entry_card, seat)


@transaction.atomic
def send_code(entry_card: EntryCard, seat: AbstractSeat, *, browser: str) -> None:
    """A code to the seat's address, good in this browser alone, unless a device is in already."""
    if entry_card.device_hash is not None:
        raise entry_cards.elsewhere()
    emails.code(seat, entry_cards.write_code(entry_card, browser=browser))


def end(jury: AbstractJury) -> None:
    """The decisions are published: what is left to read is read with an account.

    Whoever signs the minutes stays in on their device until the card's own end; it lets no other device in.
    """
    signatories = Q(presides=True) | Q(role=SeatRole.SECRETARY)
    others = jury.seats.exclude(signatories).values_list("pk", flat=True)
    entry_cards.take_back(jury._meta.app_label, jury.pk, seats=list(others))


def follow(jury: AbstractJury) -> None:
    """Cards end with the session, whatever day it has moved to."""
    entry_cards.prolong(jury._meta.app_label, jury.pk, until=until(jury))


def until(jury: AbstractJury) -> datetime:
    """The end of the day after the session; after today, for cards of a session that runs late."""
    last = max(jury.held_on, clock.today()) + AFTER
    return timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))


@transaction.atomic
def _enter(entry_card: EntryCard, seat: AbstractSeat) -> str:
    lock(seat.jury, seat)
    device = entry_cards.bind(entry_card)
    holder = entry_card_sessions.actor_of(entry_card, schema="")
    record(seat.jury, "enter_jury", by=holder, note=seat.name, facts={"seat": seat})
    arrive(seat, by=holder)
    return device


def _waiting(jury: AbstractJury) -> list[Any]:
    """The members whose card has let nobody in."""
    inside = {
        seat
        for seat, entry_card in entry_cards.of_jury(jury._meta.app_label, jury.pk).items()
        if entry_card.device_hash
    }
    return [seat for seat in jury.seats.all() if seat.pk not in inside]


def _facts(seats: list[Any]) -> dict[str, Any]:
    return {"seat": seats[0]} if len(seats) == 1 else {"seats": seats}
