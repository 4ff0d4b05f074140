"""The national read model: every territory's projects, without personal data."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "programs.joint.portfolio"
    label = "portfolio"
