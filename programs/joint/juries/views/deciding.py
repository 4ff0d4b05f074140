"""The jury's decisions: one by one, then published together."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclore.kit.errors import Refusal
from eclore.kit.permissions import can, require
from eclore.kit.web import show
from programs.joint.juries import domain, queries
from programs.joint.juries.states import JointVerdict
from programs.joint.juries.views.surroundings import around, base_of
from programs.juries.forms import DecisionForm, initial_of
from programs.juries.queries import decision_of, left_by
from programs.juries.rules import seat_of
from programs.juries.web import seated
from tenants.requests import Request


@seated
def decide(request: Request, jury: UUID, pk: UUID) -> HttpResponse:
    passage = queries.passage_or_404(request.actor, jury, pk)
    require(request.actor, "joint_juries.decide", passage.jury)
    form = DecisionForm(request.POST or None, verdicts=JointVerdict.choices, initial=initial_of(decision_of(passage)))
    if request.method == "POST" and form.is_valid():
        try:
            domain.decide(passage, by=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            show(refusal, form)
        else:
            return redirect("juries-jury", pk=jury)
    context = around(passage.jury, passage.title) | {"form": form, "passage": passage}
    return render(request, "juries/decide.html", context, status=422 if form.errors else 200)


@seated
def publication(request: Request, pk: UUID) -> HttpResponse:
    """What will be published, read once more; afterwards, how far it has gone."""
    jury = queries.jury_or_404(request.actor, pk)
    require(request.actor, "joint_juries.lead", jury)
    refusal = None
    if request.method == "POST":
        try:
            domain.publish(jury, by=request.actor)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Les décisions sont publiées et partent vers les territoires."))
            return redirect("juries-publication", pk=jury.pk)
    passages = queries.running_order(jury)
    decisions = [decision for decision in map(decision_of, passages) if decision is not None]
    context = around(jury, _("Publication")) | {
        "passages": passages,
        "left": left_by(seat_of(request.actor, jury)),
        "retained": sum(decision.verdict == JointVerdict.RETAINED for decision in decisions),
        "undecided": len(passages) - len(decisions),
        "delivery": queries.delivery(decisions),
        "publishes": can(request.actor, "joint_juries.publish", jury),
        "refusal": refusal,
    }
    return render(request, "joint_juries/publication.html", context, status=refusal.status if refusal else 200)


@seated
def withdraw_decision(request: Request, jury: UUID, pk: UUID) -> HttpResponse:
    passage = queries.passage_or_404(request.actor, jury, pk)
    require(request.actor, "joint_juries.decide", passage.jury)
    if request.method == "POST":
        domain.withdraw_decision(passage, by=request.actor)
    return redirect(base_of(passage.jury))
