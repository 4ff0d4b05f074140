"""What members are written about their card: straight to the queue, since a letter that is kept would keep its key."""

from eclore.kit import mail
from programs.juries.models import AbstractSeat


def card(seat: AbstractSeat, link: str) -> None:
    """The address of their card."""
    mail.post("juries.card", to_email=seat.email, context={"seat": seat, "jury": seat.jury, "link": link})


def code(seat: AbstractSeat, code: str) -> None:
    """What confirms the card for whoever reads this mailbox."""
    mail.post("juries.code", to_email=seat.email, context={"seat": seat, "jury": seat.jury, "code": code})


def signing_code(seat: AbstractSeat, code: str) -> None:
    """What signs the minutes for whoever came in with a card."""
    mail.post("juries.signing_code", to_email=seat.email, context={"seat": seat, "jury": seat.jury, "code": code})
