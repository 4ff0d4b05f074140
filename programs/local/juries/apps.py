"""Local juries: reading rounds, auditions, verdicts published together."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.local.juries.rules import CAN


class LocalJuriesConfig(AppConfig):
    name = "programs.local.juries"
    label = "local_juries"

    def ready(self) -> None:
        from programs.juries import verification  # noqa: PLC0415  needs the models
        from programs.local.juries.domain import seats  # noqa: PLC0415  the same
        from tenants.accounts.views import arrivals  # noqa: PLC0415  the same

        permissions.register(CAN)
        arrivals.arrived.answer(seats.claim)
        verification.register(self.label, shared=False)
