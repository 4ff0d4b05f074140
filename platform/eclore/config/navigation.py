"""The way around, on each kind of host, for whoever is there."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from eclore.kit.actor import COACH, JUROR, MANAGER, Actor
from tenants import hosts

Items = list[tuple[str, str]]  # the name of a page or, once it is looked up, its address; and the label


def items(kind: str, actor: Actor) -> Items:
    """(address, label) of each entry of the menu, on hosts of this kind."""
    return [(hosts.path_of(kind, name), label) for name, label in MENUS[kind](actor)]


def _sign_in(actor: Actor) -> Items:
    """Signing in is one thing to do: no way around."""
    return []


def _national(actor: Actor) -> Items:
    """The way around, for this person here."""
    items = [("home", _("Accueil"))]
    if actor.is_national:
        items += [("portfolio", _("Portefeuille")), ("territories", _("Territoires"))]
    if actor.is_authenticated:
        items.append(("juries-list", _("Jurys")))
    return [*items, ("showcase", _("Vitrine")), ("forums-list", _("Forums")), ("statistics", _("Statistiques"))]


def _territory(actor: Actor) -> Items:
    """The way around, for this person here; what a manager arranges once a season is under their name."""
    manages = actor.has(MANAGER)
    items = [("home", _("Accueil"))]
    if actor.is_authenticated and not actor.visitor and not manages:
        items.append(("ideas-mine", _("Mes idées")))
    if manages or actor.visitor:
        items.append(("calls-list", _("Appels")))
    if actor.has(JUROR, MANAGER) or actor.visitor:
        items.append(("juries-list", _("Jurys")))
    items.append(("incubation-projects", _("Projets")))
    if actor.has(MANAGER, COACH) or actor.visitor:
        items.append(("incubation-committees", _("Comités")))
    if manages:
        items += [("bridge-forums", _("Forums")), ("messages", _("Messages"))]
    return items


MENUS: dict[str, Callable[[Actor], Items]] = {
    hosts.AUTH: _sign_in,
    hosts.NATIONAL: _national,
    hosts.TERRITORY: _territory,
}
