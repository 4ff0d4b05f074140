"""What every template knows: the site, the actor, the way around."""

from functools import partial
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from eclore.kit.actor import ANONYMOUS, MANAGER, NATIONAL_ADMINISTRATOR, Actor
from eclore.kit.hooks import Hook
from tenants import hosts
from tenants.accounts.adapter import branding
from tenants.accounts.keepers import keeper_of
from tenants.hosts import Site
from tenants.requests import Request
from tenants.territories import legal

# (address, label) of each entry of the menu, on hosts of this kind.
navigation: Hook[[str, Actor], list[tuple[str, str]]] = Hook("site.navigation")


def site(request: HttpRequest) -> dict[str, Any]:
    """`site`, `actor`, `navigation`, account links, `theme_url`, `demonstration`, the footer, `keeper`.

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
        "footer_links": _footer(site.kind),
        "legal_links": _legal(site.kind),
        "keeper": partial(keeper_of, cast(Request, request)),
        **_account(request, site, actor),
    }


def _footer(kind: str) -> list[dict[str, str]]:
    """What every public service says of itself; the level of accessibility and the source follow, on every page."""
    statements = [
        ("statement-demarche", _("La démarche")),
        ("statement-confidentialite", _("Données personnelles")),
        ("statement-mentions-legales", _("Mentions légales")),
    ]
    links = [(hosts.path_of(kind, name), label) for name, label in statements]
    links.append((hosts.national_page("statistics"), _("Statistiques")))
    return [*({"url": url, "label": label} for url, label in links), *_legal(kind)]


def _legal(kind: str) -> list[dict[str, str]]:
    """What the law and the licence want on every page, those without the whole footer too."""
    notice = f"{hosts.path_of(kind, 'statement-mentions-legales')}#logiciel"
    source = _("Code source (%(release)s)") % {"release": legal.release()}
    return [
        {"url": hosts.path_of(kind, "statement-accessibilite"), "label": str(legal.accessibility().label)},
        {"url": legal.source_url() or notice, "label": source},
    ]


def _account(request: HttpRequest, site: Site, actor: Actor) -> dict[str, Any]:
    """Signing in, signing out, and what one's name leads to."""
    if site.kind == hosts.AUTH:
        account = hosts.path_of(hosts.AUTH, "account-home")
        return {
            "sign_out_url": hosts.path_of(hosts.AUTH, "account_logout"),
            "account_links": [{"url": account, "label": _("Mon compte")}],
        }
    pages: list[tuple[str, str]] = []
    if site.kind == hosts.TERRITORY and actor.has(MANAGER):
        pages += [("ideas-mine", _("Mes idées")), ("members", _("Membres")), ("visits", _("Visites"))]
        pages += [("audit-log", _("Journal d'audit")), ("settings", _("Réglages"))]
    if site.kind == hosts.NATIONAL and actor.is_national:
        pages += [("team", _("Équipe nationale")), ("audit-log", _("Journal d'audit"))]
        pages += [("personal-data", _("Données personnelles"))]
        if actor.has(NATIONAL_ADMINISTRATOR):
            pages.append(("service-status", _("État du service")))
    links = [(hosts.auth_page("account-home"), _("Mon compte"))]
    links += [(hosts.path_of(site.kind, name), label) for name, label in pages]
    return {
        "sign_in_url": hosts.path_of(site.kind, "sign-in", query={"suite": request.get_full_path()}),
        "sign_out_url": hosts.path_of(site.kind, "sign-out"),
        "account_links": [{"url": url, "label": label} for url, label in links],
    }
