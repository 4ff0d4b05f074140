"""Backups, and what is restored from them."""

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "tenants.backups"
    label = "backups"

    def ready(self) -> None:
        from tenants.backups.diagnosis import restorations  # noqa: PLC0415  needs the models
        from tenants.watching.diagnosis.machine import left_unfinished  # noqa: PLC0415  the same

        left_unfinished.answer(restorations)
