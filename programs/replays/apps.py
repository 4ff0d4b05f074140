"""Replays and the demonstration. No table."""

from django.apps import AppConfig


class ReplaysConfig(AppConfig):
    name = "programs.replays"
    label = "replays"
