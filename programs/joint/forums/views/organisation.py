"""The forum's own space: its dossiers, its participants, its jury, what has happened."""

from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.articles import of
from eclore.kit.editing import edit_form, edited
from eclore.kit.finding import offer_found
from eclore.kit.forms import Form
from eclore.kit.permissions import require
from eclore.kit.transitions import available
from eclore.kit.web import done, page, signed_in, typed, written
from programs.joint.forums import copies, domain, queries
from programs.joint.forums.forms import ParticipantForm, QuotaForm
from programs.joint.forums.models import Forum
from programs.joint.forums.views import acts, organisation_page, question_rows
from programs.joint.forums.views.acts import CONFIRMATIONS
from tenants.requests import Request

PER_PAGE = 50
QUESTIONS_PER_PAGE = 10


@signed_in
def organisation(request: Request, slug: str) -> HttpResponse:
    forum = queries.forum_or_404(request.actor, slug)
    require(request.actor, "forums.manage", forum)
    verbs = available(forum, by=request.actor)
    found = queries.dossiers(forum).select_related("decision").defer("snapshot")
    received = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    asked = Paginator(queries.questions(forum), QUESTIONS_PER_PAGE).get_page(request.GET.get("questions"))
    context = {
        "forum": forum,
        "asked": asked,
        "questions": question_rows.rows(asked, question_rows.closing(forum), names_territory=True),
        "primary_action": acts.primary_action(forum, verbs),
        "nominations_acts": acts.nominations_acts(forum, verbs),
        "dossiers": organisation_page.dossier_rows(forum, received.object_list),
        "page": received,
        "no_dossier": organisation_page.no_dossier(forum),
        "participants": organisation_page.participant_rows(forum, queries.participations(forum)),
        "add_url": organisation_page.add_url(forum),
        "edit_url": organisation_page.edit_url(forum),
        "events": organisation_page.timeline(queries.history(forum)),
    }
    return render(request, "forums/organisation.html", context)


@signed_in
def dossier(request: Request, slug: str, pk: UUID) -> HttpResponse:
    forum = queries.forum_or_404(request.actor, slug)
    require(request.actor, "forums.see_dossiers", forum)
    nomination = queries.dossier_or_404(forum, pk)
    files = copies.listed(nomination, lambda key: reverse("forums-file", args=[slug, pk, key]))
    asked = queries.questions(forum).filter(nomination=nomination)[:QUESTIONS_PER_PAGE]
    context = {
        "forum": forum,
        "nomination": nomination,
        "files": files,
        "questions": question_rows.rows(asked, question_rows.closing(forum), names_territory=False),
        "ask_url": organisation_page.ask_url(forum, nomination),
    }
    return render(request, "forums/dossier.html", context)


@signed_in
def download(request: Request, slug: str, pk: UUID, file: UUID) -> FileResponse:
    """A file frozen with a dossier."""
    forum = queries.forum_or_404(request.actor, slug)
    require(request.actor, "forums.see_dossiers", forum)
    return copies.served(queries.dossier_or_404(forum, pk), file)


@signed_in
def add_participant(request: Request, slug: str) -> HttpResponse:
    forum = queries.forum_or_404(request.actor, slug)
    require(request.actor, "forums.manage", forum)
    form = ParticipantForm(typed(request), forum=forum)
    if taken := written(request, form, partial(domain.add_participant, forum, by=request.actor)):
        said = _("%(territory)s participe.") % {"territory": taken.result.territory.name}
        return done(request, said, forum.organisation_url)
    finding = offer_found(request, form, "territory", "name")
    return _form(request, forum, form, _("Ajouter un territoire"), _("Ajouter ce territoire"), finding=finding)


@signed_in
def participant(request: Request, slug: str, pk: UUID) -> HttpResponse:
    """Change a quota."""
    forum = queries.forum_or_404(request.actor, slug)
    require(request.actor, "forums.manage", forum)
    participation = queries.participation_or_404(forum, pk)
    form = edit_form(request, QuotaForm, participation, of=forum, verb="change_quota")
    if edited(request, form, partial(domain.change_quota, participation, by=request.actor)):
        return redirect(forum.organisation_url)
    title = _("Quota %(of_territory)s") % {"of_territory": of(participation.territory.name)}
    remove_url = "" if participation.nominated else reverse("forums-remove-participant", args=[slug, pk])
    return _form(request, forum, form, title, _("Enregistrer ce quota"), remove_url=remove_url)


@signed_in
def remove_participant(request: Request, slug: str, pk: UUID) -> HttpResponse:
    forum = queries.forum_or_404(request.actor, slug)
    require(request.actor, "forums.manage", forum)
    participation = queries.participation_or_404(forum, pk)
    if request.method == "POST":
        domain.remove_participant(participation, by=request.actor)
        return redirect("forums-organisation", slug=forum.slug)
    return _confirm(request, forum, "remove_participant")


@signed_in
def move(request: Request, slug: str, verb: str) -> HttpResponse:
    """Publish, close or reopen: one act, asked for once more."""
    forum = queries.forum_or_404(request.actor, slug)
    require(request.actor, "forums.manage", forum)
    if request.method == "POST":
        getattr(domain, verb)(forum, by=request.actor)
        return done(request, str(CONFIRMATIONS[verb].done), forum.organisation_url)
    return _confirm(request, forum, verb)


def _confirm(request: Request, forum: Forum, verb: str) -> HttpResponse:
    asked = CONFIRMATIONS[verb]
    context = {"title": asked.title, "text": asked.text, "confirm": asked.confirm, "back_url": forum.organisation_url}
    return render(request, "confirm.html", context)


def _form(request: Request, forum: Forum, form: Form, title: str, label: str, **more: object) -> HttpResponse:
    context = {"forum": forum, "form": form, "title": title, "label": label, "back_url": forum.organisation_url, **more}
    return page(request, "forums/form.html", context, form)
