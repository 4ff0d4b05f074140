"""What whoever composes a session says of its criteria."""

from rest_framework import serializers

from api.fields import Line
from programs.juries.states import PassageKind


class CriterionIn(serializers.Serializer[None]):
    """`id`: of one that exists; without it, one more.

    `kind`: of the passages that are marked on it; empty: of all; left out: as it is.
    """

    id = serializers.UUIDField(required=False, allow_null=True)
    label = Line(max_length=160)  # type: ignore[assignment]  # what the criterion says, not the serializer
    hint = Line(max_length=300, required=False, allow_blank=True, default="")
    weight = serializers.DecimalField(max_digits=4, decimal_places=2, min_value=0, max_value=20, required=False)
    kind = serializers.ChoiceField(choices=PassageKind.choices, required=False, allow_blank=True)


class CriteriaIn(serializers.Serializer[None]):
    """All of them, in their order."""

    criteria = serializers.ListField(child=CriterionIn(), min_length=1, max_length=24)
