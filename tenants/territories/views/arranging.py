"""`/reglages/`: the territory's name, colour, logo, contact, and who may join."""

from functools import partial

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import theme
from eclore.kit.colour import UnreadableColour, contrast
from eclore.kit.permissions import require
from eclore.kit.web import done, kept, page, sent, signed_in, typed
from tenants.requests import Request
from tenants.territories import domain, logos, queries, sites
from tenants.territories.forms import SettingsForm
from tenants.territories.models import Territory

FIELDS = ("name", "contact_email", "accent", "joining", "email_domains", "sirens")


@signed_in
def settings(request: Request) -> HttpResponse:
    territory = queries.here(request.site.schema_name)
    require(request.actor, "territories.arrange", territory)
    request.site = sites.renew(request.site, territory)  # the page that follows a change already bears it
    initial = {name: getattr(territory, name) for name in FIELDS}
    form = SettingsForm(typed(request), request.FILES or None, initial=initial, has_logo=bool(territory.logo))
    if sent(request, form) and kept(form, partial(_save, territory, request, form)):
        said = theme.palette(form.cleaned_data["accent"]).sentence or _("Les réglages sont enregistrés.")
        return done(request, said, reverse("settings"))
    accent = form["accent"].value() or territory.accent
    context = {"territory": territory, "form": form, "reading": _reading(accent)}
    return page(request, "territories/settings.html", context, form)


@signed_in
def colour(request: Request) -> HttpResponse:
    """The fragment under the colour picker: how this accent will read."""
    require(request.actor, "territories.arrange")
    return render(request, "territories/reading.html", {"reading": _reading(request.GET.get("accent", ""))})


def _save(territory: Territory, request: Request, form: SettingsForm) -> None:
    """All or nothing: a refused picture leaves the rest as it was. It is drawn before anything is written or locked."""
    wanted = form.cleaned_data
    drawn = logos.drawn_again(wanted["logo"]) if wanted["logo"] else None
    with transaction.atomic():
        domain.arrange(territory, by=request.actor, **{name: wanted[name] for name in FIELDS})
        if drawn:
            domain.show_logo(territory, by=request.actor, drawn=drawn)
        elif wanted.get("remove_logo"):
            domain.remove_logo(territory, by=request.actor)


def _reading(accent: str) -> dict[str, object] | None:
    """What the page says of a colour; None when it is none."""
    try:
        palette = theme.palette(accent)
    except UnreadableColour:
        return None
    light, dark = palette.light, palette.dark
    return {
        "sentence": palette.sentence,
        "light": light,
        "dark": dark,
        "on_light": contrast(light.accent, light.on_accent),
        "on_dark": contrast(dark.accent, dark.on_accent),
    }
