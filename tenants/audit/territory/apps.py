"""The log of a territory, in its own schema."""

from django.apps import AppConfig


class TerritoryAuditConfig(AppConfig):
    name = "tenants.audit.territory"
    label = "territory_audit"
