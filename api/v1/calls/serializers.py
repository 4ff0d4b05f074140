"""Editions and their calls on the wire: one resource, as people speak of them."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from api.fields import Line
from programs.juries.states import PassageKind
from programs.local.calls.models import Call, Edition, EditionCriterion, ProblemStatement, Question
from programs.local.calls.states import EditionState
from programs.local.calls.template import CallDraft, CriterionDraft, QuestionDraft

TERMS = ["quota", "weeks", "days_per_week", "shortlist_from", "shortlist_until", "jury_on", "start_on", "committee_on"]


class QuestionOut(serializers.ModelSerializer[Question]):
    class Meta:
        model = Question
        fields = ["key", "label", "hint", "required", "max_length"]
        read_only_fields = fields


class ProblemOut(serializers.ModelSerializer[ProblemStatement]):
    class Meta:
        model = ProblemStatement
        fields = ["id", "text"]
        read_only_fields = fields


class EditionCriterionOut(serializers.ModelSerializer[EditionCriterion]):
    class Meta:
        model = EditionCriterion
        fields = ["label", "hint", "weight", "kind"]
        read_only_fields = fields


class CallOut(serializers.ModelSerializer[Call]):
    """What is asked."""

    class Meta:
        model = Call
        fields = [
            "label",
            "title",
            "introduction",
            "opens_at",
            "closes_at",
            "reply_by",
            "team_max",
            "files_max",
            "file_megabytes",
            "partners_allowed",
            "commitment_required",
        ]
        read_only_fields = fields


class EditionOut(serializers.ModelSerializer[Edition]):
    """`id` is the edition's."""

    state = serializers.ChoiceField(choices=EditionState.choices, read_only=True)
    call = CallOut(read_only=True)

    class Meta:
        model = Edition
        fields = ["id", "programme", "number", "state", *TERMS, "published_at", "closed_at", "call"]
        read_only_fields = fields


class CallDetailOut(CallOut):
    questions = QuestionOut(many=True, read_only=True)
    problems = ProblemOut(many=True, read_only=True)

    class Meta(CallOut.Meta):
        fields = [*CallOut.Meta.fields, "questions", "problems"]
        read_only_fields = fields


class EditionDetail(EditionOut):
    call = CallDetailOut(read_only=True)
    criteria = EditionCriterionOut(many=True, read_only=True)

    class Meta(EditionOut.Meta):
        fields = [*EditionOut.Meta.fields, "criteria"]
        read_only_fields = fields


class QuestionIn(serializers.Serializer[None]):
    key = serializers.SlugField(max_length=40, required=False, allow_blank=True, default="")
    label = Line(max_length=200)  # type: ignore[assignment]  # the question's, not the serializer's
    hint = Line(max_length=400, required=False, allow_blank=True, default="")
    required = serializers.BooleanField(required=False, default=True)  # type: ignore[assignment]  # the same
    max_length = serializers.IntegerField(min_value=50, max_value=10_000, required=False, default=900)


class EditionCriterionIn(serializers.Serializer[None]):
    label = Line(max_length=160)  # type: ignore[assignment]  # the criterion's
    hint = Line(max_length=300, required=False, allow_blank=True, default="")
    weight = serializers.DecimalField(
        max_digits=4, decimal_places=2, min_value=Decimal(0), required=False, default=Decimal(1)
    )
    kind = serializers.ChoiceField(
        choices=PassageKind.choices, required=False, allow_blank=True, default=PassageKind.SELECTION
    )


class EditionIn(serializers.Serializer[None]):
    """What is left out of a new edition comes from the national template; of a change, it stays as it is."""

    programme = Line(max_length=160)
    number = serializers.IntegerField(min_value=1, max_value=9999, required=False)
    label = Line(max_length=120, required=False)  # type: ignore[assignment]  # the call's
    title = Line(max_length=200, required=False)
    introduction = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    reply_by = serializers.DateField(required=False, allow_null=True)
    team_max = serializers.IntegerField(min_value=1, max_value=30, required=False)
    files_max = serializers.IntegerField(min_value=0, max_value=20, required=False)
    file_megabytes = serializers.IntegerField(min_value=1, max_value=20, required=False)
    partners_allowed = serializers.BooleanField(required=False)
    commitment_required = serializers.BooleanField(required=False)
    problems = serializers.ListField(child=serializers.CharField(max_length=300), required=False, max_length=60)
    questions = QuestionIn(many=True, required=False, allow_empty=False)
    criteria = EditionCriterionIn(many=True, required=False)
    quota = serializers.IntegerField(min_value=1, max_value=500, required=False)
    weeks = serializers.IntegerField(min_value=1, max_value=104, required=False)
    days_per_week = serializers.DecimalField(
        max_digits=2, decimal_places=1, min_value=Decimal("0.5"), max_value=5, required=False
    )
    shortlist_from = serializers.DateField(required=False, allow_null=True)
    shortlist_until = serializers.DateField(required=False, allow_null=True)
    jury_on = serializers.DateField(required=False, allow_null=True)
    start_on = serializers.DateField(required=False, allow_null=True)
    committee_on = serializers.DateField(required=False, allow_null=True)

    def draft(self) -> CallDraft:
        """The call as it is sent; what is left out is that of the national template."""
        data = self.validated_data
        sent = {name: data[name] for name in CallOut.Meta.fields if name in data}
        if "problems" in data:
            sent["problems"] = tuple(data["problems"])
        if "questions" in data:
            sent["questions"] = tuple(QuestionDraft(**row) for row in data["questions"])
        return CallDraft(**sent)

    def changes(self) -> dict[str, Any]:
        """Of an edition that exists, what is sent and no more."""
        data = self.validated_data
        names = ("programme", "number", "problems", *CallOut.Meta.fields, *TERMS)
        sent = {name: data[name] for name in names if name in data}
        if "questions" in data:
            sent["questions"] = tuple(QuestionDraft(**row) for row in data["questions"])
        return sent | ({"criteria": self.criteria_drafts()} if "criteria" in data else {})

    def criteria_drafts(self) -> tuple[CriterionDraft, ...] | None:
        """None when none are sent, which is not the same as an empty list."""
        data = self.validated_data
        return tuple(CriterionDraft(**row) for row in data["criteria"]) if "criteria" in data else None

    def terms(self) -> dict[str, Any]:
        return {name: self.validated_data[name] for name in TERMS if name in self.validated_data}
