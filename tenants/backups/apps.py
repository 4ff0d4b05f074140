"""Backups, and what is restored from them."""

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "tenants.backups"
    label = "backups"
