"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from tenants.territories.views import arranging, looks, nation, statements

STATEMENTS = {
    "accessibilite": "statements/accessibility.html",
    "confidentialite": "statements/privacy.html",
    "mentions-legales": "statements/legal.html",
    "demarche": "statements/approach.html",
}

_everywhere: list[URLPattern] = [
    *(
        path(f"{address}/", statements.statement, {"template": template}, name=f"statement-{address}")
        for address, template in STATEMENTS.items()
    ),
    path(".well-known/security.txt", statements.security, name="security"),
    path("robots.txt", statements.robots, name="robots"),
    path("sante/", statements.health, name="health"),
    path("media/logos/<slug:schema>/<str:name>", looks.logo, name="logo"),
]

territory: list[URLPattern] = [
    *_everywhere,
    path("theme.css", looks.stylesheet, name="theme"),
    path("reglages/", arranging.settings, name="settings"),
    path("reglages/couleur/", arranging.colour, name="settings-colour"),
]

national: list[URLPattern] = [
    *_everywhere,
    path("territoires/", nation.territories, name="territories"),
    path("territoires/nouveau/", nation.new, name="territories-new"),
    path("territoires/<slug:slug>/fichiers/", nation.files_quota, name="territories-files"),
    path("territoires/<slug:slug>/heure/", nation.time_zone, name="territories-time-zone"),
    path("territoires/<slug:slug>/fermer/", nation.close, name="territories-close"),
    path("territoires/<slug:slug>/rouvrir/", nation.reopen, name="territories-reopen"),
    path("conventions/nouvelle/", nation.sign, name="agreements-new"),
]

auth: list[URLPattern] = _everywhere
