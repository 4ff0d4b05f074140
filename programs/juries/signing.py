"""Who signs the minutes, in which capacity: the presidency first, then the secretary; whoever manages stands in."""

from collections.abc import Collection

from eclore.kit.actor import Actor
from programs.juries.models import AbstractJury, AbstractSeat
from programs.juries.rules import can, seat_of
from programs.juries.states import SeatRole, SignatoryCapacity


def capacities_of(actor: Actor, jury: AbstractJury) -> list[SignatoryCapacity]:
    """In which `actor` may sign, in their order.

    Whoever manages signs for the presidency of a jury that nobody presides, for the secretary of one without any.
    """
    seat, seats = seat_of(actor, jury), list(jury.seats.all())
    manages = can(actor, "publish", jury)
    presided, kept = any(each.presides for each in seats), any(_keeps(each.role) for each in seats)
    presides = seat is not None and seat.presides
    keeps = seat is not None and _keeps(seat.role)
    own = {
        SignatoryCapacity.PRESIDENCY: presides or (manages and not presided),
        SignatoryCapacity.SECRETARY: keeps or (manages and not kept and not presides),
    }
    return [capacity for capacity, theirs in own.items() if theirs]


def waits_for(jury: AbstractJury, signed: Collection[str], actor: Actor) -> SignatoryCapacity | None:
    """The capacity in which `actor` may sign now; None when it is not their turn, or they have no part in it."""
    following = next((capacity for capacity in SignatoryCapacity if capacity not in signed), None)
    return following if following in capacities_of(actor, jury) else None


def signatories(jury: AbstractJury, capacity: SignatoryCapacity) -> list[AbstractSeat]:
    """Whose turn it is in this capacity, by their seat; nobody where whoever manages stands in."""
    seats = jury.seats.all()
    if capacity == SignatoryCapacity.PRESIDENCY:
        return [seat for seat in seats if seat.presides]
    return [seat for seat in seats if _keeps(seat.role)]


def _keeps(role: str) -> bool:
    return role == SeatRole.SECRETARY
