"""The forums open to this territory, and the way there for its shortlisted ideas."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.errors import Refusal
from eclore.kit.permissions import can, require
from eclore.kit.web import signed_in
from programs.bridge import nominations, queries
from programs.bridge.conditions import conditions
from programs.joint.forums import copies
from programs.local.ideas.queries import idea_or_404
from tenants.requests import Request


@signed_in
def forum_list(request: Request) -> HttpResponse:
    return render(request, "bridge/forums.html", {"rows": queries.forums_here(request.actor), "now": clock.now()})


@signed_in
def forum_page(request: Request, slug: str) -> HttpResponse:
    row = queries.forum_here(request.actor, slug)
    context = {
        "forum": row.forum,
        "participation": row.participation,
        "nominations": queries.nominations(request.actor, row.forum).defer("snapshot"),
        "candidates": queries.candidates(request.actor),
        "receives": row.receives(clock.now()),
        "nominates": can(request.actor, "bridge.nominate"),
    }
    return render(request, "bridge/forum.html", context)


@signed_in
def choose(request: Request, pk: UUID) -> HttpResponse:
    """Which forum for this idea; no question when there is one."""
    require(request.actor, "bridge.nominate")
    idea = idea_or_404(pk, request.actor)
    now = clock.now()
    rows = [row for row in queries.forums_here(request.actor) if row.receives(now)]
    if len(rows) == 1:
        return redirect("bridge-nominate", pk=idea.pk, slug=rows[0].forum.slug)
    return render(request, "bridge/choose.html", {"idea": idea, "rows": rows})


@signed_in
def nominate(request: Request, pk: UUID, slug: str) -> HttpResponse:
    """The checklist, then one act."""
    require(request.actor, "bridge.nominate")
    idea = idea_or_404(pk, request.actor)
    forum = queries.forum_here(request.actor, slug).forum
    refusal = None
    if request.method == "POST":
        try:
            nominations.nominate(idea, forum, by=request.actor)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("« %(title)s » est présentée à ce forum.") % {"title": idea.title})
            return redirect("bridge-forum", slug=forum.slug)
    checklist = conditions(queries.situation(idea, forum, now=clock.now()))
    context = {
        "idea": idea,
        "forum": forum,
        "conditions": checklist,
        "ready": all(condition.met for condition in checklist),
        "refusal": refusal,
    }
    return render(request, "bridge/nominate.html", context, status=refusal.status if refusal else 200)


@signed_in
def dossier(request: Request, pk: UUID) -> HttpResponse:
    """What was sent, as the jury reads it."""
    nomination = queries.nomination_or_404(request.actor, pk)
    context = {
        "nomination": nomination,
        "withdraws": can(request.actor, "bridge.withdraw", nomination),
        "files": copies.shown(nomination, f"/nominations/{pk}/fichiers/"),
    }
    return render(request, "bridge/dossier.html", context)


@signed_in
def download(request: Request, pk: UUID, file: UUID) -> FileResponse:
    """A file as it was sent."""
    return copies.served(queries.nomination_or_404(request.actor, pk), file)


@signed_in
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    require(request.actor, "bridge.withdraw")
    nomination = queries.nomination_or_404(request.actor, pk)
    if request.method == "POST":
        nominations.withdraw(nomination, by=request.actor)
        messages.success(request, _("« %(title)s » n'est plus présentée.") % {"title": nomination.title})
        return redirect("bridge-forum", slug=nomination.forum.slug)
    context = {
        "title": _("Retirer ce dossier du forum"),
        "text": _("« %(title)s » redevient une idée présélectionnée, et son équipe en est informée.")
        % {"title": nomination.title},
        "confirm": _("Retirer ce dossier"),
        "back_url": f"/nominations/{nomination.pk}/",
    }
    return render(request, "confirm.html", context)
