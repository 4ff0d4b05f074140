"""What was sent with a key, and what it was answered."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "tenants.submissions"
    label = "submissions"
