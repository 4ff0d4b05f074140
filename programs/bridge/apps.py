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
        from programs.bridge.tasks import send_home, tell_home  # noqa: PLC0415  the same
        from programs.bridge.views.question_pages import waiting  # noqa: PLC0415  the same
        from programs.local.home.hooks import waits  # noqa: PLC0415  the same
        from tenants.privacy import orchestration  # noqa: PLC0415  the same
        from tenants.privacy import purging as retention  # noqa: PLC0415  the same

        permissions.register(CAN)
        waits.answer(waiting)
        outcomes.published.answer(send_home)
        outcomes.expected.answer(tell_home)
        orchestration.erasing_person.answer(forgetting.forget_files_of_person)
        orchestration.erasing_person.answer(forgetting.forget_drafts_of_person)
        retention.retention_rules.answer(purging.rules)
