"""The organisers ask a territory something, and close what they have asked."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.permissions import require
from eclore.kit.web import act, done, page, signed_in, typed, written
from programs.joint.forums import domain, queries
from programs.joint.forums.forms import QuestionForm
from programs.joint.forums.models import Forum, Nomination, Participation
from tenants.requests import Request


@signed_in
def about_dossier(request: Request, slug: str, pk: UUID) -> HttpResponse:
    """A question about one dossier, to the territory that sent it."""
    forum = _organised(request, slug)
    nomination = queries.dossier_or_404(forum, pk)
    back = reverse("forums-dossier", args=[slug, pk])
    return _ask(request, queries.participation_of(nomination), back, nomination)


@signed_in
def about_part(request: Request, slug: str, pk: UUID) -> HttpResponse:
    """A question about a territory's part in the forum."""
    forum = _organised(request, slug)
    return _ask(request, queries.participation_or_404(forum, pk), forum.organisation_url)


@signed_in
def close(request: Request, slug: str, pk: UUID) -> HttpResponse:
    forum = _organised(request, slug)
    question = queries.question_or_404(forum, pk)
    verb = partial(domain.close_question, question, by=request.actor)
    return act(request, verb, to=forum.organisation_url, said=_("La question est close."))


def _organised(request: Request, slug: str) -> Forum:
    forum = queries.forum_or_404(request.actor, slug)
    require(request.actor, "forums.manage", forum)
    return forum


def _ask(
    request: Request, participation: Participation, back: str, nomination: Nomination | None = None
) -> HttpResponse:
    form = QuestionForm(typed(request))
    verb = partial(domain.ask_territory, participation, by=request.actor, nomination=nomination)
    territory = participation.territory.name
    if written(request, form, verb):
        return done(request, _("La question est partie : %(name)s.") % {"name": territory}, back)
    context = {
        "forum": participation.forum,
        "form": form,
        "title": _("Poser une question : %(name)s") % {"name": territory},
        "label": _("Poser cette question"),
        "back_url": back,
        "about": nomination.title if nomination else "",
    }
    return page(request, "forums/form.html", context, form)
