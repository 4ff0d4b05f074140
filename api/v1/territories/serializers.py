"""Territories, agreements and requests on the wire."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from api.fields import Line
from eclore.kit import zones
from tenants.territories.models import Agreement, Joining, Kind, ProvisioningRequest, Territory
from tenants.territories.states import RequestState
from tenants.territories.validators import SLUG_LENGTH


class TerritoryOut(serializers.ModelSerializer[Territory]):
    url = serializers.SerializerMethodField()
    members = serializers.IntegerField(read_only=True)
    managers = serializers.IntegerField(read_only=True)
    agreements = serializers.IntegerField(source="signed", read_only=True)

    class Meta:
        model = Territory
        fields = ["id", "slug", "name", "kind", "code", "department", "url", "members", "managers", "agreements"]
        read_only_fields = fields

    def get_url(self, territory: Territory) -> str:
        return territory.url


class FilesQuota(serializers.Serializer[Territory]):
    """How much it may keep in files, in megabytes."""

    megabytes = serializers.IntegerField(min_value=0, max_value=1_000_000, source="files_quota")


class TimeZone(serializers.Serializer[Territory]):
    """In which zone a territory's hours are told."""

    time_zone = serializers.ChoiceField(choices=zones.CHOICES)


class TerritoryIn(serializers.Serializer[None]):
    slug = serializers.CharField(max_length=SLUG_LENGTH)
    name = Line(max_length=120)
    kind = serializers.ChoiceField(choices=Kind.choices)
    code = serializers.CharField(max_length=20, required=False, allow_blank=True)
    department = serializers.CharField(max_length=3, required=False, allow_blank=True)
    accent = serializers.CharField(max_length=9, required=False)
    manager_name = Line(max_length=200, required=False, allow_blank=True)
    manager_email = serializers.EmailField(max_length=254)


class RequestOut(serializers.ModelSerializer[ProvisioningRequest]):
    state = serializers.ChoiceField(choices=RequestState.choices, read_only=True)

    class Meta:
        model = ProvisioningRequest
        fields = ["id", "slug", "name", "kind", "state", "error", "requested_by", "created_at", "ended_at", "territory"]
        read_only_fields = fields


class AgreementOut(serializers.ModelSerializer[Agreement]):
    territories: Any = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)

    class Meta:
        model = Agreement
        fields = [
            "id",
            "title",
            "signed_on",
            "ends_on",
            "signatories",
            "territories",
            "problems",
            "weeks_min",
            "weeks_max",
            "days_per_week",
            "national_funding_percent",
        ]
        read_only_fields = fields


class AgreementIn(serializers.Serializer[None]):
    title = Line(max_length=200)
    signed_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True)
    signatories = serializers.ListField(child=Line(max_length=160), max_length=50)
    territories = serializers.ListField(child=serializers.CharField(max_length=50), max_length=200)
    problems = serializers.IntegerField(min_value=0, max_value=1000, required=False)
    weeks_min = serializers.IntegerField(min_value=1, max_value=104, required=False)
    weeks_max = serializers.IntegerField(min_value=1, max_value=104, required=False)
    days_per_week = serializers.IntegerField(min_value=1, max_value=5, required=False)
    national_funding_percent = serializers.IntegerField(min_value=0, max_value=100, required=False)

    def validate_territories(self, slugs: list[str]) -> list[Territory]:
        found = {territory.slug: territory for territory in Territory.objects.filter(slug__in=slugs)}
        if unknown := sorted(set(slugs) - set(found)):
            raise serializers.ValidationError(_("Aucun territoire ne répond à : %s.") % ", ".join(unknown[:5]))
        return list(found.values())


class SettingsOut(serializers.ModelSerializer[Territory]):
    joining = serializers.ChoiceField(choices=Joining.choices, read_only=True)
    contact_email = serializers.CharField(read_only=True)  # may be empty

    class Meta:
        model = Territory
        fields = ["slug", "name", "accent", "contact_email", "joining", "email_domains", "sirens"]
        read_only_fields = fields


class SettingsIn(serializers.Serializer[None]):
    name = Line(max_length=120, required=False)
    accent = serializers.CharField(max_length=9, required=False)
    contact_email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    joining = serializers.ChoiceField(choices=Joining.choices, required=False)
    email_domains = serializers.ListField(child=serializers.CharField(max_length=120), max_length=20, required=False)
    sirens = serializers.ListField(child=serializers.CharField(max_length=20), max_length=20, required=False)
