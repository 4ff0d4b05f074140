"""The program as a Django app: commands and checks. Static files and template tags are those of `eclore` itself."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "eclore.config"
    label = "config"

    def ready(self) -> None:
        from eclore.config import checks  # noqa: F401, PLC0415  registers the system checks, which need the apps
        from eclore.config.navigation import items  # noqa: PLC0415  the same
        from tenants.context_processors import navigation  # noqa: PLC0415  the same

        navigation.answer(items)
