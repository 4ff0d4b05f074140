"""A territory's host."""

from django.urls import include, path
from django.utils.translation import gettext as _

from eclore.config.demonstration import urls as demonstration
from eclore.kit.actor import COACH, JUROR, MANAGER, Actor
from programs.bridge import urls as bridge
from programs.local.calls import urls as calls
from programs.local.home import urls as home
from programs.local.ideas import urls as ideas
from programs.local.incubation import urls as incubation
from programs.local.juries import urls as juries
from programs.local.messages import urls as messages
from tenants.accounts import urls as accounts
from tenants.audit import urls as audit
from tenants.memberships import urls as memberships
from tenants.privacy import urls as privacy
from tenants.territories import urls as territories

urlpatterns = [
    path("langue/", include("eclore.config.languages")),
    path("api/v1/", include("api.v1.territory")),
    *home.territory,
    *territories.territory,
    *accounts.territory,
    *memberships.territory,
    *demonstration.arriving,
    *audit.territory,
    *privacy.territory,
    *calls.territory,
    *ideas.territory,
    *juries.territory,
    *incubation.territory,
    *messages.territory,
    *bridge.territory,
]


def navigation(actor: Actor) -> list[tuple[str, str]]:
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


handler400 = "eclore.config.errors.bad_request"
handler403 = "eclore.config.errors.forbidden"
handler404 = "eclore.config.errors.not_found"
handler500 = "eclore.config.errors.server_error"
