"""The coaches' morning of a forum: prepared, composed, printed and sent by those who organise it."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eclore.kit import audit
from eclore.kit.editing import edit_form, edited
from eclore.kit.exports import PDF, TYPES
from eclore.kit.forms import Form
from eclore.kit.permissions import require
from eclore.kit.web import act, ask, done, page, signed_in, typed, written
from programs.joint.forums import calendars, domain, printing, queries
from programs.joint.forums.forms import CoachForm, ComposeForm, MorningForm
from programs.joint.forums.models import Forum
from programs.joint.forums.mornings import Plan, plan_of
from programs.joint.forums.views import morning_page
from tenants.requests import Request


@signed_in
def morning(request: Request, slug: str) -> HttpResponse:
    """Its settings, its coaches, who meets whom; a POST prepares it with the usual lengths."""
    forum = _organised(request, slug)
    back = reverse("forums-morning", args=[slug])
    if request.method == "POST":
        verb = partial(domain.prepare_morning, forum, by=request.actor)
        return act(request, verb, to=back, said=_("La matinée est préparée : ajoutez les coachs."))
    found = queries.morning_of(forum)
    if found is None:
        context: dict[str, object] = {"forum": forum, "opened": domain.morning_is_open(forum)}
        return render(request, "forums/morning_none.html", context)
    context = morning_page.shown(plan_of(found, forum), request.GET.get("page"), request.GET.get("equipes"))
    return render(request, "forums/morning.html", context)


@signed_in
def edit(request: Request, slug: str) -> HttpResponse:
    forum = _organised(request, slug)
    found = queries.morning_or_404(forum)
    form = edit_form(request, MorningForm, found, of=forum, verb="edit_morning")
    back = reverse("forums-morning", args=[slug])
    if edited(request, form, partial(domain.edit_morning, found, by=request.actor)):
        return done(request, _("Les réglages de la matinée sont enregistrés."), back)
    return _form(request, forum, form, _("Régler la matinée des coachs"), _("Enregistrer"))


@signed_in
def add_coach(request: Request, slug: str) -> HttpResponse:
    forum = _organised(request, slug)
    found = queries.morning_or_404(forum)
    form = CoachForm(typed(request))
    if taken := written(request, form, partial(domain.add_coach, found, by=request.actor)):
        said = _("%(name)s est dans la matinée.") % {"name": taken.result.name}
        return done(request, said, reverse("forums-morning", args=[slug]))
    return _form(request, forum, form, _("Ajouter un coach"), _("Ajouter ce coach"))


@signed_in
def coach(request: Request, slug: str, pk: UUID) -> HttpResponse:
    """Correct a coach's name, address or place."""
    forum = _organised(request, slug)
    found = queries.coach_or_404(forum, pk)
    form = edit_form(request, CoachForm, found, of=forum, verb="change_coach")
    if edited(request, form, partial(domain.change_coach, found, by=request.actor)):
        return done(request, _("Le coach est modifié."), reverse("forums-morning", args=[slug]))
    return _form(request, forum, form, _("Modifier un coach"), _("Enregistrer"))


@signed_in
def remove_coach(request: Request, slug: str, pk: UUID) -> HttpResponse:
    forum = _organised(request, slug)
    found, back = queries.coach_or_404(forum, pk), reverse("forums-morning", args=[slug])
    if request.method != "POST":
        return ask(request, morning_page.removing(found), back)
    verb = partial(domain.remove_coach, found, by=request.actor)
    return act(request, verb, to=back, said=_("Le coach est retiré de la matinée."))


@signed_in
def compose(request: Request, slug: str) -> HttpResponse:
    """Write who meets whom, once it has been asked."""
    forum = _organised(request, slug)
    found, back = queries.morning_or_404(forum), reverse("forums-morning", args=[slug])
    form = ComposeForm(typed(request))
    if request.method != "POST" or not form.is_valid():
        question = morning_page.composing(plan_of(found, forum))
        return ask(request, question, back, question.form)
    verb = partial(domain.compose_morning, found, by=request.actor, composed=form.cleaned_data["composed"])
    return act(request, verb, to=back, said=_("La matinée est composée."))


@signed_in
def send(request: Request, slug: str) -> HttpResponse:
    """To each coach who does not know their hours, once it has been asked."""
    forum = _organised(request, slug)
    found, back = queries.morning_or_404(forum), reverse("forums-morning", args=[slug])
    if request.method != "POST":
        return ask(request, morning_page.sending(plan_of(found, forum)), back)
    verb = partial(domain.send_morning, found, by=request.actor)
    return act(request, verb, to=back, said=_("Les horaires sont envoyés aux coachs."))


@require_safe
@signed_in
def pdf(request: Request, slug: str) -> HttpResponse:
    """The table, a sheet for each coach and one for each team, to print."""
    forum = _organised(request, slug)
    plan = plan_of(queries.morning_or_404(forum), forum)
    _log(request, forum, "pdf")
    return _download(printing.morning(plan, request.site.name), plan, TYPES[PDF], "pdf")


@require_safe
@signed_in
def calendar(request: Request, slug: str, pk: UUID) -> HttpResponse:
    """The hours of one coach, for their calendar."""
    forum = _organised(request, slug)
    found = queries.coach_or_404(forum, pk)
    plan = plan_of(queries.morning_or_404(forum), forum)
    sequence = found.sent_count - (bool(found.sent_count) and plan.digest(found) == found.sent_digest)
    _log(request, forum, "ics")
    text = calendars.of_coach(plan, found, sequence)
    return _download(text, plan, f"{calendars.MEDIA_TYPE}; charset=utf-8", "ics")


def _organised(request: Request, slug: str) -> Forum:
    forum = queries.forum_or_404(request.actor, slug)
    require(request.actor, "forums.manage", forum)
    return forum


def _form(request: Request, forum: Forum, form: Form, title: str, label: str) -> HttpResponse:
    back = reverse("forums-morning", args=[forum.slug])
    context = {"forum": forum, "form": form, "title": title, "label": label, "back_url": back}
    return page(request, "forums/form.html", context, form)


def _log(request: Request, forum: Forum, kind: str) -> None:
    audit.record(audit.Act.EXPORT, subject=forum, by=request.actor, verb="coaches_morning", format=kind)


def _download(content: bytes | str, plan: Plan, media_type: str, extension: str) -> HttpResponse:
    """A file named after the forum; nothing keeps it on the way."""
    response = HttpResponse(content, content_type=media_type)
    name = f"matinee-des-coachs-{slugify(plan.forum.name)[:60]}.{extension}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
