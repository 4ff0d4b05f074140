"""Local juries: reading rounds, auditions, verdicts published together."""

from django.apps import AppConfig


class SelectionsConfig(AppConfig):
    name = "programs.local.selections"
    label = "selections"
