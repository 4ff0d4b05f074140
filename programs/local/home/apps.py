"""A territory's front context. No table."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "programs.local.home"
    label = "home"
