"""Interdepartmental forums: participants, quotas, frozen snapshots."""

from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "programs.joint.forums"
    label = "forums"
