"""In whose name mail leaves: the territory whose context is open, else the system."""

from django.db import connection

from eclore.kit import jobs
from eclore.kit.mail import Sender
from tenants.territories.models import Territory


class SiteClosed(jobs.Hopeless):
    """What a territory had written stays once its site has closed."""


def current() -> Sender:
    """The sender in the open context, whatever anybody claims. Raises SiteClosed."""
    tenant_context = getattr(connection, "tenant_context", None)
    if tenant_context is None or tenant_context.schema is None:
        return Sender()
    row = Territory.objects.filter(role=tenant_context.role).values_list("name", "contact_email", "closed_at").first()
    if row is None:
        return Sender()
    *names, closed_at = row
    if closed_at is not None:
        raise SiteClosed("Le site du territoire a fermé avant que ce message parte.")
    return Sender(*names)
