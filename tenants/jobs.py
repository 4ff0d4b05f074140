"""From the door that the queue has stamped on a job to that door, open again. For tasks only."""

from contextlib import AbstractContextManager

from eclore.database.door import PROGRAMME_ROLE, DoorError
from eclore.observing import context
from tenants import doors

_PREFIX = "territory_"


def behind(door: str) -> AbstractContextManager[None]:
    """Open the door of the role that deferred the job; a job without one (deferred by the clock) opens nothing."""
    context.tell(territory="national" if door == PROGRAMME_ROLE else door.removeprefix(_PREFIX))
    if door == PROGRAMME_ROLE:
        return doors.in_programme()
    if door.startswith(_PREFIX):
        return doors.in_territory(door.removeprefix(_PREFIX))
    raise DoorError(f"no door is known under {door!r}")


def require_programme(door: str) -> None:
    """Refuse a job that only the national programme may ask for, whatever a territory has put in the queue."""
    if door != PROGRAMME_ROLE:
        raise DoorError(f"{door!r} asked for a job of the national programme")
