"""A territory's log, and the page that shows either log to those whose it is."""

from django.apps import AppConfig

from eclore.kit import permissions
from tenants.audit.rules import CAN


class LogbookConfig(AppConfig):
    name = "tenants.audit"
    label = "territory_audit"

    def ready(self) -> None:
        permissions.register(CAN)
