"""The national read model: every territory's projects, without personal data."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.joint.portfolio.rules import CAN


class PortfolioConfig(AppConfig):
    name = "programs.joint.portfolio"
    label = "portfolio"

    def ready(self) -> None:
        permissions.register(CAN)
