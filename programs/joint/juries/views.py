"""What only joint juries have: convened for a forum, decisions that go home."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.permissions import require as require_here
from eclore.kit.web import act, page, signed_in, typed, written
from programs.joint.forums.queries import forum_or_404
from programs.joint.juries import delivery_pages, domain, publication_pages
from programs.joint.juries.forms import ConveneForm
from programs.joint.juries.side import JOINT
from programs.juries.entry_card_sessions import seated
from tenants.requests import Request

QUORUM = 3


@signed_in
def convene(request: Request, slug: str) -> HttpResponse:
    forum = forum_or_404(request.actor, slug)
    require_here(request.actor, "joint_juries.convene", forum)
    first = {"title": _("Jury final"), "held_on": forum.held_on, "place": forum.place, "quorum": QUORUM}
    form = ConveneForm(typed(request), initial={**first, "places": forum.places})
    convene_it = partial(domain.convene, forum, by=request.actor)
    if done := written(request, form, convene_it, _("Le jury est convoqué. Ajoutez ses membres.")):
        return redirect(done.result)
    context = {"form": form, "forum": forum, "layout": JOINT.layout, "back_url": forum.organisation_url}
    return page(request, "joint_juries/convene.html", context, form)


@seated
def publication(request: Request, pk: UUID) -> HttpResponse:
    """What will be published, read once more; afterwards, how far it has gone."""
    jury = JOINT.jury_or_404(pk, request.actor, verb="lead")
    leaf, homes = (request.GET.get(name, "1") for name in ("page", delivery_pages.PAGE))
    shown = publication_pages.publication(jury, request.actor, page=leaf, homes=homes)
    if shown.delivery and request.GET.get("vu") == shown.delivery.tag and "HX-Request" in request.headers:
        return HttpResponse(status=204)  # the page that asks again has all of it
    context = {"publication": shown, "jury": jury}
    return render(request, "joint_juries/publication.html", context | JOINT.page_context(jury, _("Publication")))


@seated
def retry_delivery(request: Request, pk: UUID) -> HttpResponse:
    """Another attempt, at once, wherever the last one has failed."""
    jury = JOINT.jury_or_404(pk, request.actor, verb="publish")
    verb = partial(domain.retry_delivery, jury, by=request.actor)
    said = _("La transmission est relancée.")
    return act(request, verb, to=reverse("juries-publication", args=[pk]), said=said)


@seated
def take_in(request: Request, pk: UUID) -> HttpResponse:
    """The order of the day, brought up to date with what territories have sent."""
    jury = JOINT.jury_or_404(pk, request.actor, verb="lead")
    return act(request, partial(domain.take_in, jury, by=request.actor), to=reverse("juries-order", args=[pk]))
