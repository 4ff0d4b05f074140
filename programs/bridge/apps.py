"""The only place where a territory and the programme meet."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.bridge.rules import CAN
from programs.joint.deliberations import outcomes


class BridgeConfig(AppConfig):
    name = "programs.bridge"
    label = "bridge"

    def ready(self) -> None:
        from programs.bridge.tasks import send_home  # noqa: PLC0415  needs the models

        permissions.register(CAN)
        outcomes.WHEN_PUBLISHED.append(send_home)
