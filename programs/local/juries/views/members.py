"""Members of a jury: their seats, their presence, their recusals."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclore.kit.errors import Refusal
from eclore.kit.permissions import require
from eclore.kit.web import show
from programs.juries.forms import SeatForm
from programs.juries.web import seated
from programs.local.juries import domain, queries
from programs.local.juries.forms import ProposalForm
from programs.local.juries.views.acting import act, address
from tenants.requests import Request


@seated
def add(request: Request, pk: UUID) -> HttpResponse:
    """A new member; the page stays open for the next one."""
    jury = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.compose", jury)
    form = SeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            seat = domain.add_seat(jury, by=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("%(name)s siège au jury et reçoit un lien.") % {"name": seat.name})
            return redirect("juries-seats", pk=pk)
    context = {"form": form, "jury": jury, "seats": jury.seats.all(), "base": address(jury)}
    return render(request, "local_juries/seats.html", context, status=422 if form.errors else 200)


@seated
def remove(request: Request, pk: UUID, seat: UUID) -> HttpResponse:
    jury = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.compose", jury)
    found = queries.seat_or_404(seat, jury)
    done = _("%(name)s ne siège plus.") % {"name": found.name}
    return act(request, f"{address(jury)}membres/", lambda: domain.remove_seat(found, by=request.actor), done)


@seated
def presence(request: Request, pk: UUID, seat: UUID) -> HttpResponse:
    """The president calls the roll."""
    jury = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.lead", jury)
    found, present = queries.seat_or_404(seat, jury), request.POST.get("present") == "oui"
    return act(request, address(jury), lambda: domain.note_presence(found, by=request.actor, present=present))


@seated
def propose(request: Request, pk: UUID) -> HttpResponse:
    """Ask a member to step aside from a passage."""
    jury = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.lead", jury)
    form = ProposalForm(request.POST or None, jury=jury)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        typed["passage"].jury = jury
        try:
            domain.propose_recusal(typed["passage"], typed["seat"], by=request.actor, reason=typed["reason"])
        except Refusal as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("Le déport est proposé : la personne répondra avant d'ouvrir le dossier."))
            return redirect("juries-jury", pk=pk)
    context = {"form": form, "jury": jury, "base": address(jury)}
    return render(request, "local_juries/propose.html", context, status=422 if form.errors else 200)


@seated
def confirm(request: Request, pk: UUID, recusal: UUID) -> HttpResponse:
    jury = queries.jury_or_404(pk, request.actor)
    found = queries.recusal_or_404(recusal, jury, request.actor)
    done = _("Votre déport est enregistré.")
    return act(request, f"{address(jury)}salle/", lambda: domain.confirm_recusal(found, by=request.actor), done)


@seated
def decline(request: Request, pk: UUID, recusal: UUID) -> HttpResponse:
    jury = queries.jury_or_404(pk, request.actor)
    found = queries.recusal_or_404(recusal, jury, request.actor)
    back = f"{address(jury)}passages/{found.passage_id}/"
    return act(request, back, lambda: domain.decline_recusal(found, by=request.actor), _("Votre réponse est enregistrée."))
