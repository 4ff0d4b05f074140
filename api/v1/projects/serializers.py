"""Projects on the wire: a public part for everybody, the rest for those who follow them."""

from typing import Any

from rest_framework import serializers

from api.fields import Line
from programs.local.incubation.forms import LONGEST_TEXT
from programs.local.incubation.models import EntryKind, JournalEntry, Part, Phase, PostMortem, Project, ProjectMember
from programs.local.incubation.states import CommitteeVerdict, PhaseKind, ProjectState

TEXT: dict[str, Any] = {"required": False, "allow_blank": True, "default": "", "max_length": LONGEST_TEXT}


class PhaseOut(serializers.ModelSerializer[Phase]):
    kind = serializers.ChoiceField(choices=PhaseKind.choices, read_only=True)

    class Meta:
        model = Phase
        fields = [
            "id",
            "kind",
            "number",
            "planned_start",
            "planned_end",
            "real_start",
            "real_end",
            "weeks",
            "days_per_week",
        ]
        read_only_fields = fields


class PostMortemOut(serializers.ModelSerializer[PostMortem]):
    class Meta:
        model = PostMortem
        fields = ["learnt", "why", "restart"]
        read_only_fields = fields


class ProjectOut(serializers.ModelSerializer[Project]):
    """What everybody may read of a public project."""

    state = serializers.ChoiceField(choices=ProjectState.choices, read_only=True)
    phases = PhaseOut(many=True, read_only=True)

    class Meta:
        model = Project
        fields = [
            "id",
            "name",
            "problem",
            "state",
            "edition",
            "forum_id",
            "public",
            "taken_over_locally",
            "started_at",
            "closed_at",
            "phases",
        ]
        read_only_fields = fields


class MemberOut(serializers.ModelSerializer[ProjectMember]):
    part = serializers.ChoiceField(choices=Part.choices, read_only=True)

    class Meta:
        model = ProjectMember
        fields = ["id", "name", "part", "status"]
        read_only_fields = fields


class ProjectPublic(ProjectOut):
    """With what an ended project leaves."""

    post_mortem = serializers.SerializerMethodField()

    class Meta(ProjectOut.Meta):
        fields = [*ProjectOut.Meta.fields, "post_mortem"]
        read_only_fields = fields

    def get_post_mortem(self, project: Project) -> dict[str, str] | None:
        found = getattr(project, "post_mortem", None)
        return dict(PostMortemOut(found).data) if found else None


class ProjectDetail(ProjectPublic):
    """With its people; `members` and `sponsor` are null for whoever does not follow the project."""

    sponsor = serializers.SerializerMethodField()
    members = serializers.SerializerMethodField()

    class Meta(ProjectPublic.Meta):
        fields = [*ProjectPublic.Meta.fields, "sponsor", "members"]
        read_only_fields = fields

    def get_sponsor(self, project: Project) -> str | None:
        return project.sponsor if self.context.get("inside") else None

    def get_members(self, project: Project) -> list[dict[str, Any]] | None:
        return list(MemberOut(project.members.all(), many=True).data) if self.context.get("inside") else None


class ProjectIn(serializers.Serializer[None]):
    """Every field may be left out; what is there is changed."""

    name = Line(max_length=160, required=False)
    problem = serializers.CharField(max_length=LONGEST_TEXT, required=False)
    sponsor = serializers.CharField(max_length=200, required=False, allow_blank=True)
    public = serializers.BooleanField(required=False)


class StartIn(serializers.Serializer[None]):
    """Without weeks and days, what the edition announced."""

    on = serializers.DateField()
    weeks = serializers.IntegerField(min_value=1, max_value=260, required=False, allow_null=True)
    days_per_week = serializers.DecimalField(
        max_digits=2, decimal_places=1, min_value=0, max_value=5, required=False, allow_null=True
    )


class WakeIn(StartIn):
    """Without a kind of phase, the one that the project was in."""

    kind = serializers.ChoiceField(choices=PhaseKind.choices, required=False)


class TakeOverIn(serializers.Serializer[None]):
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class JoinIn(serializers.Serializer[None]):
    idea = serializers.UUIDField()
    agreement = serializers.CharField(max_length=300)


class HearingIn(serializers.Serializer[None]):
    jury = serializers.UUIDField()


class HearingOut(serializers.Serializer[None]):
    jury = serializers.UUIDField()
    passage = serializers.UUIDField()


class MemberIn(serializers.Serializer[None]):
    name = Line(max_length=200)
    email = serializers.EmailField(max_length=254)
    part = serializers.ChoiceField(choices=Part.choices)


class PhaseIn(serializers.Serializer[None]):
    planned_start = serializers.DateField()
    weeks = serializers.IntegerField(min_value=1, max_value=260)
    days_per_week = serializers.DecimalField(max_digits=2, decimal_places=1, min_value=0, max_value=5)
    real_start = serializers.DateField(required=False, allow_null=True, default=None)
    real_end = serializers.DateField(required=False, allow_null=True, default=None)


class EntryOut(serializers.ModelSerializer[JournalEntry]):
    kind = serializers.ChoiceField(choices=EntryKind.choices, read_only=True)

    class Meta:
        model = JournalEntry
        fields = ["id", "kind", "on", "text", "next_step", "days_freed", "author_name"]
        read_only_fields = fields


class EntryIn(serializers.Serializer[None]):
    kind = serializers.ChoiceField(choices=EntryKind.choices)
    on = serializers.DateField()
    text = serializers.CharField(max_length=LONGEST_TEXT)
    next_step = Line(max_length=300, required=False, allow_blank=True, default="")
    days_freed = serializers.DecimalField(
        max_digits=4, decimal_places=1, min_value=0, max_value=200, required=False, allow_null=True, default=None
    )


class PostMortemIn(serializers.Serializer[None]):
    learnt = serializers.CharField(max_length=LONGEST_TEXT)
    why = serializers.CharField(max_length=LONGEST_TEXT)
    restart = serializers.CharField(**TEXT)


class VerdictIn(serializers.Serializer[None]):
    """A decision; what it needs depends on the verdict, and a refusal names the field that is missing."""

    verdict = serializers.ChoiceField(choices=CommitteeVerdict.choices)
    weeks = serializers.IntegerField(min_value=1, max_value=260, required=False, allow_null=True, default=None)
    days_per_week = serializers.DecimalField(
        max_digits=2, decimal_places=1, min_value=0, max_value=5, required=False, allow_null=True, default=None
    )
    means = serializers.CharField(**TEXT)
    conditions = serializers.CharField(**TEXT)
    next_on = serializers.DateField(required=False, allow_null=True, default=None)
    motivation = serializers.CharField(**TEXT)
    learnt = serializers.CharField(**TEXT)
    why = serializers.CharField(**TEXT)
    restart = serializers.CharField(**TEXT)
    pivot_name = Line(max_length=160, required=False, allow_blank=True, default="")
    pivot_problem = serializers.CharField(**TEXT)
