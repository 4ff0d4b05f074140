"""Committees on the wire."""

from typing import Any

from rest_framework import serializers

from programs.local.incubation.models import Committee, Review
from programs.local.incubation.states import CommitteeState, CommitteeVerdict


class CommitteeOut(serializers.ModelSerializer[Committee]):
    """`projects` on the agenda, of which `decided` have a verdict."""

    state = serializers.ChoiceField(choices=CommitteeState.choices, read_only=True)
    projects = serializers.IntegerField(read_only=True)
    decided = serializers.IntegerField(read_only=True)

    class Meta:
        model = Committee
        fields = ["id", "title", "held_on", "place", "state", "closed_at", "projects", "decided"]
        read_only_fields = fields


class ReviewOut(serializers.ModelSerializer[Review]):
    """One project on the agenda; `verdict` is empty until somebody writes it."""

    verdict = serializers.ChoiceField(choices=[("", ""), *CommitteeVerdict.choices], read_only=True)
    name = serializers.CharField(source="project.name", read_only=True)

    class Meta:
        model = Review
        fields = [
            "id",
            "project",
            "name",
            "position",
            "verdict",
            "weeks",
            "days_per_week",
            "means",
            "conditions",
            "next_on",
            "motivation",
            "learnt",
            "why",
            "restart",
            "pivot_name",
            "pivot_problem",
            "author_name",
            "decided_at",
        ]
        read_only_fields = fields


class CommitteeDetail(CommitteeOut):
    """With its agenda."""

    agenda = serializers.SerializerMethodField()

    class Meta(CommitteeOut.Meta):
        fields = [*CommitteeOut.Meta.fields, "agenda"]
        read_only_fields = fields

    def get_agenda(self, committee: Committee) -> list[dict[str, Any]]:
        return list(ReviewOut(committee.reviews.all(), many=True).data)


class CommitteeIn(serializers.Serializer[None]):
    title = serializers.CharField(max_length=200)
    held_on = serializers.DateField()
    place = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class NewCommittee(CommitteeIn):
    projects = serializers.ListField(child=serializers.UUIDField(), max_length=200)


class AgendaIn(serializers.Serializer[None]):
    projects = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=200)
