"""Whoever leads prepares cards, prints or sends them, frees one, takes one back, changes the room's PIN."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from eclore.kit.errors import NotAllowed, Refusal
from programs.juries import entry_card_pages
from programs.juries.desks import Desk
from programs.juries.domain import entry_cards
from programs.juries.rules import require
from programs.juries.web import seated
from tenants.requests import Request


@seated
def index(request: Request, pk: UUID, desk: Desk) -> HttpResponse:
    """Every member and where their card stands."""
    jury = _led(request, pk, desk)
    context = entry_card_pages.desk(jury, request.actor, desk.base(jury)) | desk.around(jury, _("Cartes d'entrée"))
    return render(request, "juries/entry_cards.html", context)


@never_cache
@seated
def prepare(request: Request, pk: UUID, desk: Desk) -> HttpResponse:
    """New cards, for one member or for all who are not in: shown this once to be printed, or sent by mail."""
    jury = _led(request, pk, desk)
    if request.method != "POST":
        return redirect("juries-entry-cards", pk=pk)
    wanted, send = request.POST.get("seat", ""), request.POST.get("envoi") == "1"
    seats = [_seat(jury, wanted)] if wanted else None
    try:
        prepared = entry_cards.prepare(jury, by=request.actor, seats=seats, send=send)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence))
        return redirect("juries-entry-cards", pk=pk)
    if send:
        said = ngettext("%(count)s carte est envoyée.", "%(count)s cartes sont envoyées.", len(prepared))
        messages.success(request, said % {"count": len(prepared)})
        return redirect("juries-entry-cards", pk=pk)
    context = entry_card_pages.sheet(jury, prepared, desk.base(jury)) | desk.around(jury, _("Cartes à imprimer"))
    return render(request, "juries/entry_cards_sheet.html", context)


@seated
def free(request: Request, pk: UUID, seat: UUID, desk: Desk) -> HttpResponse:
    done = _("La carte de %(name)s est libérée : elle peut servir sur un autre appareil.")
    return _act(request, pk, seat, desk, entry_cards.free, done)


@seated
def take_back(request: Request, pk: UUID, seat: UUID, desk: Desk) -> HttpResponse:
    return _act(request, pk, seat, desk, entry_cards.take_back, _("La carte de %(name)s n'ouvre plus rien."))


@seated
def renew_pin(request: Request, pk: UUID, desk: Desk) -> HttpResponse:
    jury = _led(request, pk, desk)
    if request.method == "POST":
        entry_cards.renew_pin(jury, by=request.actor)
        messages.success(request, _("Le PIN de la salle a changé. Les personnes déjà entrées le restent."))
    return redirect("juries-entry-cards", pk=pk)


def _act(request: Request, pk: UUID, seat: UUID, desk: Desk, verb: Callable[..., Any], done: str) -> HttpResponse:
    jury = _led(request, pk, desk)
    found = _seat(jury, seat)
    if request.method == "POST":
        verb(found, by=request.actor)
        messages.success(request, done % {"name": found.name})
    return redirect("juries-entry-cards", pk=pk)


def _led(request: Request, pk: UUID, desk: Desk) -> Any:
    """The jury, for whoever may let its members in."""
    jury = desk.find(pk, request.actor)
    require(request.actor, "admit", jury)
    return jury


def _seat(jury: Any, wanted: UUID | str) -> Any:
    for seat in jury.seats.all():
        if str(seat.pk) == str(wanted):
            seat.jury = jury
            return seat
    raise Http404(_("Ce membre ne siège pas dans ce jury."))
