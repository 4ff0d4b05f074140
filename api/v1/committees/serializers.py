"""Committees on the wire."""

from rest_framework import serializers

from api.fields import Line
from programs.local.incubation.models import Committee, Review
from programs.local.incubation.states import CommitteeState, CommitteeVerdict

MOST_PROJECTS = 200


class CommitteeOut(serializers.ModelSerializer[Committee]):
    """`project_count` projects on the agenda, of which `decided_count` have a verdict."""

    state = serializers.ChoiceField(choices=CommitteeState.choices, read_only=True)
    project_count = serializers.IntegerField(source="projects", read_only=True)
    decided_count = serializers.IntegerField(source="decided", read_only=True)

    class Meta:
        model = Committee
        fields = ["id", "title", "held_on", "place", "state", "closed_at", "project_count", "decided_count"]
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
            "lapsed_at",
        ]
        read_only_fields = fields


class CommitteeDetailOut(CommitteeOut):
    """A committee with its agenda, in the order in which projects are heard."""

    agenda = ReviewOut(source="reviews", many=True, read_only=True)

    class Meta(CommitteeOut.Meta):
        fields = [*CommitteeOut.Meta.fields, "agenda"]
        read_only_fields = fields


class CommitteeIn(serializers.Serializer[None]):
    """What a committee is called, when and where it is held."""

    title = Line(max_length=200)
    held_on = serializers.DateField()
    place = Line(max_length=200, required=False, allow_blank=True, default="")


class NewCommitteeIn(CommitteeIn):
    """With the projects to hear, in this order; at least one."""

    projects = serializers.ListField(child=serializers.UUIDField(), max_length=MOST_PROJECTS)


class AgendaIn(serializers.Serializer[None]):
    """The projects to put at the end of an agenda, in this order."""

    projects = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MOST_PROJECTS)
