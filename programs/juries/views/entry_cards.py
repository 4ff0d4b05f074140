"""Whoever leads prepares cards, prints or sends them, frees one, takes one back, changes the room's PIN."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from eclore.kit.errors import Refusal
from eclore.kit.web import act
from programs.juries import entry_card_pages, queries
from programs.juries.contract import AnySide
from programs.juries.domain import entry_cards
from programs.juries.entry_card_sessions import seated
from programs.juries.models import AbstractJury
from tenants.requests import Request


@seated
def index(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Every member and where their card stands."""
    jury = _led(request, pk, side)
    context = {"cards": entry_card_pages.overview(jury, request.actor), "jury": jury}
    return render(request, "juries/entry_cards.html", context | side.page_context(jury, _("Cartes d'entrée")))


@never_cache
@seated
def prepare(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """New cards, for one member or for all who are not in: shown this once to be printed, or sent by mail."""
    jury = _led(request, pk, side)
    back = redirect("juries-entry-cards", pk=pk)
    if request.method != "POST":
        return back
    wanted, send = request.POST.get("seat", ""), request.POST.get("envoi") == "1"
    seats = [queries.seat_or_404(wanted, jury)] if wanted else None
    try:
        prepared = entry_cards.prepare(jury, by=request.actor, seats=seats, send=send)
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence))
        return back
    if send:
        said = ngettext("%(count)s carte est envoyée.", "%(count)s cartes sont envoyées.", len(prepared))
        messages.success(request, said % {"count": len(prepared)})
        return back
    context = {"cards": entry_card_pages.printed(prepared), "jury": jury}
    return render(request, "juries/entry_cards_sheet.html", context | side.page_context(jury, _("Cartes à imprimer")))


@seated
def free(request: Request, pk: UUID, seat: UUID, side: AnySide) -> HttpResponse:
    found = queries.seat_or_404(seat, _led(request, pk, side))
    said = _("La carte de %(name)s est libérée : elle peut servir sur un autre appareil.") % {"name": found.name}
    verb = partial(entry_cards.free, found, by=request.actor)
    return act(request, verb, to=reverse("juries-entry-cards", args=[pk]), said=said)


@seated
def take_back(request: Request, pk: UUID, seat: UUID, side: AnySide) -> HttpResponse:
    found = queries.seat_or_404(seat, _led(request, pk, side))
    said = _("La carte de %(name)s n'ouvre plus rien.") % {"name": found.name}
    verb = partial(entry_cards.take_back, found, by=request.actor)
    return act(request, verb, to=reverse("juries-entry-cards", args=[pk]), said=said)


@seated
def renew_pin(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    verb = partial(entry_cards.renew_pin, _led(request, pk, side), by=request.actor)
    said = _("Le PIN de la salle a changé. Les personnes déjà entrées le restent.")
    return act(request, verb, to=reverse("juries-entry-cards", args=[pk]), said=said)


def _led(request: Request, pk: UUID, side: AnySide) -> AbstractJury:
    """The jury, for whoever may let its members in."""
    jury: AbstractJury = side.jury_or_404(pk, request.actor, verb="admit")
    return jury
