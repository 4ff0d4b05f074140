"""Following a project: its people, its journal, its phases, what it leaves."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eclore.kit import clock, dates
from eclore.kit.editing import edit_form, edited
from eclore.kit.elements import Question
from eclore.kit.permissions import require
from eclore.kit.web import ask, done, signed_in, typed, written
from programs.local.incubation import queries
from programs.local.incubation.domain import journal, members, phases, post_mortems
from programs.local.incubation.forms import JournalForm, MemberForm, PhaseForm, PostMortemForm
from programs.local.incubation.models import JournalEntry
from programs.local.incubation.views.form_page import form_page
from tenants.requests import Request


@signed_in
def note(request: Request, pk: UUID) -> HttpResponse:
    """A line of the journal, in two minutes."""
    project = queries.project_or_404(request.actor, pk)
    require(request.actor, "incubation.write", project)
    form = JournalForm(typed(request), initial={"on": clock.today(), "kind": request.GET.get("nature", "session")})
    if written(request, form, partial(journal.add, project, by=request.actor)):
        return done(request, _("La note est dans le journal."), project.get_absolute_url())
    title = _("Noter dans le journal")
    return form_page(request, form, title=title, label=_("Enregistrer la note"), back_url=project.get_absolute_url())


@signed_in
@require_http_methods(["GET", "POST"])
def erase(request: Request, pk: UUID, entry_pk: UUID) -> HttpResponse:
    """Ask, then take a line out of the journal for good."""
    project = queries.project_or_404(request.actor, pk)
    entry = get_object_or_404(project.journal.select_related("project"), pk=entry_pk)
    require(request.actor, "incubation.erase", entry)
    if request.method == "GET":
        return ask(request, _erasing(entry), project.get_absolute_url())
    journal.erase(entry, by=request.actor)
    return done(request, _("La note est retirée du journal."), project.get_absolute_url())


def _erasing(entry: JournalEntry) -> Question:
    title = _("Retirer du journal la note du %(day)s ?") % {"day": dates.calendar_day(entry.on)}
    text = _("Son texte et les jours qu'elle compte seront perdus. Le journal d'audit garde la trace de ce retrait.")
    return Question(title, text, _("Retirer la note"))


@signed_in
def assign(request: Request, pk: UUID) -> HttpResponse:
    project = queries.project_or_404(request.actor, pk)
    require(request.actor, "incubation.manage", project)
    form = MemberForm(typed(request))
    if taken := written(request, form, partial(members.assign, project, by=request.actor)):
        member = taken.result
        sentence = _("%(name)s rejoint le projet et en est informé par courriel.") % {"name": member.name}
        return done(request, sentence, project.get_absolute_url())
    title = _("Ajouter une personne")
    return form_page(request, form, title=title, label=_("Ajouter cette personne"), back_url=project.get_absolute_url())


@signed_in
@require_POST
def remove(request: Request, pk: UUID, member_pk: UUID) -> HttpResponse:
    project = queries.project_or_404(request.actor, pk)
    member = get_object_or_404(project.members.select_related("project"), pk=member_pk)
    members.remove(member, by=request.actor)
    return done(request, _("Cette personne n'a plus ce rôle dans le projet."), project.get_absolute_url())


@signed_in
def phase(request: Request, pk: UUID, phase_pk: UUID) -> HttpResponse:
    """Planned and real dates."""
    project = queries.project_or_404(request.actor, pk)
    require(request.actor, "incubation.manage", project)
    found = get_object_or_404(project.phases.select_related("project"), pk=phase_pk)
    form = edit_form(request, PhaseForm, found, of=project, verb="reschedule")
    if edited(request, form, partial(phases.reschedule, found, by=request.actor)):
        return done(request, _("Les dates sont enregistrées."), project.get_absolute_url())
    title = _("Dates de la phase : %(phase)s") % {"phase": found}
    return form_page(request, form, title=title, label=_("Enregistrer les dates"), back_url=project.get_absolute_url())


@signed_in
def post_mortem(request: Request, pk: UUID) -> HttpResponse:
    project = queries.project_or_404(request.actor, pk)
    require(request.actor, "incubation.write", project)
    form = edit_form(
        request, PostMortemForm, project, verb="post_mortem", values=lambda: post_mortems.texts_of(project)
    )
    if edited(request, form, partial(post_mortems.write, project, by=request.actor)):
        return done(
            request, _("Le bilan est enregistré. Merci pour les équipes suivantes."), project.get_absolute_url()
        )
    return form_page(
        request,
        form,
        title=_("Le bilan du projet"),
        text=_("Une autre équipe le lira un jour : dites-lui ce que vous auriez aimé savoir."),
        label=_("Enregistrer le bilan"),
        back_url=project.get_absolute_url(),
    )
