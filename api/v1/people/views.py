"""A territory's people, for programs: the same verbs and rules as /membres/ and /visites/."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from api.actors import actor_of, site_request
from api.v1.people.serializers import HeldRole, InvitationIn, InvitationOut, Me, RoleIn, TerritoryMember, VisitOut
from eclore.kit.actor import Actor
from eclore.kit.permissions import require
from tenants.accounts.models import User
from tenants.memberships import queries
from tenants.memberships.domain import invitations, members
from tenants.memberships.models import Invitation, Visit


@extend_schema(operation_id="me", responses=Me)
@api_view(["GET"])
def me(request: Request) -> Response:
    """Who this session or token speaks for here, with the roles of this minute."""
    actor = actor_of(request)
    if not actor.is_authenticated:
        raise NotAuthenticated
    return Response(Me({**vars(actor), "roles": sorted(actor.roles)}).data)


class MemberList(generics.ListAPIView[User]):
    serializer_class = TerritoryMember  # type: ignore[assignment]  # `get` makes members of the page of people
    queryset = User.objects.none()

    @extend_schema(operation_id="members_list")
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Everybody with a role here, by name; managers only."""
        actor, territory = _managing(request)
        people = self.paginate_queryset(queries.people_of(actor, territory)) or []
        return self.get_paginated_response(TerritoryMember(queries.members(people, territory), many=True).data)


@extend_schema(operation_id="members_grant", request=RoleIn, responses={201: HeldRole})
@api_view(["POST"])
def grant(request: Request, pk: UUID) -> Response:
    """Give one more role to a member."""
    actor, territory = _managing(request)
    user = get_object_or_404(queries.people_of(actor, territory), pk=pk)
    given = RoleIn(data=request.data)
    given.is_valid(raise_exception=True)
    made = members.grant(user, given.validated_data["role"], territory_id=territory, by=actor)
    return Response(HeldRole(made).data, status=201)


@extend_schema(operation_id="roles_revoke", request=None, responses={204: None})
@api_view(["POST"])
def revoke(request: Request, pk: UUID) -> Response:
    """Take a role back, effective at the person's next request."""
    actor, territory = _managing(request)
    members.revoke(get_object_or_404(queries.memberships(actor, territory), pk=pk), by=actor)
    return Response(status=204)


class InvitationList(generics.ListAPIView[Invitation]):
    serializer_class = InvitationOut
    queryset = Invitation.objects.none()

    def get_queryset(self) -> QuerySet[Invitation]:
        return queries.invitations(*_managing(self.request))

    @extend_schema(operation_id="invitations_list")
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Pending invitations, the latest first."""
        return super().get(request, *args, **kwargs)

    @extend_schema(operation_id="invitations_create", request=InvitationIn, responses={201: InvitationOut})
    def post(self, request: Request) -> Response:
        """Invite an address to hold a role, by e-mail."""
        actor, _territory = _managing(request)
        given = InvitationIn(data=request.data)
        given.is_valid(raise_exception=True)
        made = invitations.invite(**given.validated_data, site=site_request(request).site, by=actor)
        return Response(InvitationOut(made).data, status=201)


@extend_schema(operation_id="invitations_withdraw", request=None, responses=InvitationOut)
@api_view(["POST"])
def withdraw(request: Request, pk: UUID) -> Response:
    """Withdraw a pending invitation."""
    actor, territory = _managing(request)
    invitation = get_object_or_404(queries.invitations(actor, territory), pk=pk)
    return Response(InvitationOut(invitations.withdraw(invitation, by=actor)).data)


class VisitList(generics.ListAPIView[Visit]):
    serializer_class = VisitOut
    queryset = Visit.objects.none()

    def get_queryset(self) -> QuerySet[Visit]:
        actor = actor_of(self.request)
        require(actor, "memberships.see_visits")
        return queries.visits(actor, site_request(self.request).site.territory_id)

    @extend_schema(operation_id="visits_list")
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Who of the national team came by; managers only."""
        return super().get(request, *args, **kwargs)


def _managing(request: Request) -> tuple[Actor, UUID]:
    """The actor, once they are known to manage this territory."""
    actor = actor_of(request)
    require(actor, "memberships.manage_members")
    return actor, site_request(request).site.territory_id
