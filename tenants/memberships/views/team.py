"""The national team: who holds which grant, and entering a territory openly."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eclore.kit.errors import Refusal
from eclore.kit.permissions import can, require
from eclore.kit.web import show, signed_in
from tenants.hosts import address
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
    form = Grant(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = grants.grant(**form.cleaned_data, by=request.actor, link=request.site.url("/connexion/"))
        except Refusal as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("%(name)s fait partie de l'équipe nationale.") % {"name": made.user})
            return redirect("team")
    return render(request, "memberships/grant.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def revoke(request: Request, pk: UUID) -> HttpResponse:
    """Take a national role back; GET asks first."""
    require(request.actor, "memberships.manage_grants")
    held = get_object_or_404(queries.grants(request.actor), pk=pk)
    if request.method == "GET":
        title = _("Retirer %(name)s de l'équipe nationale ?") % {"name": held.user}
        text = _("« %(kind)s » cesse tout de suite, visites en cours comprises.") % {"kind": held.get_kind_display()}
        context = {"title": title, "text": text, "confirm": _("Retirer cette fonction"), "back_url": "/equipe/"}
        return render(request, "confirm.html", context)
    try:
        grants.revoke(held, by=request.actor)
        messages.success(request, _("%(name)s : fonction retirée.") % {"name": held.user})
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence))
    return redirect("team")


@signed_in
@require_POST
def visit(request: Request, slug: str) -> HttpResponse:
    """Enter a territory, read-only; its people see it."""
    require(request.actor, "memberships.visit")
    territory = queries.territory_to_visit(request.actor, slug)
    if territory is None or not territory.hosts:
        raise Http404
    visits.enter(territory, by=request.actor)
    query = urlencode({"suite": local_path(request.POST.get("suite", "/"))})
    return redirect(address(territory.hosts[0].domain, f"/connexion/?{query}"))
