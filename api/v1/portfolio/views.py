"""The national portfolio, for API clients."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from api import filters
from api.actors import actor_of
from api.v1.portfolio.serializers import ClusterOut, RowOut
from eclore.kit.actor import Actor
from eclore.kit.permissions import require
from programs.joint.portfolio import clusters, queries
from programs.joint.portfolio.models import ProjectRow, RowState
from programs.joint.portfolio.queries import EVERYTHING, FINISHED, Wish

STATES = [*RowState.values, FINISHED, EVERYTHING]
TEXT = OpenApiParameter("q", str, description="Words of the name or the problem.")
TERRITORY = OpenApiParameter("territory", str, description="The slug of one territory.")
STATE = OpenApiParameter("state", str, enum=STATES, description="Followed projects when it is left out.")
ATTENTION = OpenApiParameter("attention", bool, description="Only what should be looked at.")


class Portfolio(generics.ListAPIView[ProjectRow]):
    serializer_class = RowOut
    queryset = ProjectRow.objects.none()

    @extend_schema(operation_id="portfolio_list", parameters=[TEXT, TERRITORY, STATE, ATTENTION])
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Every territory's projects, the most urgent first; for the national team."""
        require(actor_of(request), "portfolio.see")
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[queries.WatchedRow]:
        actor, text = actor_of(self.request), self.request.query_params.get("q", "").replace("\x00", "")[:100]
        state, attention = filters.chosen(self.request, STATE), filters.is_asked(self.request, ATTENTION)
        return queries.listed(actor, Wish(text, self._territory(actor), state, attention))

    def _territory(self, actor: Actor) -> str:
        """Its slug, among those of the portfolio; they are read only when one is asked for."""
        if not self.request.query_params.get(TERRITORY.name):
            return ""
        return filters.chosen(self.request, TERRITORY, [slug for slug, _name in queries.territories(actor)] or [""])


@extend_schema(operation_id="portfolio_problems", responses=ClusterOut(many=True))
@api_view(["GET"])
def problems(request: Request) -> Response:
    """Problems that several territories have, and why earlier projects stopped."""
    actor = actor_of(request)
    require(actor, "portfolio.see")
    return Response(ClusterOut(clusters.gathered(actor), many=True).data)
