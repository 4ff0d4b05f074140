"""Messages of a territory, posted as the system posts them; call these outside any context."""

from typing import Any

from eclore.kit.actor import system
from programs.local.messages import domain
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tenants.hosts import Site

CONTEXT = {"name": "Agente", "place": "l'Oise & la Somme"}


def message(site: Site, *, to_email: str = "agente@exemple.fr", to_name: str = "Agente", **options: Any) -> Message:
    """A message posted to somebody; needs the `own_templates` fixture."""
    with in_territory(site.schema_name):
        return domain.post("example", to_email=to_email, to_name=to_name, context=CONTEXT, by=system(), **options)


def draft(site: Site, **options: Any) -> Message:
    """A message that waits to be read again."""
    return message(site, draft=True, **options)
