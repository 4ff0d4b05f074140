"""The API as an app: its schema extensions are found when Django starts."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"
    label = "api"
