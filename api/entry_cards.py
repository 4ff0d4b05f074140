"""The cards that let members of a jury in, for programs: what local and joint juries answer alike."""

from typing import Any

from rest_framework import serializers
from rest_framework.response import Response

from eclore.kit.actor import Actor
from programs.juries import entry_card_pages, pins
from programs.juries.domain import entry_cards
from programs.juries.rules import require


class EntryCardOut(serializers.Serializer):
    """Where a member's card stands; never its link, which is told once, when it is prepared."""

    seat = serializers.UUIDField(source="seat.pk")
    name = serializers.CharField(source="seat.name")
    state = serializers.ChoiceField(
        choices=[
            entry_card_pages.NONE,
            entry_card_pages.READY,
            entry_card_pages.INSIDE,
            entry_card_pages.LEFT,
            entry_card_pages.OVER,
        ]
    )
    used_at = serializers.DateTimeField(source="entry_card.used_at", default=None, allow_null=True)
    expires_at = serializers.DateTimeField(source="entry_card.expires_at", default=None, allow_null=True)


class EntryCardsIn(serializers.Serializer):
    """`seats`: whose; without it, all whose card has let nobody in. `send`: to each one's address too."""

    seats = serializers.ListField(child=serializers.UUIDField(), required=False, min_length=1, max_length=100)
    send = serializers.BooleanField(default=False)


class PreparedOut(serializers.Serializer):
    """The link is not kept: preparing again replaces it."""

    seat = serializers.UUIDField(source="seat.pk")
    link = serializers.URLField()


class PinOut(serializers.Serializer):
    pin = serializers.CharField()


def listed(jury: Any, actor: Actor) -> Response:
    require(actor, "admit", jury)
    return Response(EntryCardOut(entry_card_pages.rows(jury), many=True).data)


def prepared(jury: Any, actor: Actor, data: Any) -> Response:
    require(actor, "admit", jury)
    sent = EntryCardsIn(data=data)
    sent.is_valid(raise_exception=True)
    wanted = sent.validated_data.get("seats")
    if wanted is not None:
        known = {seat.pk: seat for seat in jury.seats.all()}
        if missing := [str(key) for key in wanted if key not in known]:
            raise serializers.ValidationError({"seats": missing})
        wanted = [known[key] for key in dict.fromkeys(wanted)]
    made = entry_cards.prepare(jury, by=actor, seats=wanted, send=sent.validated_data["send"])
    return Response(PreparedOut(made, many=True).data, status=201)


def pin(jury: Any, actor: Actor, *, renew: bool = False) -> Response:
    """The room's PIN, for whoever leads; another one if asked for."""
    require(actor, "admit" if renew else "lead", jury)
    shown = entry_cards.renew_pin(jury, by=actor) if renew else pins.pin_of(jury)
    return Response(PinOut({"pin": shown}).data)


def taken_back(jury: Any, seat: Any, actor: Actor) -> Response:
    seat.jury = jury
    entry_cards.take_back(seat, by=actor)
    return Response(status=204)


def freed(jury: Any, seat: Any, actor: Actor) -> Response:
    seat.jury = jury
    entry_cards.free(seat, by=actor)
    return Response(status=204)
