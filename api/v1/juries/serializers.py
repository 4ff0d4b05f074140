"""Juries on the wire. Marks of others are in no answer but the ranking's, once it is revealed."""

from rest_framework import serializers

from api.files import SnapshotFileOut
from programs.juries.domain.ballots import COMMENT_LENGTH
from programs.juries.states import JuryState, PassageKind, PassageState
from programs.local.juries.models import Jury, Passage, Recusal, Seat
from programs.local.juries.states import JuryKind, Verdict


class JuryOut(serializers.ModelSerializer):
    state = serializers.ChoiceField(choices=JuryState.choices, read_only=True)
    kind = serializers.ChoiceField(choices=JuryKind.choices, read_only=True)

    class Meta:
        model = Jury
        fields = [
            "id",
            "edition",
            "kind",
            "title",
            "state",
            "held_on",
            "place",
            "quorum",
            "places",
            "opened_at",
            "closed_at",
            "revealed_at",
            "published_at",
        ]
        read_only_fields = fields


class CriterionOut(serializers.Serializer):
    id = serializers.UUIDField()
    label = serializers.CharField()
    hint = serializers.CharField()
    weight = serializers.DecimalField(max_digits=4, decimal_places=2)


class JuryDetail(JuryOut):
    """With what is marked."""

    criteria = CriterionOut(many=True, read_only=True)

    class Meta(JuryOut.Meta):
        fields = [*JuryOut.Meta.fields, "criteria"]
        read_only_fields = fields


class JuryIn(serializers.Serializer):
    edition = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=JuryKind.choices)
    title = serializers.CharField(max_length=200)
    held_on = serializers.DateField()
    place = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    quorum = serializers.IntegerField(min_value=1, max_value=100, required=False)
    places = serializers.IntegerField(min_value=1, max_value=500, required=False)
    ideas = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=500)


class SeatOut(serializers.ModelSerializer):
    class Meta:
        model = Seat
        fields = ["id", "name", "quality", "presides", "present"]
        read_only_fields = fields


class SeatIn(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    name = serializers.CharField(max_length=200)
    quality = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    presides = serializers.BooleanField(required=False, default=False)


class PresenceIn(serializers.Serializer):
    present = serializers.BooleanField()


class PassageOut(serializers.ModelSerializer):
    """`verdict` is null until it is published, or for whoever may not decide."""

    kind = serializers.ChoiceField(choices=PassageKind.choices, read_only=True)
    state = serializers.ChoiceField(choices=PassageState.choices, read_only=True)
    verdict = serializers.SerializerMethodField()

    class Meta:
        model = Passage
        fields = ["id", "kind", "state", "position", "title", "idea", "project_id", "opened_at", "verdict"]
        read_only_fields = fields

    def get_verdict(self, passage: Passage) -> str | None:
        decision = getattr(passage, "decision", None)
        return decision.verdict if decision is not None and self.context.get("sees_decisions") else None


class PassageIn(serializers.Serializer):
    idea = serializers.UUIDField()


class AnswerOut(serializers.Serializer):
    question = serializers.CharField()
    answer = serializers.CharField()


class DossierOut(serializers.Serializer):
    id = serializers.UUIDField()
    title = serializers.CharField()
    summary = serializers.CharField()
    answers = AnswerOut(many=True)
    team = serializers.ListField(child=serializers.CharField())
    files = SnapshotFileOut(many=True)


class MarkField(serializers.DictField):
    """{criterion: 1 to 5}."""

    child = serializers.IntegerField(min_value=1, max_value=5)


class BallotIn(serializers.Serializer):
    """Without `cast`, marks are kept and do not count yet."""

    marks = MarkField()
    comment = serializers.CharField(
        max_length=COMMENT_LENGTH, required=False, allow_blank=True, default="", trim_whitespace=False
    )
    cast = serializers.BooleanField(required=False, default=True)


class BallotOut(serializers.Serializer):
    """One's own ballot."""

    passage = serializers.UUIDField()
    marks = MarkField()
    comment = serializers.CharField()
    cast = serializers.BooleanField()


class RecusalIn(serializers.Serializer):
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class ProposalIn(RecusalIn):
    seat = serializers.UUIDField()
    passage = serializers.UUIDField()


class RecusalOut(serializers.ModelSerializer):
    class Meta:
        model = Recusal
        fields = ["id", "passage", "seat", "reason", "proposed", "confirmed_at", "declined_at"]
        read_only_fields = fields


class DecisionIn(serializers.Serializer):
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    motivation = serializers.CharField(max_length=4000, required=False, allow_blank=True, default="")
    phase = serializers.CharField(max_length=24, required=False, allow_blank=True, default="")
    weeks = serializers.IntegerField(min_value=1, max_value=104, required=False, allow_null=True)
    days_per_week = serializers.DecimalField(
        max_digits=2, decimal_places=1, min_value=0, max_value=5, required=False, allow_null=True
    )
    means = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    conditions = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    next_on = serializers.DateField(required=False, allow_null=True)


class DecisionOut(serializers.Serializer):
    passage = serializers.UUIDField(source="passage_id")
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    motivation = serializers.CharField()
    phase = serializers.CharField()
    weeks = serializers.IntegerField(allow_null=True)
    days_per_week = serializers.DecimalField(max_digits=2, decimal_places=1, allow_null=True)
    means = serializers.CharField()
    conditions = serializers.CharField()
    next_on = serializers.DateField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)


class RankOut(serializers.Serializer):
    """`mean` and the means by criterion are rounded to two decimals; equals share a rank."""

    rank = serializers.IntegerField(allow_null=True)
    passage = serializers.UUIDField()
    title = serializers.CharField()
    mean = serializers.DecimalField(max_digits=4, decimal_places=2, allow_null=True)
    ballots = serializers.IntegerField()
    expected = serializers.IntegerField()
    criteria = serializers.DictField(child=serializers.DecimalField(max_digits=4, decimal_places=2))
    verdict = serializers.ChoiceField(choices=Verdict.choices, allow_null=True)
