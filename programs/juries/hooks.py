"""What a session lets its own kind hear."""

from typing import TYPE_CHECKING

from eclore.kit.actor import Actor
from eclore.kit.hooks import Hook

if TYPE_CHECKING:
    from programs.juries.models import AbstractSeat

# A seat is taken back, or its session is cancelled: what was given with it goes; in the same transaction.
seat_gone: "Hook[[AbstractSeat, Actor], None]" = Hook("juries.seat_gone")
