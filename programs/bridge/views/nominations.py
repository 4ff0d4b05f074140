"""The forums open to this territory, and the way there for its shortlisted ideas."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.errors import Refusal
from eclore.kit.permissions import require
from eclore.kit.web import signed_in
from programs.bridge import nominations, queries
from programs.bridge.conditions import conditions
from programs.bridge.views import dossier_page, forum_pages
from programs.joint.forums import copies
from programs.joint.forums.models import Forum
from programs.local.ideas.finding import idea_or_404
from programs.local.ideas.models import Idea
from tenants.requests import Request

PER_PAGE = 20


@signed_in
def forum_list(request: Request) -> HttpResponse:
    page = Paginator(queries.forums_here(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    rows = forum_pages.cards(queries.with_parts(page.object_list))
    return render(request, "bridge/forums.html", {"rows": rows, "page": page})


@signed_in
def forum_page(request: Request, slug: str) -> HttpResponse:
    here = queries.forum_here(request.actor, slug)
    nominations_here = queries.nominations(request.actor, here.forum).defer("snapshot")
    context = forum_pages.shown(
        here,
        nominated=Paginator(nominations_here, PER_PAGE).get_page(request.GET.get("page")),
        shortlisted=Paginator(queries.candidates(request.actor), PER_PAGE).get_page(request.GET.get("idees")),
        actor=request.actor,
    )
    return render(request, "bridge/forum.html", context)


@signed_in
def choose(request: Request, pk: UUID) -> HttpResponse:
    """Which forum for this idea; no question when there is one."""
    found = queries.receiving(request.actor, clock.now())
    idea = idea_or_404(pk, request.actor)
    require(request.actor, "ideas.nominate", idea)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    if page.paginator.count == 1:
        return redirect("bridge-nominate", pk=idea.pk, slug=page.object_list[0].slug)
    choices = forum_pages.choices(idea, page.object_list)
    return render(request, "bridge/choose.html", {"idea": idea, "choices": choices, "page": page})


@signed_in
def nominate(request: Request, pk: UUID, slug: str) -> HttpResponse:
    """The checklist, then one act, which asks by itself whether this person may."""
    forum = queries.forum_here(request.actor, slug).forum
    idea = idea_or_404(pk, request.actor)
    if request.method != "POST":
        require(request.actor, "ideas.nominate", idea)
        return _checklist(request, idea, forum)
    try:
        nominations.nominate(idea, forum, by=request.actor)
    except nominations.CannotNominate as refusal:
        if refusal.code == "already_nominated":  # done, by this press or another: what came of it is shown
            messages.info(request, str(refusal.sentence))
            return redirect("bridge-forum", slug=forum.slug)
        return _checklist(request, idea, forum, refusal)
    messages.success(request, _("« %(title)s » est présentée à ce forum.") % {"title": idea.title})
    return redirect("bridge-forum", slug=forum.slug)


def _checklist(request: Request, idea: Idea, forum: Forum, refusal: Refusal | None = None) -> HttpResponse:
    """What is met and what is missing; a refusal is told when the list does not say it already."""
    checklist = conditions(queries.situation(idea, forum, now=clock.now()))
    ready = all(condition.met for condition in checklist)
    context = {
        "idea": idea,
        "forum": forum,
        "conditions": checklist,
        "ready": ready,
        "refusal": refusal.sentence if refusal and ready else "",
    }
    return render(request, "bridge/nominate.html", context, status=refusal.status if refusal else 200)


@signed_in
def dossier(request: Request, pk: UUID) -> HttpResponse:
    """What was sent, as the jury reads it."""
    nomination = queries.nomination_or_404(request.actor, pk)
    return render(request, "bridge/dossier.html", dossier_page.shown(nomination, request.actor))


@signed_in
def download(request: Request, pk: UUID, file: UUID) -> FileResponse:
    """A file as it was sent."""
    return copies.served(queries.nomination_or_404(request.actor, pk), file)


@signed_in
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Ask by GET; the act of a POST asks by itself whether this person may."""
    nomination = queries.nomination_or_404(request.actor, pk)
    if request.method == "POST":
        nominations.withdraw(nomination, by=request.actor)
        messages.success(request, _("« %(title)s » n'est plus présentée.") % {"title": nomination.title})
        return redirect("bridge-forum", slug=nomination.forum.slug)
    require(request.actor, "bridge.withdraw", nomination)
    context = {
        "title": _("Retirer ce dossier du forum"),
        "text": _("« %(title)s » redevient une idée présélectionnée, et son équipe en est informée.")
        % {"title": nomination.title},
        "confirm": _("Retirer ce dossier"),
        "back_url": reverse("bridge-dossier", args=[nomination.pk]),
    }
    return render(request, "confirm.html", context)
