"""`/reglages/`: the territory's name, colour, logo, contact, and who may join."""

from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import theme
from eclore.kit.colour import UnreadableColour, contrast
from eclore.kit.editing import edit_form, edited
from eclore.kit.errors import Refusal
from eclore.kit.permissions import require
from eclore.kit.web import done, page, signed_in
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
    drawn = _drawn(request)
    form = edit_form(
        request,
        SettingsForm,
        territory,
        values=lambda: {name: getattr(territory, name) for name in (*FIELDS, "logo")},
        files=request.FILES or None,
        has_logo=bool(territory.logo),
    )
    if edited(request, form, partial(_save, territory, request, drawn)):
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


def _drawn(request: Request) -> "ContentFile[bytes] | Refusal | None":
    """The logo that was sent, drawn again before anything is locked; or why it cannot be."""
    upload = request.FILES.get("logo")
    if request.method != "POST" or upload is None:
        return None
    try:
        return logos.drawn_again(upload)
    except Refusal as refusal:
        return refusal


def _save(
    territory: Territory,
    request: Request,
    drawn: "ContentFile[bytes] | Refusal | None",
    *,
    logo: object = None,
    remove_logo: bool = False,
    **given: Any,
) -> None:
    """All or nothing: a refused picture leaves the rest as it was."""
    if isinstance(drawn, Refusal):
        raise drawn
    with transaction.atomic():
        domain.arrange(territory, by=request.actor, **given)
        if drawn:
            domain.show_logo(territory, by=request.actor, drawn=drawn)
        elif remove_logo:
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
