"""The only app that knows both a territory and the programme."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.bridge.rules import CAN
from programs.joint.juries import outcomes


class BridgeConfig(AppConfig):
    name = "programs.bridge"
    label = "bridge"

    def ready(self) -> None:
        from programs.bridge import forgetting, purging  # noqa: PLC0415  need the models
        from programs.bridge.tasks import send_home  # noqa: PLC0415  the same
        from tenants.privacy.orchestration import BEFORE_ERASING  # noqa: PLC0415  the same

        permissions.register(CAN)
        outcomes.WHEN_PUBLISHED.append(send_home)
        BEFORE_ERASING.extend([forgetting.forget_files_of_person, forgetting.forget_drafts_of_person])
        purging.register()
