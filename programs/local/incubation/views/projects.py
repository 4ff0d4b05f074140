"""The list of projects, a project's page, and what its programme manager decides about it."""

from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eclore.kit import clock
from eclore.kit.editing import edit_form, edited
from eclore.kit.permissions import can, require
from eclore.kit.web import done, signed_in, typed, written
from programs.local.incubation import queries
from programs.local.incubation.domain import hearings, projects
from programs.local.incubation.forms import (
    FilterForm,
    HearingForm,
    JoinForm,
    ProjectForm,
    StartForm,
    TakeOverForm,
    WakeForm,
)
from programs.local.incubation.views import project_list, project_page
from programs.local.incubation.views.form_page import form_page
from tenants.requests import Request

PER_PAGE = 50


def index(request: Request) -> HttpResponse:
    """Everything for those who follow the programme, their own and the public ones for the others."""
    form = FilterForm(request.GET or None)
    found = queries.listed(request.actor, **form.chosen())
    rows = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    inside = can(request.actor, "incubation.see_inside")
    context = {"page": rows, "rows": project_list.rows(rows.object_list), "filter_form": form, "inside": inside}
    return render(request, "incubation/index.html", context)


def detail(request: Request, pk: UUID) -> HttpResponse:
    project = queries.project_or_404(request.actor, pk)
    if not can(request.actor, "incubation.see_inside", project):
        return render(request, "incubation/public.html", project_page.public(project))
    context = project_page.inside(project, request.actor, request.GET.get("page", 1))
    return render(request, "incubation/detail.html", context)


@signed_in
def edit(request: Request, pk: UUID) -> HttpResponse:
    project = queries.project_or_404(request.actor, pk)
    require(request.actor, "incubation.manage", project)
    form = edit_form(request, ProjectForm, project, verb="describe")
    if edited(request, form, partial(projects.describe, project, by=request.actor)):
        return done(request, _("Le projet est modifié."), project.get_absolute_url())
    title = _("Modifier le projet")
    return form_page(request, form, title=title, label=_("Enregistrer"), back_url=project.get_absolute_url())


@signed_in
def start(request: Request, pk: UUID) -> HttpResponse:
    project = queries.project_or_404(request.actor, pk)
    require(request.actor, "incubation.manage", project)
    edition = project.edition
    initial = {"on": clock.today(), "weeks": edition.weeks, "days_per_week": edition.days_per_week}
    form = StartForm(typed(request), initial=initial)
    if written(request, form, partial(projects.start, project, by=request.actor)):
        return done(request, _("L'investigation a commencé."), project.get_absolute_url())
    return form_page(
        request,
        form,
        title=_("Démarrer l'investigation"),
        text=_("Les dates prévues suivent de la date de début et du nombre de semaines."),
        label=_("Démarrer"),
        back_url=project.get_absolute_url(),
    )


@signed_in
@require_POST
def show(request: Request, pk: UUID) -> HttpResponse:
    """Into the showcase, or out of it."""
    project = queries.project_or_404(request.actor, pk)
    public = request.POST.get("public") == "oui"
    projects.show(project, by=request.actor, public=public)
    sentence = _("Le projet est visible de tout le monde.") if public else _("Le projet n'est plus dans la vitrine.")
    return done(request, sentence, project.get_absolute_url())


@signed_in
def take_over(request: Request, pk: UUID) -> HttpResponse:
    project = queries.project_or_404(request.actor, pk)
    require(request.actor, "incubation.manage", project)
    form = TakeOverForm(typed(request))
    if written(request, form, partial(projects.take_over, project, by=request.actor)):
        return done(request, _("Le projet est noté comme repris localement."), project.get_absolute_url())
    return form_page(
        request,
        form,
        title=_("Reprendre le projet localement"),
        text=_("Le territoire continue par lui-même : le projet ne comptera plus comme arrêté."),
        label=_("Noter la reprise"),
        back_url=project.get_absolute_url(),
    )


@signed_in
def wake(request: Request, pk: UUID) -> HttpResponse:
    """A dormant project goes on, in the phase that is chosen; one that had not begun is to sign again."""
    project = queries.project_or_404(request.actor, pk)
    require(request.actor, "incubation.decide", project)
    form = WakeForm(typed(request), initial=project_page.waking(project))
    if written(request, form, partial(projects.wake, project, by=request.actor)):
        return done(request, _("Le projet est réveillé."), project.get_absolute_url())
    return form_page(
        request,
        form,
        title=_("Réveiller le projet"),
        text=_("Le projet reprend avec son équipe ; son bilan reste jusqu'à sa prochaine fin."),
        label=_("Réveiller"),
        back_url=project.get_absolute_url(),
    )


@signed_in
def join(request: Request, pk: UUID) -> HttpResponse:
    """A second idea becomes part of the project."""
    project = queries.project_or_404(request.actor, pk)
    require(request.actor, "incubation.manage", project)
    form = JoinForm(typed(request), ideas=queries.joinable(project))
    if written(request, form, partial(projects.join, project, by=request.actor)):
        return done(request, _("L'idée et son équipe rejoignent le projet."), project.get_absolute_url())
    title = _("Rattacher une autre idée")
    return form_page(request, form, title=title, label=_("Rattacher l'idée"), back_url=project.get_absolute_url())


@signed_in
def hear(request: Request, pk: UUID) -> HttpResponse:
    """A passage of renewal before a jury that also hears ideas."""
    project = queries.project_or_404(request.actor, pk)
    require(request.actor, "incubation.manage", project)
    form = HearingForm(typed(request), juries=queries.renewing_juries(project))
    if taken := written(request, form, partial(hearings.hear, project, by=request.actor)):
        passage = taken.result
        return redirect("juries-jury", passage.jury_id)
    title = _("Présenter le projet à un jury")
    return form_page(
        request, form, title=title, label=_("Ajouter au programme du jury"), back_url=project.get_absolute_url()
    )
