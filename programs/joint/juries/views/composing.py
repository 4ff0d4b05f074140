"""Who sits, which dossiers pass and in which order."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclore.kit.errors import Refusal
from eclore.kit.permissions import require
from eclore.kit.web import show, signed_in
from programs.joint.forums.queries import forum_or_404
from programs.joint.juries import domain, queries
from programs.joint.juries.forms import ConveneForm, JointSeatForm, ProposalForm
from programs.joint.juries.views.surroundings import LAYOUT, around, base_of
from programs.juries.domain.recusals import propose_recusal as propose
from programs.juries.web import seated
from tenants.requests import Request

QUORUM = 3


@signed_in
def convene(request: Request, slug: str) -> HttpResponse:
    forum = forum_or_404(request.actor, slug)
    require(request.actor, "joint_juries.convene", forum)
    first = {
        "title": _("Jury final"),
        "held_on": forum.held_on,
        "place": forum.place,
        "quorum": QUORUM,
        "places": forum.places,
    }
    form = ConveneForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            jury = domain.convene(forum, by=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("Le jury est convoqué. Ajoutez ses membres."))
            return redirect("juries-jury", pk=jury.pk)
    context = {"form": form, "title": _("Composer le jury"), "above": forum.name, "label": _("Convoquer le jury")}
    context |= {"layout": LAYOUT, "back_url": forum.organisation_url}
    return render(request, "joint_juries/form.html", context, status=422 if form.errors else 200)


@seated
def add_member(request: Request, pk: UUID) -> HttpResponse:
    jury = queries.jury_or_404(request.actor, pk)
    require(request.actor, "joint_juries.compose", jury)
    form = JointSeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            seat = domain.add_seat(jury, by=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("%(name)s siège, et une invitation lui est envoyée.") % {"name": seat.name})
            return redirect("juries-seats" if "encore" in request.POST else "juries-jury", pk=jury.pk)
    title = _("Ajouter un membre")
    context = around(jury, title) | {"form": form, "title": title, "label": _("Ajouter ce membre")}
    context |= {"second_label": _("Ajouter, puis un autre"), "second_name": "encore"}
    return render(request, "joint_juries/form.html", context, status=422 if form.errors else 200)


@seated
def remove_member(request: Request, jury: UUID, pk: UUID) -> HttpResponse:
    session = queries.jury_or_404(request.actor, jury)
    require(request.actor, "joint_juries.compose", session)
    seat = queries.seat_or_404(session, pk)
    if request.method == "POST":
        domain.remove_seat(seat, by=request.actor)
        return redirect("juries-jury", pk=session.pk)
    context = {
        "title": _("Retirer %(name)s du jury ?") % {"name": seat.name},
        "text": _("C'est possible tant que cette personne n'a validé aucune note."),
        "confirm": _("Retirer ce membre"),
        "back_url": base_of(session),
    }
    return render(request, "confirm.html", context)


@seated
def propose_recusal(request: Request, pk: UUID) -> HttpResponse:
    jury = queries.jury_or_404(request.actor, pk)
    require(request.actor, "joint_juries.lead", jury)
    form = ProposalForm(request.POST or None, jury=jury)
    if request.method == "POST" and form.is_valid():
        passage = form.cleaned_data["passage"]
        passage.jury = jury
        try:
            propose(passage, form.cleaned_data["seat"], by=request.actor, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            show(refusal, form)
        else:
            return redirect("juries-jury", pk=jury.pk)
    title = _("Proposer un déport")
    context = around(jury, title) | {"form": form, "title": title, "label": _("Proposer ce déport")}
    return render(request, "joint_juries/form.html", context, status=422 if form.errors else 200)


@seated
def order(request: Request, pk: UUID) -> HttpResponse:
    """The running order: up, down, or brought up to date with what territories have sent."""
    jury = queries.jury_or_404(request.actor, pk)
    require(request.actor, "joint_juries.lead", jury)
    if request.method == "POST":
        domain.take_in(jury, by=request.actor)
        return redirect("juries-order", pk=jury.pk)
    context = around(jury, _("Ordre de passage")) | {"passages": queries.running_order(jury)}
    return render(request, "joint_juries/order.html", context)


@seated
def move_passage(request: Request, jury: UUID, pk: UUID) -> HttpResponse:
    passage = queries.passage_or_404(request.actor, jury, pk)
    require(request.actor, "joint_juries.lead", passage.jury)
    if request.method == "POST":
        domain.move(passage, by=request.actor, earlier=request.POST.get("vers") == "avant")
    return redirect("juries-order", pk=jury)
