"""The dossier before a jury, on the wire."""

from rest_framework import serializers

from api.files import SnapshotFileOut
from programs.juries.states import PassageState

Row = dict[str, object]  # a payload made by a view


class AnswerOut(serializers.Serializer[Row]):
    question = serializers.CharField()
    answer = serializers.CharField()


class JuryDossierOut(serializers.Serializer[Row]):
    """What the team has written; `territory`, `problem` and `direction` of a dossier that a territory has sent."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=PassageState.choices)
    title = serializers.CharField()
    territory = serializers.CharField(allow_null=True)
    summary = serializers.CharField()
    problem = serializers.CharField(allow_null=True)
    direction = serializers.CharField(allow_null=True)
    answers = AnswerOut(many=True)
    team = serializers.ListField(child=serializers.CharField())
    files = SnapshotFileOut(many=True)
    newer_answers = AnswerOut(many=True)
    newer_files = SnapshotFileOut(many=True)
