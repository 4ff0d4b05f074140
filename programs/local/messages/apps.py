"""What a territory writes to people: replies previewed, then sent together."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.local.messages import rules


class MessagesConfig(AppConfig):
    name = "programs.local.messages"
    label = "local_messages"  # django.contrib.messages has the short name

    def ready(self) -> None:
        permissions.register(rules.CAN)
