"""Public figures, computed from the database."""

from django.views.decorators.cache import cache_control
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from api.v1.statistics.serializers import StatisticsOut
from programs.joint.showcase import statistics


@cache_control(public=True, max_age=60)
@extend_schema(operation_id="statistics", responses=StatisticsOut, auth=[])
@api_view(["GET"])
def everything(request: Request) -> Response:
    """Every season, every forum and every group of investigations, the latest first; for everybody."""
    return Response(StatisticsOut(statistics.everything()).data)
