"""Entry cards on the wire: where each stands, and once only the link that lets a member in."""

from rest_framework import serializers

from api.v1.juries.serializers import Row
from programs.juries import entry_card_pages as cards
from programs.juries.domain.entry_cards import Prepared


class EntryCardOut(serializers.Serializer[list[cards.CardRow]]):
    """Where a member's card stands; never its link, which is told once, when it is prepared."""

    seat = serializers.UUIDField(source="seat.pk")
    name = serializers.CharField(source="seat.name")
    state = serializers.ChoiceField(choices=[cards.NONE, cards.READY, cards.INSIDE, cards.LEFT, cards.OVER])
    used_at = serializers.DateTimeField(source="entry_card.used_at", default=None, allow_null=True)
    expires_at = serializers.DateTimeField(source="entry_card.expires_at", default=None, allow_null=True)


class EntryCardsIn(serializers.Serializer[None]):
    """`seats`: whose; without it, all whose card has let nobody in. `send`: to each one's address too."""

    seats = serializers.ListField(child=serializers.UUIDField(), required=False, min_length=1, max_length=100)
    send = serializers.BooleanField(default=False)


class PreparedOut(serializers.Serializer[list[Prepared]]):
    """The link is not kept: preparing again replaces it."""

    seat = serializers.UUIDField(source="seat.pk")
    link = serializers.URLField()


class PinOut(serializers.Serializer[Row]):
    pin = serializers.CharField()
