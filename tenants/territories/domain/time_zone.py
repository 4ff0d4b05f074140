"""In which time zone a territory lives."""

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import zones
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from tenants.territories import sites
from tenants.territories.models import Territory


def set_time_zone(territory: Territory, *, by: Actor, time_zone: str) -> Territory:
    """Every hour of its pages and letters is told in this zone; moments already chosen stay the same instants."""
    lock(territory)
    require(by, "territories.set_time_zone", territory)
    if time_zone not in zones.CALLED:
        raise Invalid(_("Choisissez un fuseau horaire de la liste."), field="time_zone")
    territory.time_zone = time_zone
    territory.save(update_fields=["time_zone"])
    transaction.on_commit(sites.forget, robust=True)
    return territory
