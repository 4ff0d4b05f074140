"""Projects: phases, journal, committees, post-mortems."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.local.incubation.rules import CAN
from programs.local.juries import outcomes


class IncubationConfig(AppConfig):
    name = "programs.local.incubation"
    label = "incubation"

    def ready(self) -> None:
        from programs.local.incubation.domain.hearings import HANDLERS  # noqa: PLC0415  needs the models

        permissions.register(CAN)
        outcomes.HANDLERS.update(HANDLERS)
