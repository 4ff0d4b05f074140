"""Members of a jury on the wire: who they are, and when they were in the room."""

from collections.abc import Iterable

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from rest_framework import serializers

from api.fields import Line, TerritorySlug
from programs.juries.models import AbstractSeat
from programs.juries.states import QualityGroup, SeatRole


class StayOut(serializers.Serializer[DateTimeTZRange]):
    """From when until when a member was in the room; `left_at` is null while they are there."""

    arrived_at = serializers.DateTimeField(source="lower")
    left_at = serializers.DateTimeField(source="upper", allow_null=True)


class StayIn(serializers.Serializer[None]):
    arrived_at = serializers.DateTimeField()
    left_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class SeatOut(serializers.Serializer[AbstractSeat | Iterable[AbstractSeat]]):
    """`territory`: where a member of a joint jury comes from, null for the national team."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    quality = serializers.CharField()
    quality_group = serializers.ChoiceField(choices=QualityGroup.choices)
    territory = serializers.CharField(source="territory.slug", default=None, allow_null=True)
    presides = serializers.BooleanField()
    role = serializers.ChoiceField(choices=SeatRole.choices)
    present = serializers.BooleanField()
    stays = StayOut(many=True)


class SeatIn(serializers.Serializer[None]):
    email = serializers.EmailField(max_length=254)
    name = Line(max_length=200)
    quality = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    quality_group = serializers.ChoiceField(choices=QualityGroup.choices, required=False, default=QualityGroup.OTHER)
    presides = serializers.BooleanField(required=False, default=False)
    role = serializers.ChoiceField(choices=SeatRole.choices, required=False, default=SeatRole.MEMBER)


class JointSeatIn(SeatIn):
    territory = TerritorySlug(required=False, allow_null=True)


class QualityIn(serializers.Serializer[None]):
    """In which quality a member sits; what is left out stays."""

    quality = serializers.CharField(max_length=200, required=False, allow_blank=True)
    quality_group = serializers.ChoiceField(choices=QualityGroup.choices, required=False)


class PresenceIn(serializers.Serializer[None]):
    present = serializers.BooleanField()


class HoursIn(serializers.Serializer[None]):
    """All the stays of a member, in any order: none of them says that they have not come."""

    stays = serializers.ListField(child=StayIn(), max_length=20)
