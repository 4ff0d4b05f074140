"""The log for programs: who did what, when; what a line proves, never a mark."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import filters
from api.actors import actor_of
from eclore.kit.audit import Act
from eclore.kit.permissions import require
from tenants.audit import queries
from tenants.audit.programme.models import Entry

ACT = OpenApiParameter("act", str, enum=Act.values, description="One kind of act.")


class LineOut(serializers.Serializer[Entry]):
    """`number` has no gap within a log; `digest` is the SHA-256 of the line after the one before."""

    number = serializers.IntegerField()
    at = serializers.DateTimeField()
    act = serializers.CharField()
    verb = serializers.CharField()
    by = serializers.UUIDField(source="by_id", allow_null=True)
    by_kind = serializers.CharField()
    subject_kind = serializers.CharField()
    subject = serializers.UUIDField(source="subject_id", allow_null=True)
    digest = serializers.CharField()


class Log(generics.ListAPIView[Entry]):
    serializer_class = LineOut
    queryset = Entry.objects.none()

    def get_queryset(self) -> QuerySet[Entry]:
        actor = actor_of(self.request)
        require(actor, "audit.read")
        return queries.entries(actor, act=filters.chosen(self.request, ACT))

    @extend_schema(operation_id="log_list", parameters=[ACT])
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """The lines of the log, the latest first; managers of a territory, or the national team."""
        return super().get(request, *args, **kwargs)
