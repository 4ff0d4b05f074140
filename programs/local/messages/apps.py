"""What a territory writes to people: replies previewed, then sent together."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "programs.local.messages"
    label = "local_messages"  # django.contrib.messages has the short name
