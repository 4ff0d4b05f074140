"""Ideas, their teams and their line managers' commitments."""

from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "programs.local.ideas"
    label = "ideas"
