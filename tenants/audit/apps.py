"""The audit log: its page, its exports and its verification. Its lines are in `territory` and `programme`."""

from django.apps import AppConfig

from eclore.kit import permissions
from tenants.audit.rules import CAN


class AuditConfig(AppConfig):
    name = "tenants.audit"
    label = "audit"

    def ready(self) -> None:
        permissions.register(CAN)
