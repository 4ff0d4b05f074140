"""Corrections of a published record, whichever the kind of jury: what programs read and send."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from eclore.kit.actor import Actor


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


def listed(jury: Any) -> Response:
    """The oldest first."""
    return Response(AmendmentOut(jury.amendments.all(), many=True).data)


def amended(jury: Any, actor: Actor, data: Any, amend: Callable[..., Any]) -> Response:
    """201 with the new one; `amend` is the domain's act of this kind of jury."""
    sent = AmendmentIn(data=data)
    sent.is_valid(raise_exception=True)
    fields = dict(sent.validated_data)
    wanted = fields.pop("passage")
    passage = get_object_or_404(jury.passages.all(), pk=wanted) if wanted else None
    made = amend(jury, by=actor, passage=passage, **fields)
    return Response(AmendmentOut(made).data, status=201)
