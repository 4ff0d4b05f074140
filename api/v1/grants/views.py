"""The national team, for programs: the same verbs and rules as /equipe/."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from api.actors import actor_of, site_request
from api.v1.grants.serializers import GrantIn, GrantOut
from eclore.kit.permissions import require
from tenants.memberships import queries
from tenants.memberships.domain import grants
from tenants.memberships.models import NationalGrant


class GrantList(generics.ListAPIView[NationalGrant]):
    serializer_class = GrantOut
    queryset = NationalGrant.objects.none()

    def get_queryset(self) -> QuerySet[NationalGrant]:
        actor = actor_of(self.request)
        require(actor, "memberships.see_grants")
        return queries.grants(actor)

    @extend_schema(operation_id="grants_list")
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Every grant, those that hold first; national team only."""
        return super().get(request, *args, **kwargs)

    @extend_schema(operation_id="grants_create", request=GrantIn, responses={201: GrantOut})
    def post(self, request: Request) -> Response:
        """Give a national role; giving a kind again changes its end."""
        actor = actor_of(request)
        require(actor, "memberships.manage_grants")
        given = GrantIn(data=request.data)
        given.is_valid(raise_exception=True)
        made = grants.grant(**given.validated_data, by=actor, link=site_request(request).site.page("sign-in"))
        return Response(GrantOut(made).data, status=201)


@extend_schema(operation_id="grants_revoke", request=None, responses=GrantOut)
@api_view(["POST"])
def revoke(request: Request, pk: UUID) -> Response:
    """Take a national role back, effective at the person's next request."""
    actor = actor_of(request)
    require(actor, "memberships.manage_grants")
    held = get_object_or_404(queries.grants(actor), pk=pk)
    return Response(GrantOut(grants.revoke(held, by=actor)).data)
