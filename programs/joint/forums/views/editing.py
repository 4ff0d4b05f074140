"""Writing a forum: a new one from sensible defaults, or one that exists."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.errors import Refusal
from eclore.kit.permissions import require
from eclore.kit.web import show, signed_in
from programs.joint.forums import domain, queries, template
from programs.joint.forums.forms import ForumForm
from tenants.requests import Request


@signed_in
def new(request: Request) -> HttpResponse:
    require(request.actor, "forums.manage")
    form = ForumForm(request.POST or None, initial=_defaults())
    if request.method == "POST" and form.is_valid():
        try:
            forum = domain.open_forum(by=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("Le forum est préparé. Ajoutez les territoires, puis publiez-le."))
            return redirect("forums-organisation", slug=forum.slug)
    context = {
        "form": form,
        "title": _("Préparer un forum"),
        "label": _("Préparer ce forum"),
        "back_url": reverse("forums-list"),
    }
    return render(request, "forums/form.html", context, status=422 if form.errors else 200)


@signed_in
def edit(request: Request, slug: str) -> HttpResponse:
    forum = queries.forum_or_404(request.actor, slug)
    require(request.actor, "forums.manage", forum)
    form = ForumForm(request.POST or None, initial={name: getattr(forum, name) for name in domain.EDITABLE})
    if request.method == "POST" and form.is_valid():
        try:
            domain.edit(forum, by=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("Le forum est modifié."))
            return redirect("forums-organisation", slug=forum.slug)
    context = {
        "forum": forum,
        "form": form,
        "title": _("Modifier le forum"),
        "label": _("Enregistrer"),
        "back_url": forum.organisation_url,
    }
    return render(request, "forums/form.html", context, status=422 if form.errors else 200)


def _defaults() -> dict[str, object]:
    dates = template.calendar(clock.today())
    return {
        "held_on": dates.held_on,
        "nominations_until": dates.nominations_until,
        "quota_total": template.QUOTA_TOTAL,
        "places": template.PLACES,
        "criteria": template.CRITERIA,
    }
