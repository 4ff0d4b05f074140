"""Watching: what the machine says of itself, for probes, metrics and the page of the national administration."""

from django.apps import AppConfig

from eclore.kit import permissions
from tenants.watching.rules import CAN


class WatchingConfig(AppConfig):
    name = "tenants.watching"
    label = "watching"

    def ready(self) -> None:
        permissions.register(CAN)
