"""The cards that let members of a jury in, for programs: what local and joint juries answer alike."""

from typing import Any

from rest_framework import serializers
from rest_framework.response import Response

from eclore.kit.actor import Actor
from programs.juries import cards, pins
from programs.juries.domain import badges
from programs.juries.rules import demand


class BadgeOut(serializers.Serializer):
    """Where a member's card stands; never its link, which is told once, when it is prepared."""

    seat = serializers.UUIDField(source="seat.pk")
    name = serializers.CharField(source="seat.name")
    state = serializers.ChoiceField(choices=[cards.NONE, cards.READY, cards.INSIDE, cards.LEFT, cards.OVER])
    used_at = serializers.DateTimeField(source="badge.used_at", default=None, allow_null=True)
    expires_at = serializers.DateTimeField(source="badge.expires_at", default=None, allow_null=True)


class BadgesIn(serializers.Serializer):
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
    demand(actor, "admit", jury)
    return Response(BadgeOut(cards.rows(jury), many=True).data)


def prepared(jury: Any, actor: Actor, data: Any) -> Response:
    demand(actor, "admit", jury)
    sent = BadgesIn(data=data)
    sent.is_valid(raise_exception=True)
    wanted = sent.validated_data.get("seats")
    if wanted is not None:
        known = {seat.pk: seat for seat in jury.seats.all()}
        if missing := [str(key) for key in wanted if key not in known]:
            raise serializers.ValidationError({"seats": missing})
        wanted = [known[key] for key in dict.fromkeys(wanted)]
    made = badges.prepare(jury, by=actor, seats=wanted, send=sent.validated_data["send"])
    return Response(PreparedOut(made, many=True).data, status=201)


def pin(jury: Any, actor: Actor, *, renew: bool = False) -> Response:
    """The room's PIN, for whoever leads; another one if asked for."""
    demand(actor, "admit" if renew else "lead", jury)
    shown = badges.renew_pin(jury, by=actor) if renew else pins.pin_of(jury)
    return Response(PinOut({"pin": shown}).data)


def taken_back(jury: Any, seat: Any, actor: Actor) -> Response:
    seat.jury = jury
    badges.take_back(seat, by=actor)
    return Response(status=204)


def freed(jury: Any, seat: Any, actor: Actor) -> Response:
    seat.jury = jury
    badges.free(seat, by=actor)
    return Response(status=204)
