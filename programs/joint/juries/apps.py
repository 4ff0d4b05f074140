"""Joint juries: members from several territories, one decision for each snapshot."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.joint.juries.rules import CAN


class JointJuriesConfig(AppConfig):
    name = "programs.joint.juries"
    label = "joint_juries"

    def ready(self) -> None:
        from programs.joint.juries.domain import seats  # noqa: PLC0415  the same
        from programs.juries import verification  # noqa: PLC0415  needs the models
        from tenants.accounts.views import arrivals  # noqa: PLC0415  the same

        permissions.register(CAN)
        arrivals.arrived.answer(seats.claim)
        verification.register(self.label, shared=True)
