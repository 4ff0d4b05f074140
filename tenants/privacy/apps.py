"""Personal data: what is kept of people, for how long, and how it is given back or forgotten."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from eclore.kit import permissions
from tenants.privacy.rules import CAN


class PrivacyConfig(AppConfig):
    name = "tenants.privacy"
    label = "privacy"

    def ready(self) -> None:
        permissions.register(CAN)
        autodiscover_modules("personal")
