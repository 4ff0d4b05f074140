"""Messages on the wire."""

from rest_framework import serializers

from eclore.kit.mail import SUBJECT_LENGTH
from programs.local.messages.models import Message
from programs.local.messages.states import MessageState


class MessageOut(serializers.ModelSerializer[Message]):
    state = serializers.ChoiceField(choices=MessageState.choices, read_only=True)
    body = serializers.CharField(source="shown_body", read_only=True)

    class Meta:
        model = Message
        fields = [
            "id",
            "kind",
            "about",
            "to_email",
            "to_name",
            "subject",
            "body",
            "state",
            "prepared_by",
            "created_at",
            "sent_at",
            "error",
            "maybe_twice",
        ]
        read_only_fields = fields


class MessageChange(serializers.Serializer[None]):
    to_email = serializers.EmailField(required=False, max_length=254)
    subject = serializers.CharField(required=False, max_length=SUBJECT_LENGTH)
    body = serializers.CharField(required=False, max_length=20_000, trim_whitespace=False)


class Sending(serializers.Serializer[None]):
    messages = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=500)


class Sent(serializers.Serializer[None]):
    sent = serializers.ListField(child=serializers.UUIDField())
