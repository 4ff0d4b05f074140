"""A territory's front door. No table."""

from django.apps import AppConfig


class WelcomeConfig(AppConfig):
    name = "programs.local.welcome"
    label = "welcome"
