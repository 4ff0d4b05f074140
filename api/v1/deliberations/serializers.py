"""Joint juries on the wire: compositions, passages, one's own ballot; never anybody else's marks."""

from rest_framework import serializers

from api.fields import TerritorySlug
from api.v1.forums.serializers import SnapshotOut
from programs.joint.juries.states import JointVerdict
from programs.juries.domain.ballots import COMMENT_LENGTH
from programs.juries.juror_pages import CAST, CONFIRMED, DECLINED, DRAFT, NONE, NOTHING, PROPOSED
from programs.juries.states import JuryState, PassageState


class JuryOut(serializers.Serializer):
    id = serializers.UUIDField()
    forum = serializers.CharField(source="forum.slug")
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=JuryState.choices)
    held_on = serializers.DateField()
    place = serializers.CharField()
    quorum = serializers.IntegerField()
    places = serializers.IntegerField()
    revealed_at = serializers.DateTimeField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)


class CriterionOut(serializers.Serializer):
    id = serializers.UUIDField()
    label = serializers.CharField()  # type: ignore[assignment]  # what the criterion says, not the serializer
    weight = serializers.DecimalField(max_digits=4, decimal_places=2)


class JuryDetail(JuryOut):
    criteria = CriterionOut(many=True, source="criteria.all")


class Convening(serializers.Serializer):
    forum = serializers.SlugField()
    title = serializers.CharField(max_length=200, required=False)
    held_on = serializers.DateField(required=False)
    place = serializers.CharField(max_length=200, required=False)
    quorum = serializers.IntegerField(min_value=1, max_value=100, required=False)
    places = serializers.IntegerField(min_value=1, max_value=500, required=False)


class SeatOut(serializers.Serializer):
    """`territory`: where the member comes from, None for the national team."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    quality = serializers.CharField()
    territory = serializers.CharField(source="territory.slug", default=None, allow_null=True)
    presides = serializers.BooleanField()
    present = serializers.BooleanField()


class SeatIn(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    name = serializers.CharField(max_length=200)
    quality = serializers.CharField(max_length=200, allow_blank=True, required=False)
    territory = TerritorySlug(required=False, allow_null=True)
    presides = serializers.BooleanField(required=False)


class PresenceIn(serializers.Serializer):
    present = serializers.BooleanField()


class PassageOut(serializers.Serializer):
    """`ballot` and `recusal` are the caller's own."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    territory = serializers.CharField()
    state = serializers.ChoiceField(choices=PassageState.choices)
    ballot = serializers.ChoiceField(choices=[NOTHING, DRAFT, CAST])
    recusal = serializers.ChoiceField(choices=[NONE, PROPOSED, DECLINED, CONFIRMED])
    recusal_id = serializers.UUIDField(allow_null=True)
    may_mark = serializers.BooleanField()


class PassageDetail(serializers.Serializer):
    """`snapshot` is None while a proposed recusal waits for its answer."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    territory = serializers.CharField(source="origin")
    state = serializers.ChoiceField(choices=PassageState.choices)
    snapshot = SnapshotOut(allow_null=True)


class MarkOut(serializers.Serializer):
    criterion = serializers.UUIDField()
    value = serializers.IntegerField()


class BallotOut(serializers.Serializer):
    """One's own ballot; `cast_at` is None until it is validated."""

    marks = MarkOut(many=True)
    comment = serializers.CharField()
    cast_at = serializers.DateTimeField(allow_null=True)


class MarkIn(serializers.Serializer):
    criterion = serializers.UUIDField()
    value = serializers.IntegerField(min_value=1, max_value=5)


class BallotIn(serializers.Serializer):
    """`final: false` keeps an incomplete ballot, which does not count."""

    marks = MarkIn(many=True)
    comment = serializers.CharField(max_length=COMMENT_LENGTH, allow_blank=True, default="")
    final = serializers.BooleanField(default=True)


class Reason(serializers.Serializer):
    reason = serializers.CharField(max_length=300, allow_blank=True, default="")


class RecusalOut(serializers.Serializer):
    id = serializers.UUIDField()
    passage = serializers.UUIDField(source="passage_id")
    proposed = serializers.BooleanField()
    reason = serializers.CharField()
    confirmed_at = serializers.DateTimeField(allow_null=True)
    declined_at = serializers.DateTimeField(allow_null=True)


class DecisionIn(serializers.Serializer):
    verdict = serializers.ChoiceField(choices=JointVerdict.choices)
    motivation = serializers.CharField(max_length=4000, allow_blank=True, required=False)
    weeks = serializers.IntegerField(min_value=1, max_value=104, required=False, allow_null=True)
    days_per_week = serializers.DecimalField(
        max_digits=2, decimal_places=1, min_value=0, max_value=5, required=False, allow_null=True
    )
    means = serializers.CharField(max_length=2000, allow_blank=True, required=False)
    conditions = serializers.CharField(max_length=2000, allow_blank=True, required=False)
    next_on = serializers.DateField(required=False, allow_null=True)


class DecisionOut(serializers.Serializer):
    passage = serializers.UUIDField(source="passage_id")
    verdict = serializers.ChoiceField(choices=JointVerdict.choices)
    motivation = serializers.CharField()
    weeks = serializers.IntegerField(allow_null=True)
    days_per_week = serializers.DecimalField(max_digits=2, decimal_places=1, allow_null=True)
    means = serializers.CharField()
    conditions = serializers.CharField()
    next_on = serializers.DateField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)


class RankOut(serializers.Serializer):
    rank = serializers.IntegerField(allow_null=True)
    passage = serializers.UUIDField(source="passage.pk")
    title = serializers.CharField(source="passage.title")
    mean = serializers.CharField(source="shown")
    ballots = serializers.IntegerField(source="score.ballots")
    expected = serializers.IntegerField(source="score.expected")


class PublicationOut(serializers.Serializer):
    """How many territories have received all their decisions."""

    delivered = serializers.IntegerField()
    territories = serializers.IntegerField()
