"""The way around, on each kind of host, for whoever is there."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from eclore.kit.actor import COACH, JUROR, MANAGER, Actor
from tenants import hosts

Items = list[tuple[str, str]]


def items(kind: str, actor: Actor) -> Items:
    """(address, label) of each entry of the menu, on hosts of this kind."""
    return MENUS[kind](actor)


def _sign_in(actor: Actor) -> Items:
    """Signing in is one thing to do: no way around."""
    return []


def _national(actor: Actor) -> Items:
    """The way around, for this person here."""
    items = [("/", _("Accueil"))]
    if actor.is_national:
        items += [("/portefeuille/", _("Portefeuille")), ("/territoires/", _("Territoires"))]
    if actor.is_authenticated:
        items.append(("/jurys/", _("Jurys")))
    return [*items, ("/projets/", _("Vitrine")), ("/forums/", _("Forums")), ("/statistiques/", _("Statistiques"))]


def _territory(actor: Actor) -> Items:
    """The way around, for this person here; what a manager arranges once a season is under their name."""
    manages = actor.has(MANAGER)
    items = [("/", _("Accueil"))]
    if actor.is_authenticated and not actor.visitor and not manages:
        items.append(("/mes-idees/", _("Mes idées")))
    if manages or actor.visitor:
        items.append(("/appels/", _("Appels")))
    if actor.has(JUROR, MANAGER) or actor.visitor:
        items.append(("/jurys/", _("Jurys")))
    items.append(("/projets/", _("Projets")))
    if actor.has(MANAGER, COACH) or actor.visitor:
        items.append(("/comites/", _("Comités")))
    if manages:
        items += [("/forums/", _("Forums")), ("/messages/", _("Messages"))]
    return items


MENUS: dict[str, Callable[[Actor], Items]] = {
    hosts.AUTH: _sign_in,
    hosts.NATIONAL: _national,
    hosts.TERRITORY: _territory,
}
