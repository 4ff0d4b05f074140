"""A territory that leaves: its site closes, and may be opened again as long as it is not forgotten."""

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import audit, clock
from eclore.kit.actor import Actor
from eclore.kit.audit import Act
from eclore.kit.errors import Invalid
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from tenants.territories import queries, sites, validators
from tenants.territories.models import Territory

FIELDS = ["closed_at", "moved_to", "closed_contact"]


def close(territory: Territory, *, by: Actor, moved_to: str = "", contact: str) -> Territory:
    """Its site answers nothing but where the programme went, and whom to ask. Closed already, its words change.

    Its letters that wait stay (senders.SiteClosed); the log says how many they were.
    """
    lock(territory)
    require(by, "territories.close", territory)
    address = validators.address(contact, field="contact")
    if not address:
        raise Invalid(_("Donnez l'adresse de qui répondra pour ce territoire."), field="contact")
    if len(moved_to) > 300:
        raise Invalid(_("Trop long : %(longest)d caractères au plus.") % {"longest": 300}, field="moved_to")
    is_first = territory.closed_at is None
    territory.closed_at = territory.closed_at or clock.now()
    territory.moved_to, territory.closed_contact = moved_to.strip(), address
    territory.save(update_fields=FIELDS)
    if is_first:
        letters = queries.letters_waiting(territory)
        audit.record(Act.TERRITORY, subject=territory, by=by, verb="close_territory", letters=letters)
    transaction.on_commit(sites.forget, robust=True)
    return territory


def reopen(territory: Territory, *, by: Actor) -> Territory:
    """Its site answers as before; one that is open stays so."""
    lock(territory)
    require(by, "territories.close", territory)
    if territory.closed_at is not None:
        territory.closed_at, territory.moved_to, territory.closed_contact = None, "", ""
        territory.save(update_fields=FIELDS)
        audit.record(Act.TERRITORY, subject=territory, by=by, verb="reopen_territory")
        transaction.on_commit(sites.forget, robust=True)
    return territory
