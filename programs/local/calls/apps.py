"""Editions and their calls: what a territory asks, when, and by which rules."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "programs.local.calls"
    label = "calls"
