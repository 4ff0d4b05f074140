"""Whoever runs a territory's programme is told that it has gone back: a letter, in the territory's name."""

from datetime import datetime

from eclore.kit import mail
from tenants.contexts import in_territory
from tenants.memberships.models import Membership, Role
from tenants.territories.models import Territory


def tell(territory: Territory, at: datetime) -> int:
    """A letter to each manager of now; how many."""
    with in_territory(territory.schema_name):
        managers = Membership.objects.filter(
            territory_role=territory.role, role=Role.MANAGER, revoked_at=None, user__is_active=True
        )
        addresses = sorted({email for (email,) in managers.values_list("user__email")})
        for address in addresses:
            mail.post("backups.restored", to_email=address, context={"territory": territory.name, "at": at})
    return len(addresses)
