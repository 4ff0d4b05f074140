"""My ideas, an idea's page, and what its team does there: submit, complete, withdraw."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclore.kit.errors import Invalid, TooLate
from eclore.kit.permissions import require
from eclore.kit.web import signed_in
from programs.local.calls.queries import open_call
from programs.local.ideas import finding, queries
from programs.local.ideas.domain import ideas
from programs.local.ideas.pages import detail as pages
from programs.local.ideas.pages.mine import CarriedIdea
from programs.local.ideas.states import IdeaState
from tenants.requests import Request


@signed_in
def mine(request: Request) -> HttpResponse:
    """Every idea that this person carries."""
    rows = [CarriedIdea.of(idea) for idea in queries.mine(request.actor)]
    call = open_call()
    return render(request, "ideas/mine.html", {"rows": rows, "call": call, "writes_another": bool(call and rows)})


@signed_in
def detail(request: Request, pk: UUID) -> HttpResponse:
    """One idea as its team, or those who follow the programme, see it."""
    idea = finding.shown_or_404(pk, request.actor)
    return render(request, "ideas/detail.html", pages.context(idea, request.actor, request.site.email_domains))


@signed_in
def submit(request: Request, pk: UUID) -> HttpResponse:
    """Submit a draft, or give a completed idea back; what is missing is said on the page."""
    idea = finding.acted_on_or_404(pk, request.actor)
    if request.method != "POST":
        return redirect("ideas-detail", pk=pk)
    completes = idea.state == IdeaState.TO_COMPLETE
    verb = ideas.complete if completes else ideas.submit
    try:
        verb(idea, by=request.actor)
    except (Invalid, TooLate) as refusal:
        context = pages.context(idea, request.actor, request.site.email_domains, refusal)
        return render(request, "ideas/detail.html", context, status=refusal.status)
    # Only a submission writes to the team.
    said = _("Votre idée est déposée : elle porte le numéro %(number)d. Un message vous le confirme.")
    given_back = _("Votre idée est renvoyée au programme ; elle garde le numéro %(number)d.")
    messages.success(request, (given_back if completes else said) % {"number": idea.number})
    return redirect("ideas-detail", pk=pk)


@signed_in
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    idea = finding.idea_or_404(pk, request.actor)
    require(request.actor, "ideas.withdraw", idea)
    if request.method == "POST":
        ideas.withdraw(idea, by=request.actor)
        messages.success(request, _("Votre idée est retirée."))
        return redirect("ideas-mine")
    return render(
        request,
        "confirm.html",
        {
            "title": _("Retirer cette idée ?"),
            "confirm": _("Retirer l'idée"),
            "back_url": idea.get_absolute_url(),
            "text": _("Elle ne sera plus étudiée et l'équipe en sera prévenue. Son texte reste sur votre page."),
        },
    )
