"""Who presides, votes by show of hands, reservations: on the wire."""

from collections.abc import Iterable

from rest_framework import serializers

from api.v1.juries.serializers import Row
from programs.juries.domain.opinions import LONGEST_TEXT
from programs.juries.domain.presidency import LONGEST_REASON
from programs.juries.domain.votes import LONGEST_QUESTION
from programs.juries.models import AbstractOpinion, AbstractPassage, AbstractVote
from programs.juries.states import OpinionKind, VoteSide

MOST_HANDS = 500


class HandOverIn(serializers.Serializer[None]):
    """`instead_of`: the seat that you have read as presiding; another one meanwhile refuses."""

    reason = serializers.CharField(max_length=LONGEST_REASON, required=False, allow_blank=True, default="")
    instead_of = serializers.UUIDField(required=False, allow_null=True, default=None)


class LendIn(serializers.Serializer[None]):
    seat = serializers.UUIDField()
    reason = serializers.CharField(max_length=LONGEST_REASON, required=False, allow_blank=True, default="")


class LentOut(serializers.Serializer[AbstractPassage | list[AbstractPassage]]):
    """Who presides on one dossier alone; `seat` is null where whoever presides the session does."""

    passage = serializers.UUIDField(source="pk")
    seat = serializers.UUIDField(source="chair_id", allow_null=True)
    since = serializers.DateTimeField(source="chaired_since", allow_null=True)


class PresidencyOut(serializers.Serializer[Row]):
    """`seat`: who presides the session, null while nobody does; `since`: null for who has from the beginning."""

    seat = serializers.UUIDField(allow_null=True)
    since = serializers.DateTimeField(allow_null=True)
    lent = LentOut(many=True)


class VoteIn(serializers.Serializer[None]):
    """`casting`: which way whoever presides tips it, of as many hands on both sides, where the session allows it."""

    question = serializers.CharField(max_length=LONGEST_QUESTION)
    in_favour = serializers.IntegerField(min_value=0, max_value=MOST_HANDS, required=False, default=0)
    against = serializers.IntegerField(min_value=0, max_value=MOST_HANDS, required=False, default=0)
    abstentions = serializers.IntegerField(min_value=0, max_value=MOST_HANDS, required=False, default=0)
    casting = serializers.ChoiceField(choices=VoteSide.choices, required=False, allow_blank=True, default="")


class VoteOut(serializers.Serializer[AbstractVote | Iterable[AbstractVote]]):
    """`caster`: the seat that has tipped it, null where nobody has."""

    id = serializers.UUIDField()
    passage = serializers.UUIDField(source="passage_id")
    question = serializers.CharField()
    in_favour = serializers.IntegerField()
    against = serializers.IntegerField()
    abstentions = serializers.IntegerField()
    casting = serializers.ChoiceField(choices=VoteSide.choices, allow_blank=True)
    caster = serializers.UUIDField(source="caster_id", allow_null=True)


class OpinionIn(serializers.Serializer[None]):
    kind = serializers.ChoiceField(choices=OpinionKind.choices, required=False, default=OpinionKind.RESERVATION)
    text = serializers.CharField(max_length=LONGEST_TEXT)


class OpinionOut(serializers.Serializer[AbstractOpinion | Iterable[AbstractOpinion]]):
    """`written_at`: when it was last changed."""

    id = serializers.UUIDField()
    passage = serializers.UUIDField(source="passage_id")
    seat = serializers.UUIDField(source="seat_id")
    kind = serializers.ChoiceField(choices=OpinionKind.choices)
    text = serializers.CharField()
    written_at = serializers.DateTimeField()
