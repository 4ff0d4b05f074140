"""Local juries: reading rounds, auditions, verdicts published together."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.local.juries.rules import CAN


class LocalJuriesConfig(AppConfig):
    name = "programs.local.juries"
    label = "local_juries"

    def ready(self) -> None:
        from programs.juries import hooks, verification  # noqa: PLC0415  need the models
        from programs.local.juries.domain import access, seats  # noqa: PLC0415  the same
        from tenants.accounts.views import arrivals  # noqa: PLC0415  the same

        permissions.register(CAN)
        arrivals.arrived.answer(seats.claim)
        hooks.seat_gone.answer(access.close_to)
        verification.register(self.label, shared=False)
