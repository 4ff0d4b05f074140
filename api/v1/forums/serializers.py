"""Forums on the wire."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from api.fields import Line, TerritorySlug
from api.files import SnapshotFileOut
from eclore.kit import zones
from programs.joint.forums import template
from programs.joint.forums.models import Forum, ForumQuestion, Nomination, Participation
from programs.joint.forums.states import ForumState, QuestionState
from programs.joint.forums.validators import LONGEST_QUESTION


class ParticipantOut(serializers.Serializer[Participation | list[Participation]]):
    id = serializers.UUIDField()
    territory = serializers.CharField(source="territory.slug")
    name = serializers.CharField(source="territory.name")
    quota = serializers.IntegerField()
    nominated = serializers.IntegerField()
    hosts = serializers.BooleanField()
    late = serializers.BooleanField()


class ForumOut(serializers.Serializer[Forum]):
    slug = serializers.SlugField()
    name = serializers.CharField()
    place = serializers.CharField()
    held_on = serializers.DateField()
    state = serializers.ChoiceField(choices=ForumState.choices)
    introduction = serializers.CharField()
    nominations_until = serializers.DateTimeField()
    time_zone = serializers.ChoiceField(choices=zones.CHOICES)
    quota_total = serializers.IntegerField()
    places = serializers.IntegerField()
    nominated = serializers.IntegerField()
    criteria = serializers.ListField(child=serializers.CharField())


class ResultOut(serializers.Serializer[Nomination | list[Nomination]]):
    title = serializers.CharField()
    territory = serializers.CharField(source="territory_name")


class ForumDetail(ForumOut):
    """`results`: what was retained, once published."""

    participants = ParticipantOut(many=True)
    results = ResultOut(many=True)


class ForumIn(serializers.Serializer[None]):
    name = Line(max_length=200)
    place = Line(max_length=160)
    held_on = serializers.DateField()
    nominations_until = serializers.DateTimeField()
    time_zone = serializers.ChoiceField(choices=zones.CHOICES, required=False)
    quota_total = serializers.IntegerField(min_value=1, max_value=500, required=False)
    places = serializers.IntegerField(min_value=1, max_value=500, required=False)
    criteria = serializers.ListField(child=Line(max_length=160), max_length=20, required=False)
    introduction = serializers.CharField(max_length=4000, allow_blank=True, required=False)


class ParticipantIn(serializers.Serializer[None]):
    territory = TerritorySlug()
    quota = serializers.IntegerField(min_value=1, max_value=500, default=template.TERRITORY_QUOTA)
    hosts = serializers.BooleanField(default=False)


class QuotaIn(serializers.Serializer[None]):
    quota = serializers.IntegerField(min_value=1, max_value=500)


class SnapshotAnswerOut(serializers.Serializer[None]):
    label = serializers.CharField()  # type: ignore[assignment]  # a field of the dossier, not of the serializer
    text = serializers.CharField()


class SnapshotMemberOut(serializers.Serializer[None]):
    name = serializers.CharField()
    status = serializers.CharField()


class SnapshotOut(serializers.Serializer[None]):
    """The frozen dossier; never an address."""

    title = serializers.CharField()
    problem = serializers.CharField()
    answers = SnapshotAnswerOut(many=True)
    team = SnapshotMemberOut(many=True)
    direction = serializers.CharField()
    files = SnapshotFileOut(many=True, default=list)


class DossierOut(serializers.Serializer[Nomination]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    territory = serializers.CharField(source="territory_name")
    received_at = serializers.DateTimeField(source="created_at")
    snapshot = SnapshotOut()


class QuestionIn(serializers.Serializer[None]):
    """To the territory of this `participant`, or of this `dossier`, about it: one of both."""

    participant = serializers.UUIDField(required=False)
    dossier = serializers.UUIDField(required=False)
    text = serializers.CharField(max_length=LONGEST_QUESTION)

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        if ("participant" in attrs) == ("dossier" in attrs):
            raise serializers.ValidationError(_("Dites à qui : un participant, ou un dossier."))
        return attrs


class QuestionOut(serializers.Serializer[ForumQuestion]):
    """`answer`: empty while there is none; `dossier`: null where it is about the territory's part in general."""

    id = serializers.UUIDField()
    territory = serializers.CharField(source="territory_name")
    dossier = serializers.UUIDField(source="nomination_id", allow_null=True)
    state = serializers.ChoiceField(choices=QuestionState.choices)
    text = serializers.CharField()
    asked_by = serializers.CharField()
    asked_at = serializers.DateTimeField(source="created_at")
    answer = serializers.CharField()
    answered_by = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
