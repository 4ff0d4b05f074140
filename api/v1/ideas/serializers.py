"""Ideas, teams and commitments on the wire. A commitment's secret is in no answer."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.fields import Line
from programs.local.calls.template import GROUNDS
from programs.local.ideas.models import Commitment, CommitmentState, Idea, IdeaEvent, MemberStatus, TeamMember
from programs.local.ideas.states import IdeaState
from programs.local.ideas.validators import LONGEST_DRAFT

DAYS: dict[str, Any] = {"max_digits": 2, "decimal_places": 1, "min_value": Decimal("0.5"), "max_value": 5}


class CommitmentOut(serializers.ModelSerializer[Commitment]):
    state = serializers.ChoiceField(choices=CommitmentState.choices, read_only=True)

    class Meta:
        model = Commitment
        fields = ["state", "signatory_name", "days_per_week", "reason", "created_at", "answered_at"]
        read_only_fields = fields


class IdeaMemberOut(serializers.ModelSerializer[TeamMember]):
    """`arrived`: this person has signed in with the invited address."""

    status = serializers.ChoiceField(choices=MemberStatus.choices, read_only=True)
    arrived = serializers.SerializerMethodField()
    commitment = serializers.SerializerMethodField()

    class Meta:
        model = TeamMember
        fields = ["id", "name", "status", "leads", "arrived", "consented_at", "commitment"]
        read_only_fields = fields

    def get_arrived(self, member: TeamMember) -> bool:
        return member.user_id is not None

    @extend_schema_field(CommitmentOut(allow_null=True))
    def get_commitment(self, member: TeamMember) -> object:
        known = getattr(member, "commitment", None)
        return CommitmentOut(known).data if known else None


class IdeaOut(serializers.ModelSerializer[Idea]):
    """`number` is null for a draft."""

    state = serializers.ChoiceField(choices=IdeaState.choices, read_only=True)
    edition = serializers.UUIDField(source="call.edition_id", read_only=True)

    class Meta:
        model = Idea
        fields = [
            "id",
            "edition",
            "number",
            "title",
            "direction",
            "state",
            "share_with_forum",
            "open_team",
            "updated_at",
            "submitted_at",
            "shortlisted_at",
            "heard_at",
            "answered_at",
            "withdrawn_at",
        ]
        read_only_fields = fields


class IdeaEventOut(serializers.ModelSerializer[IdeaEvent]):
    class Meta:
        model = IdeaEvent
        fields = ["created_at", "verb", "source", "target", "by_name", "note"]
        read_only_fields = fields


class IdeaDetail(IdeaOut):
    """`answers`: text by question key; `problem`: the statement it starts from, if any."""

    answers = serializers.DictField(child=serializers.CharField(), read_only=True)
    team = IdeaMemberOut(many=True, read_only=True)
    merged_into = serializers.UUIDField(source="merged_into_id", read_only=True, allow_null=True)

    class Meta(IdeaOut.Meta):
        fields = [*IdeaOut.Meta.fields, "problem", "answers", "merged_into", "team"]
        read_only_fields = fields


class IdeaChange(serializers.Serializer[None]):
    """What is not given stays as it is; answers too, one by one."""

    title = Line(max_length=160, required=False, allow_blank=True)
    direction = Line(max_length=160, required=False, allow_blank=True)
    open_team = serializers.BooleanField(required=False)
    problem = serializers.UUIDField(required=False, allow_null=True)
    answers = serializers.DictField(
        child=serializers.CharField(max_length=LONGEST_DRAFT, allow_blank=True), required=False
    )


class IdeaIn(IdeaChange):
    """A draft of the open call; `edition` when several are open."""

    edition = serializers.UUIDField(required=False)


class TeammateIn(serializers.Serializer[None]):
    email = serializers.EmailField(max_length=254)
    name = Line(max_length=200)
    status = serializers.ChoiceField(choices=MemberStatus.choices, required=False, default=MemberStatus.AGENT)


class CommitmentRequestIn(serializers.Serializer[None]):
    signatory_name = Line(max_length=200)
    signatory_email = serializers.EmailField(max_length=254)
    days_per_week = serializers.DecimalField(**DAYS, required=False)


class CompletionIn(serializers.Serializer[None]):
    reason = serializers.CharField(max_length=2000)


class SetAsideIn(serializers.Serializer[None]):
    ground = serializers.ChoiceField(choices=list(GROUNDS.items()))
    text = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class MergeIn(serializers.Serializer[None]):
    into = serializers.UUIDField()
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class ConsentIn(serializers.Serializer[None]):
    agreed = serializers.BooleanField()


class SigningPageOut(serializers.Serializer[Commitment]):
    """What a line manager is asked, and what they have answered."""

    member = serializers.CharField(source="member.name")
    idea = serializers.CharField(source="member.idea.title")
    call = serializers.CharField(source="member.idea.call.label")
    weeks = serializers.IntegerField(source="member.idea.call.edition.weeks")
    state = serializers.ChoiceField(choices=CommitmentState.choices)
    signatory_name = serializers.CharField()
    days_per_week = serializers.DecimalField(max_digits=2, decimal_places=1)
    reason = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)


class SigningIn(serializers.Serializer[None]):
    """`reason` is needed to refuse."""

    answer = serializers.ChoiceField(choices=["sign", "refuse"])
    signatory_name = Line(max_length=200, required=False, allow_blank=True, default="")
    days_per_week = serializers.DecimalField(**DAYS, required=False)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
