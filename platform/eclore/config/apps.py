"""The platform as a Django app: commands, static files, template tags, checks."""

from django.apps import AppConfig


class EcloreConfig(AppConfig):
    name = "eclore"
    label = "eclore"

    def ready(self) -> None:
        from eclore.config import checks  # noqa: F401, PLC0415  registers the system checks, which need the apps
