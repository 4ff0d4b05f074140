"""What is awaited from members, and their reminders: on the wire."""

from collections.abc import Iterable

from rest_framework import serializers

from programs.juries.reminders import Awaited

MOST_SEATS = 500


class ReminderIn(serializers.Serializer[None]):
    """`seats`: of these members; of all from whom something is awaited, without it."""

    seats = serializers.ListField(
        child=serializers.UUIDField(),
        min_length=1,
        max_length=MOST_SEATS,
        required=False,
        allow_null=True,
        default=None,
    )


class AwaitedOut(serializers.Serializer[Awaited | Iterable[Awaited]]):
    """`answer`: about conflicts of interest, which comes first; else `ballots` to validate. Never a mark."""

    seat = serializers.UUIDField(source="seat.pk")
    name = serializers.CharField(source="seat.name")
    answer = serializers.BooleanField()
    ballots = serializers.IntegerField(source="missing")
    by_letter = serializers.BooleanField(source="is_written_to")
    reminded_at = serializers.DateTimeField(source="seat.reminded_at", allow_null=True)


class RemindedOut(serializers.Serializer[object]):
    """Those who were reminded; nobody, where each was a moment ago."""

    reminded = AwaitedOut(many=True)
