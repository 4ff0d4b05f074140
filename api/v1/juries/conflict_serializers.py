"""What a member answers, once and for all dossiers, about conflicts of interest."""

from typing import Any

from rest_framework import serializers

from programs.juries.conflict_pages import ConflictRow
from programs.juries.juror_pages import PROPOSED


class ConflictOut(serializers.Serializer[ConflictRow]):
    """A dossier that the member has not left; `carried_by`: where its team works, then their names."""

    passage = serializers.UUIDField(source="passage.pk")
    title = serializers.CharField(source="passage.title")
    carried_by = serializers.ListField(child=serializers.CharField())
    proposed = serializers.SerializerMethodField()
    reason = serializers.CharField(source="note")

    def get_proposed(self, row: ConflictRow) -> bool:
        """Whether somebody thinks that the member should step aside, and waits for an answer."""
        return row.recusal == PROPOSED


class ConflictsOut(serializers.Serializer[Any]):
    """`until` is to be sent back with the answer: a dossier that comes meanwhile is asked of again."""

    answered = serializers.BooleanField()
    until = serializers.DateTimeField(allow_null=True)
    passages = ConflictOut(many=True, source="rows")


class ConflictsIn(serializers.Serializer[None]):
    """`proposed`: the passages that were shown as such; those among them that are not in `aside` are declined."""

    aside = serializers.ListField(child=serializers.UUIDField(), max_length=5000)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    until = serializers.DateTimeField(required=False, allow_null=True, default=None)
    proposed = serializers.ListField(child=serializers.UUIDField(), max_length=5000, required=False, default=list)
