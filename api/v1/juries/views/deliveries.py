"""Where the decisions of a joint jury stand on their way home, territory by territory."""

from contextlib import suppress
from typing import Any, cast
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from api.pagination import Pages
from api.v1.juries.serializers import DeliveryOut, HomeOut
from api.v1.juries.sides import caller
from eclore.kit.transitions import AlreadyDone
from programs.joint.juries import domain, queries
from programs.joint.juries.models import Jury
from programs.joint.juries.side import JOINT


class Homes(generics.GenericAPIView[Any]):
    serializer_class = HomeOut
    queryset = Jury.objects.none()  # tells the document the type of a key
    pagination_class = Pages

    @extend_schema(operation_id="juries_delivery", responses=HomeOut(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """Each territory that presented, those that could not be reached first; none before publication."""
        jury = JOINT.jury_or_404(pk, caller(request), verb="lead")
        pages = Pages()
        leaf = pages.leaf(queries.homes(jury) if jury.published_at else [], request)
        return pages.get_paginated_response(HomeOut(cast(Any, leaf), many=True).data)


@extend_schema(operation_id="juries_delivery_retry", request=None, responses=DeliveryOut)
@api_view(["POST"])
def retry(request: Request, pk: UUID) -> Response:
    """Try again at once wherever the last attempt has failed; nothing is delivered twice."""
    actor = caller(request)
    jury = JOINT.jury_or_404(pk, actor, verb="publish")
    with suppress(AlreadyDone):
        domain.retry_delivery(jury, by=actor)
    return Response(DeliveryOut(queries.delivery(jury)).data)
