"""Whoever runs a territory's programme is told that it has gone back: a letter, in the territory's name."""

from eclore.kit import audit, mail
from eclore.kit.actor import system
from eclore.kit.audit import Act
from tenants.backups.resuming import UnderWay
from tenants.contexts import in_territory
from tenants.memberships.models import Membership, Role
from tenants.territories.models import Territory

VERB = "tell_restored"


def tell(territory: Territory, begun: UnderWay) -> int:
    """A letter to each manager of now; how many. Once: a line of the territory's log leaves with the letters."""
    undo = begun.undo.name
    with in_territory(territory.schema_name):
        if audit.log()._default_manager.filter(verb=VERB, facts=audit.canonical({"undo": undo})).exists():
            return 0
        managers = Membership.objects.filter(
            territory_role=territory.role, role=Role.MANAGER, revoked_at=None, user__is_active=True
        )
        addresses = sorted({email for (email,) in managers.values_list("user__email")})
        for address in addresses:
            mail.post("backups.restored", to_email=address, context={"territory": territory.name, "at": begun.at})
        audit.record(Act.EXPORT, by=system(), verb=VERB, undo=undo)
    return len(addresses)
