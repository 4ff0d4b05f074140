"""My ideas, an idea's page, and what its team does there: submit, complete, withdraw."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclore.kit import clock, transitions
from eclore.kit.errors import Invalid, TooLate
from eclore.kit.permissions import can, require
from eclore.kit.web import signed_in
from programs.local.calls.calendar import is_open
from programs.local.calls.queries import open_call
from programs.local.ideas import checklist, history, queries, replies, stages
from programs.local.ideas.domain import ideas
from programs.local.ideas.forms import CompletionForm, SetAsideForm
from programs.local.ideas.models import Idea
from programs.local.ideas.states import IdeaState
from tenants.requests import Request


@signed_in
def mine(request: Request) -> HttpResponse:
    """Every idea that this person carries."""
    rows = [(idea, stages.tone(idea.state)) for idea in queries.mine(request.actor)]
    return render(request, "ideas/mine.html", {"rows": rows, "call": open_call()})


@signed_in
def detail(request: Request, pk: UUID) -> HttpResponse:
    """One idea as its team, or those who follow the programme, see it."""
    idea = queries.idea_or_404(pk, request.actor)
    return render(request, "ideas/detail.html", _context(request, idea))


@signed_in
def submit(request: Request, pk: UUID) -> HttpResponse:
    """Submit a draft, or give a completed idea back; what is missing is said on the page."""
    idea = queries.idea_or_404(pk, request.actor)
    if request.method != "POST":
        return redirect("ideas-detail", pk=pk)
    verb = ideas.complete if idea.state == IdeaState.TO_COMPLETE else ideas.submit
    try:
        verb(idea, by=request.actor)
    except (Invalid, TooLate) as refusal:
        return render(request, "ideas/detail.html", _context(request, idea, refusal=refusal), status=refusal.status)
    said = _("Votre idée est déposée : elle porte le numéro %(number)d. Un message vous le confirme.")
    messages.success(request, said % {"number": idea.number})
    return redirect("ideas-detail", pk=pk)


@signed_in
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    idea = queries.idea_or_404(pk, request.actor)
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
            "back_url": f"/idees/{pk}/",
            "text": _("Elle ne sera plus étudiée et l'équipe en sera prévenue. Son texte reste sur votre page."),
        },
    )


def _context(request: Request, idea: Idea, refusal: Any = None) -> dict[str, Any]:
    """What the page shows, according to who looks."""
    actor = request.actor
    me = next((member for member in idea.team.all() if member.user_id == actor.user_id), None)
    writes = me is not None and can(actor, "ideas.edit", idea)
    return {
        "idea": idea,
        "call": idea.call,
        "closed": _closed(idea),
        "tone": stages.tone(idea.state),
        "steps": stages.of(idea),
        "me": me,
        "answers": [(question, idea.answers.get(question.key, "")) for question in idea.call.questions.all()],
        "checklist": checklist.of(idea) if writes and idea.state in (IdeaState.DRAFT, IdeaState.TO_COMPLETE) else [],
        "events": history.of(idea),
        "letters": replies.of(idea),
        "refusal": refusal,
        "writes": writes,
        "attachments": list(idea.attachments.all()),
        "attaches": writes and ideas.is_editable(idea),
        "may_invite": writes and len(idea.team.all()) < idea.call.team_max,
        "verbs": transitions.available(idea, by=actor),
        "reason": _asked(idea),
        "may_remind": can(actor, "ideas.commitment", idea),
        "follows": can(actor, "ideas.follow"),
        "completion_form": CompletionForm(auto_id="completer-%s"),
        "set_aside_form": SetAsideForm(auto_id="ecarter-%s"),
    }


def _closed(idea: Idea) -> str:
    """Why a draft cannot be submitted now, and what to do; empty when it can."""
    if idea.state != IdeaState.DRAFT or is_open(idea.call):
        return ""
    early = idea.call.opens_at > clock.now()
    return checklist.not_yet_open(idea.call) if early else checklist.closed(idea.call)


def _asked(idea: Idea) -> str:
    """What the territory wants to be completed, in its own words."""
    if idea.state != IdeaState.TO_COMPLETE:
        return ""
    return (
        idea.events.filter(verb="ask_completion").order_by("-created_at").values_list("note", flat=True).first() or ""
    )
