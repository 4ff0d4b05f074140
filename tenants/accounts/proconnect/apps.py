"""An app without tables: allauth looks for providers in installed apps."""

from django.apps import AppConfig


class ProConnectConfig(AppConfig):
    name = "tenants.accounts.proconnect"
    label = "proconnect"
