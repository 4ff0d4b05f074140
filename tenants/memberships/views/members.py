"""A territory's people: who may do what here, and who is expected."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eclore.kit.errors import Refusal
from eclore.kit.permissions import require
from eclore.kit.web import show, signed_in
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
    words = search.cleaned_data["q"] if search.is_valid() else ""
    page = Paginator(queries.people_of(request.actor, territory, words), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "members": queries.members(page.object_list, territory),
        "search": search,
        "invitations": queries.invitations(request.actor, territory)[:PER_PAGE] if page.number == 1 else [],
    }
    return render(request, "memberships/members.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def invite(request: Request) -> HttpResponse:
    """Invite somebody to hold a role, by e-mail."""
    require(request.actor, "memberships.manage_members")
    form = Invite(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = invitations.invite(**form.cleaned_data, site=request.site, by=request.actor)
        except Refusal as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("Invitation envoyée à %(email)s.") % {"email": made.email})
            return redirect("members")
    return render(request, "memberships/invite.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def grant(request: Request, pk: UUID) -> HttpResponse:
    """Give one more role to a member."""
    require(request.actor, "memberships.manage_members")
    territory = request.site.territory_id
    user = get_object_or_404(queries.people_of(request.actor, territory), pk=pk)
    [member] = queries.members([user], territory)
    form = OneMore(request.POST if request.method == "POST" else None, choices=member.missing_roles)
    if request.method == "POST" and form.is_valid():
        try:
            made = domain.grant(user, form.cleaned_data["role"], territory_id=territory, by=request.actor)
        except Refusal as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("%(name)s : rôle ajouté, %(role)s.") % _words(made))
            return redirect("members")
    status = 422 if form.errors else 200
    return render(request, "memberships/member_role.html", {"form": form, "member": member}, status=status)


@signed_in
@require_http_methods(["GET", "POST"])
def revoke(request: Request, pk: UUID) -> HttpResponse:
    """Take a role back; GET asks first."""
    require(request.actor, "memberships.manage_members")
    held = get_object_or_404(queries.memberships(request.actor, request.site.territory_id), pk=pk)
    if request.method == "GET":
        title = _("Retirer un rôle à %(name)s ?") % _words(held)
        text = _("Le rôle « %(role)s » cesse tout de suite. Ce que cette personne a écrit reste.") % _words(held)
        context = {"title": title, "text": text, "confirm": _("Retirer ce rôle"), "back_url": "/membres/"}
        return render(request, "confirm.html", context)
    try:
        domain.revoke(held, by=request.actor)
        messages.success(request, _("%(name)s : rôle retiré, %(role)s.") % _words(held))
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence))
    return redirect("members")


@signed_in
@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw a pending invitation."""
    require(request.actor, "memberships.manage_members")
    invitation = get_object_or_404(queries.invitations(request.actor, request.site.territory_id), pk=pk)
    invitations.withdraw(invitation, by=request.actor)
    messages.success(request, _("Invitation de %(email)s retirée.") % {"email": invitation.email})
    return redirect("members")


def _words(membership: Membership) -> dict[str, str]:
    return {"name": str(membership.user), "role": membership.get_role_display()}
