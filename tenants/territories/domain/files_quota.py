"""How much a territory may keep in files."""

from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from tenants.territories.models import Territory

MOST = 1_000_000  # megabytes: nobody means more


def set_files_quota(territory: Territory, *, by: Actor, megabytes: int) -> Territory:
    """At most these megabytes; less than what is there already refuses new files and erases none."""
    lock(territory)
    require(by, "territories.set_files_quota", territory)
    if not 0 <= megabytes <= MOST:
        raise Invalid(_("Donnez une place entre 0 et 1 000 000 Mo."), field="megabytes")
    territory.files_quota = megabytes
    territory.save(update_fields=["files_quota"])
    return territory
