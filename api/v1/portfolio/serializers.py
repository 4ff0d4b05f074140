"""The portfolio on the wire."""

from rest_framework import serializers

from programs.joint.portfolio.clusters import Cluster
from programs.joint.portfolio.models import ProjectRow, RowState


class RowOut(serializers.ModelSerializer[ProjectRow]):
    """`attention`: 3 a late committee, 2 more weeks than planned, 1 no session for four weeks, 0 nothing."""

    territory = serializers.CharField(source="territory.slug", read_only=True)
    state = serializers.ChoiceField(choices=RowState.choices, read_only=True)
    attention = serializers.IntegerField(read_only=True)

    class Meta:
        model = ProjectRow
        fields = [
            "project_id",
            "territory",
            "name",
            "problem",
            "state",
            "public",
            "taken_over_locally",
            "phase",
            "phase_number",
            "phase_start",
            "phase_end",
            "phase_closed",
            "weeks",
            "days_per_week",
            "days_freed",
            "last_session_on",
            "next_committee_on",
            "closed_at",
            "attention",
        ]
        read_only_fields = fields


class LikeProject(serializers.ModelSerializer[ProjectRow]):
    territory = serializers.CharField(source="territory.slug", read_only=True)
    state = serializers.ChoiceField(choices=RowState.choices, read_only=True)

    class Meta:
        model = ProjectRow
        fields = ["project_id", "territory", "name", "problem", "state", "learnt", "why", "restart"]
        read_only_fields = fields


class ClusterOut(serializers.Serializer[Cluster | list[Cluster]]):
    """Projects of several territories whose problems read alike."""

    problem = serializers.CharField()
    projects = LikeProject(many=True)
