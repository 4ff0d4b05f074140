"""Territories: who they are, where they answer, how their schema is made."""

from django.apps import AppConfig

from eclore.kit import permissions
from tenants.territories import rules


class TerritoriesConfig(AppConfig):
    name = "tenants.territories"
    label = "territories"

    def ready(self) -> None:
        permissions.register(rules.CAN)
