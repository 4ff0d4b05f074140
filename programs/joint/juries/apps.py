"""Joint juries: members from several territories, one decision for each snapshot."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.joint.juries.rules import CAN


class JointJuriesConfig(AppConfig):
    name = "programs.joint.juries"
    label = "joint_juries"

    def ready(self) -> None:
        from programs.juries import verification  # noqa: PLC0415  needs the models

        permissions.register(CAN)
        verification.register(self.label, shared=True)
