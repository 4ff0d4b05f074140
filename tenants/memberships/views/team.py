"""The national team: who holds which grant, and entering a territory openly."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eclore.kit.elements import Question
from eclore.kit.permissions import can, require
from eclore.kit.web import act, ask, done, page, signed_in, typed, written
from tenants.hosts import TERRITORY, address, path_of
from tenants.memberships import queries
from tenants.memberships.domain import grants, visits
from tenants.memberships.forms import Grant
from tenants.memberships.pages import GrantRow
from tenants.paths import local_path
from tenants.requests import Request


@signed_in
@require_GET
def team(request: Request) -> HttpResponse:
    """Every grant, those that hold first."""
    require(request.actor, "memberships.see_grants")
    may_manage = can(request.actor, "memberships.manage_grants")
    rows = [GrantRow.of(grant, may_manage=may_manage) for grant in queries.grants(request.actor)]
    return render(request, "memberships/team.html", {"grants": rows, "may_manage": may_manage})


@signed_in
@require_http_methods(["GET", "POST"])
def grant(request: Request) -> HttpResponse:
    """Give a national role."""
    require(request.actor, "memberships.manage_grants")
    form = Grant(typed(request))
    verb = partial(grants.grant, by=request.actor, link=request.site.page("sign-in"))
    if taken := written(request, form, verb):
        said = _("%(name)s fait partie de l'équipe nationale.") % {"name": taken.result.user}
        return done(request, said, reverse("team"))
    return page(request, "memberships/grant.html", {"form": form}, form)


@signed_in
@require_http_methods(["GET", "POST"])
def revoke(request: Request, pk: UUID) -> HttpResponse:
    """Take a national role back; GET asks first."""
    require(request.actor, "memberships.manage_grants")
    held = get_object_or_404(queries.grants(request.actor), pk=pk)
    if request.method == "GET":
        title = _("Retirer %(name)s de l'équipe nationale ?") % {"name": held.user}
        text = _("« %(kind)s » cesse tout de suite, visites en cours comprises.") % {"kind": held.get_kind_display()}
        return ask(request, Question(title, text, _("Retirer cette fonction")), reverse("team"))
    said = _("%(name)s : fonction retirée.") % {"name": held.user}
    return act(request, partial(grants.revoke, held, by=request.actor), to=reverse("team"), said=said)


@signed_in
@require_POST
def visit(request: Request, slug: str) -> HttpResponse:
    """Enter a territory, read-only; its people see it."""
    require(request.actor, "memberships.visit")
    territory = queries.territory_to_visit(request.actor, slug)
    if territory is None or not territory.hosts:
        raise Http404
    visits.enter(territory, by=request.actor)
    query = {"suite": local_path(request.POST.get("suite", "/"))}
    return redirect(address(territory.hosts[0].domain, path_of(TERRITORY, "sign-in", query=query)))
