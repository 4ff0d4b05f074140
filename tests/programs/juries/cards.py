"""A member's card and seat as they are now, for the tests of whoever comes in with one."""

from programs.juries.models import EntryCard
from programs.local.juries.models import Seat
from tenants.contexts import in_territory

ASK_AGAIN = "Demandez une nouvelle carte à la présidence du jury"


def entry_card_of(jury_setup, rank=1) -> EntryCard:
    with in_territory(jury_setup.site):
        seat = list(jury_setup.jury.seats.all())[rank]
        return EntryCard.objects.get(seat_id=seat.pk, revoked_at=None)


def seat_at(jury_setup, rank=1) -> Seat:
    with in_territory(jury_setup.site):
        seat = list(jury_setup.jury.seats.all())[rank]
        seat.jury = jury_setup.jury
        return seat


def seat_at_in(jury_setup, rank=1) -> Seat:
    """As `seat_at`, in a context that is open."""
    seat = list(jury_setup.jury.seats.all())[rank]
    seat.jury = jury_setup.jury
    return seat
