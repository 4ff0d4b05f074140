"""Whoever leads opens the room's screen, replaces its code, closes it; shows the deliberation there, or hides it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from eclore.kit.web import act, ask, typed, written
from programs.juries import domain, projection_pages
from programs.juries.contract import AnySide
from programs.juries.entry_card_sessions import seated
from programs.juries.projection import version_of
from programs.juries.projection_forms import DrawnForm
from tenants.requests import Request


@require_safe
@never_cache
@seated
def index(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Its address and its code, in large."""
    jury = side.jury_or_404(pk, request.actor, verb="project")
    shown = projection_pages.projection_page(jury, request.actor, host=request.get_host())
    context = {"projection": shown, "jury": jury, **side.page_context(jury, _("Écran de la salle"))}
    return render(request, "juries/projection.html", context)


@seated
def open_projection(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    return _act(request, pk, side, domain.open_projection, _("L'écran de la salle est ouvert : voici son code."))


@seated
def renew(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The former code opens nothing any more."""
    verb = partial(domain.renew_projection, drawn=request.POST.get("drawn", ""))
    return _act(request, pk, side, verb, _("Le code est remplacé : les écrans ouverts avec le précédent s'éteignent."))


@seated
def close(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    return _act(request, pk, side, domain.close_projection, _("L'écran de la salle est fermé."))


@seated
def hide(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    said = _("La délibération n'est plus montrée à la salle.")
    return _act(request, pk, side, domain.hide_deliberation, said, to=reverse("juries-jury", args=[pk]))


@seated
def show(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Once it has been asked who is in the room."""
    jury = side.jury_or_404(pk, request.actor, verb="project_deliberation")
    form = DrawnForm(typed(request), initial={"drawn": version_of(jury)})
    said = _("La délibération est montrée à la salle.")
    if written(request, form, partial(domain.show_deliberation, jury, by=request.actor), said):
        return redirect(jury)
    return ask(request, projection_pages.showing(form), jury.get_absolute_url(), form)


def _act(
    request: Request, pk: UUID, side: AnySide, verb: Callable[..., object], said: str, *, to: str = ""
) -> HttpResponse:
    jury = side.jury_or_404(pk, request.actor, verb="project")
    to = to or reverse("juries-projection", args=[pk])
    return act(request, partial(verb, jury, by=request.actor), to=to, said=said)
