"""What every template knows: the site, the actor, the way around."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from eclore.kit.actor import ANONYMOUS, MANAGER, Actor
from eclore.kit.hooks import Hook
from tenants import hosts
from tenants.accounts.adapter import branding
from tenants.hosts import Site

# (address, label) of each entry of the menu, on hosts of this kind.
navigation: Hook[[str, Actor], list[tuple[str, str]]] = Hook("site.navigation")


def site(request: HttpRequest) -> dict[str, Any]:
    """`site`, `actor`, `navigation`, account links, `theme_url`, `demonstration`.

    Safe on a request that has met no middleware. On the auth host `site` is where the sign-in is heading.
    """
    site = getattr(request, "site", None)
    actor = getattr(request, "actor", ANONYMOUS)
    if site is None:
        return {"actor": actor, "navigation": [], "demonstration": settings.DEMONSTRATION}
    shown = (branding(request) if site.kind == hosts.AUTH and hasattr(request, "session") else None) or site
    return {
        "site": shown,
        "actor": actor,
        "navigation": [
            {
                "url": url,
                "label": label,
                "current": request.path == url or (url != "/" and request.path.startswith(url)),
            }
            for url, label in navigation.first(site.kind, actor) or ()
        ],
        "theme_url": shown.theme_url,
        "demonstration": settings.DEMONSTRATION,
        "footer_links": _footer(),
        **_account(request, site, actor),
    }


def _footer() -> list[dict[str, str]]:
    """What every public service says of itself; figures and source code are on the national host."""
    links = [
        ("/demarche/", _("La démarche")),
        ("/accessibilite/", _("Accessibilité")),
        ("/confidentialite/", _("Données personnelles")),
        ("/mentions-legales/", _("Mentions légales")),
        (hosts.address(settings.BASE_HOST, "/statistiques/"), _("Statistiques")),
    ]
    return [{"url": url, "label": label} for url, label in links]


def _account(request: HttpRequest, site: Site, actor: Actor) -> dict[str, Any]:
    """Signing in, signing out, and what one's name leads to."""
    if site.kind == hosts.AUTH:
        return {"sign_out_url": "/compte/logout/", "account_links": [{"url": "/compte/", "label": _("Mon compte")}]}
    links = [(hosts.address(settings.AUTH_HOST, "/compte/"), _("Mon compte"))]
    if actor.has(MANAGER):
        links += [("/mes-idees/", _("Mes idées")), ("/membres/", _("Membres"))]
        links += [("/visites/", _("Visites")), ("/journal-audit/", _("Journal d'audit")), ("/reglages/", _("Réglages"))]
    if site.kind == hosts.NATIONAL and actor.is_national:
        links += [("/equipe/", _("Équipe nationale")), ("/journal-audit/", _("Journal d'audit"))]
        links += [("/donnees-personnelles/", _("Données personnelles"))]
    return {
        "sign_in_url": "/connexion/?" + urlencode({"suite": request.get_full_path()}),
        "sign_out_url": "/deconnexion/",
        "account_links": [{"url": url, "label": label} for url, label in links],
    }
