"""A territory's people: who may do what here, and who is expected."""

from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eclore.kit.elements import Question
from eclore.kit.folding import left_out
from eclore.kit.permissions import require
from eclore.kit.web import act, ask, done, page, signed_in, typed, written
from tenants.memberships import queries
from tenants.memberships.domain import invitations
from tenants.memberships.domain import members as domain
from tenants.memberships.forms import Invite, OneMore, Search
from tenants.memberships.models import Membership
from tenants.requests import Request

PER_PAGE = 50


@signed_in
@require_GET
def members(request: Request) -> HttpResponse:
    """Everybody with a role, and the pending invitations."""
    require(request.actor, "memberships.manage_members")
    territory = request.site.territory_id
    search = Search(request.GET)
    asked = search.cleaned_data["q"] if search.is_valid() else ""
    leaf = Paginator(queries.people_of(request.actor, territory, asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": leaf,
        "members": queries.members(leaf.object_list, territory),
        "search": search,
        "left_out": left_out(asked),
        "invitations": queries.invitations(request.actor, territory)[:PER_PAGE] if leaf.number == 1 else [],
    }
    return render(request, "memberships/members.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def invite(request: Request) -> HttpResponse:
    """Invite somebody to hold a role, by e-mail."""
    require(request.actor, "memberships.manage_members")
    form = Invite(typed(request))
    if taken := written(request, form, partial(invitations.invite, site=request.site, by=request.actor)):
        return done(request, _("Invitation envoyée à %(email)s.") % {"email": taken.result.email}, reverse("members"))
    return page(request, "memberships/invite.html", {"form": form}, form)


@signed_in
@require_http_methods(["GET", "POST"])
def grant(request: Request, pk: UUID) -> HttpResponse:
    """Give one more role to a member."""
    require(request.actor, "memberships.manage_members")
    territory = request.site.territory_id
    user = get_object_or_404(queries.people_of(request.actor, territory), pk=pk)
    [member] = queries.members([user], territory)
    form = OneMore(typed(request), choices=member.missing_roles)
    if taken := written(request, form, partial(domain.grant, user, territory_id=territory, by=request.actor)):
        return done(request, _("%(name)s : rôle ajouté, %(role)s.") % _words(taken.result), reverse("members"))
    return page(request, "memberships/member_role.html", {"form": form, "member": member}, form)


@signed_in
@require_http_methods(["GET", "POST"])
def revoke(request: Request, pk: UUID) -> HttpResponse:
    """Take a role back; GET asks first."""
    require(request.actor, "memberships.manage_members")
    held = get_object_or_404(queries.memberships(request.actor, request.site.territory_id), pk=pk)
    if request.method == "GET":
        title = _("Retirer un rôle à %(name)s ?") % _words(held)
        text = _("Le rôle « %(role)s » cesse tout de suite. Ce que cette personne a écrit reste.") % _words(held)
        return ask(request, Question(title, text, _("Retirer ce rôle")), reverse("members"))
    said = _("%(name)s : rôle retiré, %(role)s.") % _words(held)
    return act(request, partial(domain.revoke, held, by=request.actor), to=reverse("members"), said=said)


@signed_in
@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw a pending invitation."""
    require(request.actor, "memberships.manage_members")
    invitation = get_object_or_404(queries.invitations(request.actor, request.site.territory_id), pk=pk)
    invitations.withdraw(invitation, by=request.actor)
    return done(request, _("Invitation de %(email)s retirée.") % {"email": invitation.email}, reverse("members"))


def _words(membership: Membership) -> dict[str, str]:
    return {"name": str(membership.user), "role": membership.get_role_display()}
