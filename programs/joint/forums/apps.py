"""Interdepartmental forums: participants, quotas, frozen snapshots."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.joint.forums.rules import CAN


class ForumsConfig(AppConfig):
    name = "programs.joint.forums"
    label = "forums"

    def ready(self) -> None:
        from programs.files import sweeping  # noqa: PLC0415  models are ready only now
        from programs.joint.forums.copies import expected  # noqa: PLC0415  the same

        permissions.register(CAN)
        sweeping.expected_by_programme.answer(expected)
