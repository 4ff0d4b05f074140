"""Public pages: published projects and computed statistics."""

from django.apps import AppConfig


class ShowcaseConfig(AppConfig):
    name = "programs.joint.showcase"
    label = "showcase"
