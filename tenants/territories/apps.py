"""Territories: who they are, where they answer, how their schema is made."""

from django.apps import AppConfig

from eclore.kit import permissions
from tenants import jobs
from tenants.territories import rules


class TerritoriesConfig(AppConfig):
    name = "tenants.territories"
    label = "territories"

    def ready(self) -> None:
        from tenants.territories import sites  # noqa: PLC0415  it reads models, which the apps must be ready for

        permissions.register(rules.CAN)
        jobs.local_hours.answer(sites.in_its_zone)
