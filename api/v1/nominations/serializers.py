"""Nominations on the wire, as their own territory sees them."""

from uuid import UUID

from rest_framework import serializers

from api.v1.forums.serializers import QuestionOut, SnapshotOut
from programs.bridge.queries import OpenForum
from programs.joint.forums.models import Nomination
from programs.joint.forums.states import ForumState
from programs.joint.forums.validators import LONGEST_QUESTION
from programs.joint.juries.models import Decision
from programs.joint.juries.states import JointVerdict


class OpenForumOut(serializers.Serializer[OpenForum | list[OpenForum]]):
    """`remaining`: how many ideas this territory may still nominate; None when it takes no part."""

    slug = serializers.SlugField(source="forum.slug")
    name = serializers.CharField(source="forum.name")
    place = serializers.CharField(source="forum.place")
    held_on = serializers.DateField(source="forum.held_on")
    state = serializers.ChoiceField(source="forum.state", choices=ForumState.choices)
    nominations_until = serializers.DateTimeField(source="forum.nominations_until")
    quota = serializers.IntegerField(source="participation.quota", default=None, allow_null=True)
    nominated = serializers.IntegerField(source="participation.nominated", default=None, allow_null=True)
    remaining = serializers.IntegerField(source="participation.remaining", default=None, allow_null=True)


class OutcomeOut(serializers.Serializer[Decision]):
    verdict = serializers.ChoiceField(choices=JointVerdict.choices)
    motivation = serializers.CharField()
    weeks = serializers.IntegerField(allow_null=True)
    days_per_week = serializers.DecimalField(max_digits=2, decimal_places=1, allow_null=True)
    conditions = serializers.CharField()
    waiting_rank = serializers.IntegerField(source="told_rank", allow_null=True)
    published_at = serializers.DateTimeField()
    delivered_at = serializers.DateTimeField(allow_null=True)


class NominationOut(serializers.Serializer[Nomination]):
    id = serializers.UUIDField()
    idea = serializers.UUIDField(source="idea_id")
    forum = serializers.CharField(source="forum.slug")
    title = serializers.CharField()
    nominated_at = serializers.DateTimeField(source="created_at")
    nominated_by = serializers.CharField()
    snapshot = SnapshotOut()
    decision = OutcomeOut(default=None, allow_null=True)


class NominationIn(serializers.Serializer[None]):
    idea = serializers.UUIDField()
    forum = serializers.SlugField()


class TakenUp(serializers.Serializer[dict[str, UUID]]):
    idea = serializers.UUIDField()
    project = serializers.UUIDField()


class AnswerIn(serializers.Serializer[None]):
    text = serializers.CharField(max_length=LONGEST_QUESTION)


class ForumQuestionOut(QuestionOut):
    """The same, with the forum that asks."""

    forum = serializers.CharField(source="forum.slug")
