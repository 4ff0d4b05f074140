"""Whoever leads reminds members of what is awaited from them."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eclore.kit.web import act, ask
from programs.juries import domain, queries, reminder_pages
from programs.juries.contract import AnySide
from programs.juries.entry_card_sessions import seated
from tenants.requests import Request


@require_safe
@seated
def index(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Who is awaited, for what, and when they were last reminded."""
    jury = side.jury_or_404(pk, request.actor, verb="lead")
    context = {"reminders": reminder_pages.reminders(jury), "jury": jury}
    return render(request, "juries/reminders.html", context | side.page_context(jury, _("Relances")))


@seated
def remind(request: Request, pk: UUID, seat: UUID, side: AnySide) -> HttpResponse:
    """One of them; pressed twice within a few minutes, it is once."""
    jury, back = side.jury_or_404(pk, request.actor, verb="lead"), reverse("juries-reminders", args=[pk])
    found = queries.seat_or_404(seat, jury)
    said = _("Rappel envoyé à %(name)s.") % {"name": found.name}
    return act(request, partial(domain.remind, jury, by=request.actor, seats=[found.pk]), to=back, said=said)


@seated
def remind_all(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Everybody, once it has been asked."""
    jury, back = side.jury_or_404(pk, request.actor, verb="lead"), reverse("juries-reminders", args=[pk])
    if request.method != "POST":
        return ask(request, reminder_pages.question(reminder_pages.reminders(jury).due), back)
    said = _("Les rappels sont envoyés.")
    return act(request, partial(domain.remind, jury, by=request.actor), to=back, said=said)
