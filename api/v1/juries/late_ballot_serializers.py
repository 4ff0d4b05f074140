"""A ballot that came once marks were closed, and its answer."""

from collections.abc import Iterable

from rest_framework import serializers

from programs.juries.domain.late_ballots import LONGEST_REASON
from programs.juries.models import AbstractLateBallot


class LateAnswerIn(serializers.Serializer[None]):
    """`reason` is read by the member."""

    reason = serializers.CharField(max_length=LONGEST_REASON)


class LateBallotOut(serializers.Serializer[AbstractLateBallot | Iterable[AbstractLateBallot]]):
    """`accepted` and `reason` mean something once `answered_at` is set."""

    id = serializers.UUIDField()
    passage = serializers.UUIDField(source="passage_id")
    seat = serializers.UUIDField(source="seat_id")
    received_at = serializers.DateTimeField()
    paper = serializers.BooleanField()
    answered_at = serializers.DateTimeField(allow_null=True)
    accepted = serializers.BooleanField()
    reason = serializers.CharField()
