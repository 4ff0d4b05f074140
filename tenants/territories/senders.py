"""In whose name mail leaves: the territory whose context is open, else the system."""

from django.db import connection

from eclore.kit.mail import Sender
from tenants.territories.models import Territory


def current() -> Sender:
    """The sender in the open context, whatever anybody claims."""
    tenant_context = getattr(connection, "tenant_context", None)
    if tenant_context is None or tenant_context.schema is None:
        return Sender()
    row = Territory.objects.filter(role=tenant_context.role).values_list("name", "contact_email").first()
    return Sender(*row) if row else Sender()
