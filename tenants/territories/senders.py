"""In whose name mail leaves: the territory whose door is open, else the house."""

from django.db import connection

from eclore.kit.mail import Sender
from tenants.territories.models import Territory


def current() -> Sender:
    """The sender behind the open door, whatever anybody claims."""
    door = getattr(connection, "door", None)
    if door is None or door.schema is None:
        return Sender()
    row = Territory.objects.filter(role=door.role).values_list("name", "contact_email").first()
    return Sender(*row) if row else Sender()
