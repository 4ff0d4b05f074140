"""What is prepared of a session, and corrected to the last minute: its title, day and places, the order of the day."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.editing import edit_form, edited
from eclore.kit.web import act, page
from programs.juries import domain
from programs.juries.contract import AnySide
from programs.juries.entry_card_sessions import seated
from programs.juries.running_order import running_order
from programs.juries.session_forms import LengthsForm, SessionForm
from programs.juries.states import JuryState
from tenants.requests import Request


@seated
def change(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The title, the day and its hour, the place, how many are retained; the quorum before the opening."""
    jury = side.jury_or_404(pk, request.actor, verb="compose")
    opened = jury.state != JuryState.PREPARATION
    closed = jury.state not in (JuryState.PREPARATION, JuryState.OPEN)
    form = edit_form(
        request, SessionForm, jury, verb="change", opened=opened, closed=closed, renews=jury.hears_renewals
    )
    if edited(request, form, partial(domain.change, jury, by=request.actor)):
        messages.success(request, _("La séance est corrigée."))
        return redirect(jury)
    context = {"form": form, "jury": jury, **side.page_context(jury, _("Corriger la séance"))}
    return page(request, "juries/change.html", context, form)


@seated
def order(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The order of the day and how long each dossier takes."""
    jury = side.jury_or_404(pk, request.actor, verb="lead")
    shown = running_order(jury, side)
    passages = [slot.passage for slot in shown.slots]
    form = edit_form(request, LengthsForm, jury, values=shown.lengths, verb="set_lengths", passages=passages)

    def write(**told: int) -> object:
        return domain.set_lengths(jury, by=request.actor, lengths=shown.changed(told))

    if edited(request, form, write):
        messages.success(request, _("Les durées sont enregistrées."))
        return redirect("juries-order", pk=pk)
    context = {"order": shown, "rows": shown.rows(form), "form": form, "jury": jury}
    return page(request, "juries/order.html", context | side.page_context(jury, _("Ordre du jour")), form)


@seated
def move(request: Request, pk: UUID, passage: UUID, side: AnySide) -> HttpResponse:
    """One place up or down."""
    found = side.passage_or_404(pk, passage, request.actor, verb="lead")
    verb = partial(domain.move, found, by=request.actor, earlier=request.POST.get("vers") == "avant")
    return act(request, verb, to=reverse("juries-order", args=[pk]))


@seated
def sort(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """By title."""
    jury = side.jury_or_404(pk, request.actor, verb="lead")
    return act(request, partial(domain.sort, jury, by=request.actor), to=reverse("juries-order", args=[pk]))


@seated
def arrange(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """As they were dragged: `passages`, each once."""
    jury = side.jury_or_404(pk, request.actor, verb="lead")
    verb = partial(domain.reorder, jury, by=request.actor, passages=_keys(request.POST.getlist("passages")))
    return act(request, verb, to=reverse("juries-order", args=[pk]))


def _keys(given: list[str]) -> list[UUID]:
    """Those that are keys at all: the others are missing from the order, which says so."""
    found = []
    for each in given:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found
