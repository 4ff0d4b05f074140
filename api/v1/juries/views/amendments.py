"""Corrections of a published record, for programs."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from api.v1.juries.views.finding import jury_of
from eclore.kit.actor import Actor
from eclore.kit.permissions import require
from programs.local.selections import domain


class AmendmentIn(serializers.Serializer):
    """`passage`: the dossier that is corrected; without it, the session."""

    passage = serializers.UUIDField(required=False, allow_null=True, default=None)
    correction = serializers.CharField(max_length=2000)
    reason = serializers.CharField(max_length=2000)


class AmendmentOut(serializers.Serializer):
    id = serializers.UUIDField()
    passage = serializers.UUIDField(source="passage_id", allow_null=True)
    correction = serializers.CharField()
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()


class Amendments(APIView):
    @extend_schema(operation_id="juries_amendments", responses=AmendmentOut(many=True))
    def get(self, request: Any, pk: UUID) -> Response:
        """What was corrected since publication, the oldest first; for whoever reads the full minutes."""
        found, _actor = _published(request, pk)
        return Response(AmendmentOut(found.amendments.all(), many=True).data)

    @extend_schema(operation_id="juries_amend", request=AmendmentIn, responses={201: AmendmentOut})
    def post(self, request: Any, pk: UUID) -> Response:
        """Correct the published record, with a reason: nothing in it changes, the minutes show both."""
        found, actor = _published(request, pk)
        sent = AmendmentIn(data=request.data)
        sent.is_valid(raise_exception=True)
        fields = dict(sent.validated_data)
        wanted = fields.pop("passage")
        passage = get_object_or_404(found.passages.all(), pk=wanted) if wanted else None
        made = domain.amend(found, by=actor, passage=passage, **fields)
        return Response(AmendmentOut(made).data, status=201)


def _published(request: Any, key: UUID) -> tuple[Any, Actor]:
    """The jury, for whoever may read its full minutes."""
    found, actor = jury_of(request, key)
    require(actor, "selections.see_minutes", found)
    return found, actor
