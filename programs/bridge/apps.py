"""The only place where a territory and the programme meet."""

from django.apps import AppConfig


class BridgeConfig(AppConfig):
    name = "programs.bridge"
    label = "bridge"
