"""A territory's front context. No table."""

from django.apps import AppConfig


class WelcomeConfig(AppConfig):
    name = "programs.local.home"
    label = "welcome"
