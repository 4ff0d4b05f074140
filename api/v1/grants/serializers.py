"""National grants on the wire."""

from rest_framework import serializers

from api.fields import Line
from tenants.memberships.models import NationalGrant, NationalKind


class GrantIn(serializers.Serializer[None]):
    email = serializers.EmailField(max_length=254)
    name = Line(max_length=200, required=False, allow_blank=True, default="")
    kind = serializers.ChoiceField(choices=NationalKind.choices)
    until = serializers.DateField(required=False, allow_null=True, default=None)


class GrantOut(serializers.Serializer[NationalGrant]):
    id = serializers.UUIDField()
    name = serializers.CharField(source="user.name")
    email = serializers.EmailField(source="user.email")
    kind = serializers.CharField()
    granted_by = serializers.CharField()
    since = serializers.DateTimeField(source="created_at")
    until = serializers.DateField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)
