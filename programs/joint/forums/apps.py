"""Interdepartmental forums: participants, quotas, frozen snapshots."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.joint.forums.rules import CAN


class ForumsConfig(AppConfig):
    name = "programs.joint.forums"
    label = "forums"

    def ready(self) -> None:
        permissions.register(CAN)
