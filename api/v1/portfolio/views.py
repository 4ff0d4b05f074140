"""The national portfolio, for API clients."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from api.actors import actor_of
from api.v1.portfolio.serializers import ClusterOut, RowOut
from eclore.kit.permissions import require
from programs.joint.portfolio import clusters, queries
from programs.joint.portfolio.models import ProjectRow, RowState
from programs.joint.portfolio.queries import EVERYTHING, FINISHED, Wish

STATES = [*RowState.values, FINISHED, EVERYTHING]
ASKED = [
    OpenApiParameter("q", str, description="Words of the name or the problem."),
    OpenApiParameter("territory", str, description="The slug of one territory."),
    OpenApiParameter("state", str, enum=STATES, description="Followed projects when it is left out."),
    OpenApiParameter("attention", bool, description="Only what should be looked at."),
]


class Portfolio(generics.ListAPIView[ProjectRow]):
    serializer_class = RowOut
    queryset = ProjectRow.objects.none()

    @extend_schema(operation_id="portfolio_list", parameters=ASKED)
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Every territory's projects, the most urgent first; for the national team."""
        require(actor_of(request), "portfolio.see")
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[queries.WatchedRow]:
        asked = self.request.query_params
        text = asked.get("q", "").replace("\x00", "")[:100]
        territory = asked.get("territory", "").replace("\x00", "")[:50]
        state = asked.get("state", "") if asked.get("state", "") in STATES else ""
        attention = asked.get("attention", "").lower() in ("1", "true")
        return queries.listed(actor_of(self.request), Wish(text, territory, state, attention))


@extend_schema(operation_id="portfolio_problems", responses=ClusterOut(many=True))
@api_view(["GET"])
def problems(request: Request) -> Response:
    """Problems that several territories have, and why earlier projects stopped."""
    actor = actor_of(request)
    require(actor, "portfolio.see")
    return Response(ClusterOut(clusters.gathered(actor), many=True).data)
