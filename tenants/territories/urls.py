"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from tenants.territories.views import arranging, looks, nation, statements

STATEMENTS = {
    "accessibilite": "accessibility",
    "confidentialite": "privacy",
    "mentions-legales": "legal",
    "demarche": "approach",
}

_everywhere: list[URLPattern] = [
    *(
        path(f"{address}/", statements.statement, {"name": name}, name=f"statement-{name}")
        for address, name in STATEMENTS.items()
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
    path("conventions/nouvelle/", nation.sign, name="agreements-new"),
]

auth: list[URLPattern] = _everywhere
