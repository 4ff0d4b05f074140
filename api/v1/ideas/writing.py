"""Drafts without account and callbacks on the wire. A draft's secret is told once, when it is begun."""

from rest_framework import serializers

from api.fields import Line
from programs.local.ideas.models import Callback, Draft


class DraftOut(serializers.ModelSerializer[Draft]):
    """`answers`: text by question key; `email`: where the link was last sent."""

    edition = serializers.UUIDField(source="call.edition_id", read_only=True)
    answers = serializers.DictField(child=serializers.CharField(), read_only=True)
    email = serializers.CharField(read_only=True)  # empty as long as no link was sent

    class Meta:
        model = Draft
        fields = ["edition", "title", "direction", "open_team", "problem", "answers", "email", "updated_at"]
        read_only_fields = fields


class DraftBegun(serializers.Serializer[dict[str, Draft | str]]):
    secret = serializers.CharField()
    draft = DraftOut()


class ResumeIn(serializers.Serializer[None]):
    email = serializers.EmailField(max_length=254)


class CallbackIn(serializers.Serializer[None]):
    """`contact` is a telephone number or an e-mail address; `edition` when several are open."""

    edition = serializers.UUIDField(required=False)
    name = Line(max_length=200)
    contact = serializers.CharField(max_length=254)
    moment = Line(max_length=200, required=False, allow_blank=True, default="")


class CallbackOut(serializers.ModelSerializer[Callback]):
    edition = serializers.UUIDField(source="call.edition_id", read_only=True)

    class Meta:
        model = Callback
        fields = ["id", "edition", "name", "contact", "moment", "created_at", "answered_at", "answered_by"]
        read_only_fields = fields
