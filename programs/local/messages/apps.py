"""What a territory writes to people: replies previewed, then sent together."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.local.messages import rules


class MessagesConfig(AppConfig):
    name = "programs.local.messages"
    label = "local_messages"  # django.contrib.messages has the short name

    def ready(self) -> None:
        from programs.local.messages import forgetting  # noqa: PLC0415  needs the models
        from tenants.privacy import orchestration  # noqa: PLC0415  the same

        permissions.register(rules.CAN)
        orchestration.erased_in_territory.answer(forgetting.forget_documents)
        orchestration.texts_rewritten.answer(forgetting.forget_rewritten)
