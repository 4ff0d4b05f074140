"""What members are written about their card, straight to the queue: a letter that is kept would keep its key.

And that minutes wait for their signature, or that something is awaited from them.
"""

from eclore.kit import mail
from programs.juries.models import AbstractMinutes, AbstractSeat
from programs.juries.reminders import Awaited
from programs.juries.states import SignatoryCapacity
from tenants.territories.addresses import page


def card(seat: AbstractSeat, link: str) -> None:
    """The address of their card."""
    mail.post("juries.card", to_email=seat.email, context={"seat": seat, "jury": seat.jury, "link": link})


def code(seat: AbstractSeat, code: str) -> None:
    """What confirms the card for whoever reads this mailbox."""
    mail.post("juries.code", to_email=seat.email, context={"seat": seat, "jury": seat.jury, "code": code})


def signing_code(seat: AbstractSeat, code: str) -> None:
    """What signs the minutes for whoever came in with a card."""
    mail.post("juries.signing_code", to_email=seat.email, context={"seat": seat, "jury": seat.jury, "code": code})


def minutes_to_sign(minutes: AbstractMinutes, seat: AbstractSeat, capacity: SignatoryCapacity) -> None:
    """To whose turn it is: where they read this version and sign it, in this capacity."""
    context = {
        "seat": seat,
        "jury": minutes.jury,
        "number": minutes.number,
        "presidency_signed": capacity == SignatoryCapacity.SECRETARY,
        "url": page("juries-minutes-sign", minutes.jury_id),
    }
    mail.post("juries.minutes_to_sign", to_email=seat.email, context=context)


def reminder(awaited: Awaited) -> None:
    """What is awaited from a member, and where they do it; never what they have marked."""
    seat = awaited.seat
    url = page("juries-conflicts" if awaited.answer else "juries-room", seat.jury_id)
    context = {"seat": seat, "jury": seat.jury, "answer": awaited.answer, "missing": awaited.missing, "url": url}
    mail.post("juries.reminder", to_email=seat.email, context=context)


def transcript(seat: AbstractSeat, secret: str, day: str) -> None:
    """The link to a member's own marks, and until which day it opens them."""
    context = {"seat": seat, "jury": seat.jury, "link": page("juries-transcript-by-link", secret), "day": day}
    mail.post("juries.transcript", to_email=seat.email, context=context)
