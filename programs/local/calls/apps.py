"""Editions and their calls: what a territory asks, when, and by which rules."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.local.calls.rules import CAN


class CallsConfig(AppConfig):
    name = "programs.local.calls"
    label = "calls"

    def ready(self) -> None:
        permissions.register(CAN)
