"""Local juries: reading rounds, auditions, verdicts published together."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.local.selections.rules import CAN


class SelectionsConfig(AppConfig):
    name = "programs.local.selections"
    label = "selections"

    def ready(self) -> None:
        from programs.juries import verification  # noqa: PLC0415  needs the models

        permissions.register(CAN)
        verification.register(self.label, shared=False)
