"""People on the wire."""

from rest_framework import serializers

from api.fields import Line
from tenants.memberships.models import Invitation, Membership, Role, Visit
from tenants.memberships.queries import Member


class Me(serializers.Serializer[dict[str, object]]):
    """Who the session or the token speaks for, and as what."""

    id = serializers.UUIDField(source="user_id")
    name = serializers.CharField()
    email = serializers.EmailField()
    roles = serializers.ListField(child=serializers.CharField())
    visitor = serializers.BooleanField(help_text="A national visit: reads, changes nothing.")


class HeldRole(serializers.Serializer[Membership]):
    id = serializers.UUIDField()
    role = serializers.CharField()
    granted_by = serializers.CharField()
    since = serializers.DateTimeField(source="created_at")


class TerritoryMember(serializers.Serializer[Member | list[Member]]):
    id = serializers.UUIDField(source="user.pk")
    name = serializers.CharField(source="user.name")
    email = serializers.EmailField(source="user.email")
    function = serializers.CharField(source="user.function")
    roles = HeldRole(source="memberships", many=True)


class RoleIn(serializers.Serializer[None]):
    role = serializers.ChoiceField(choices=Role.choices)


class InvitationIn(serializers.Serializer[None]):
    email = serializers.EmailField(max_length=254)
    name = Line(max_length=200, required=False, allow_blank=True, default="")
    role = serializers.ChoiceField(choices=Role.choices)


class InvitationOut(serializers.Serializer[Invitation]):
    id = serializers.UUIDField()
    email = serializers.EmailField()
    name = serializers.CharField()
    role = serializers.CharField()
    invited_by = serializers.CharField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    revoked_at = serializers.DateTimeField(allow_null=True)


class VisitOut(serializers.Serializer[Visit]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    began_at = serializers.DateTimeField(source="created_at")
    ends_at = serializers.DateTimeField()
