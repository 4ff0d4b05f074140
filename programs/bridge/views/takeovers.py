"""Carrying on at home an idea that was not retained."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.permissions import require
from eclore.kit.web import signed_in
from programs.bridge.takeovers import take_up as take_up_idea
from programs.local.ideas.finding import idea_or_404
from tenants.requests import Request


@signed_in
def take_up(request: Request, pk: UUID) -> HttpResponse:
    require(request.actor, "bridge.take_up")
    idea = idea_or_404(pk, request.actor)
    if request.method == "POST":
        project = take_up_idea(idea, by=request.actor)
        messages.success(request, _("L'idée est reprise localement : son projet est ouvert."))
        return redirect(project)
    context = {
        "title": _("Reprendre « %(title)s » localement") % {"title": idea.title},
        "text": _("Un projet est ouvert dans votre territoire, avec la même équipe, sans attendre un autre forum."),
        "confirm": _("Reprendre localement"),
        "back_url": reverse("ideas-detail", args=[idea.pk]),
    }
    return render(request, "confirm.html", context)
