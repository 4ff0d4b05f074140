"""What is done with messages: posted, edited, sent, delivered."""

from programs.local.messages.domain.delivery import delivered, refused
from programs.local.messages.domain.posting import post
from programs.local.messages.domain.sending import edit, send
from programs.local.messages.models import Message

__all__ = ["Message", "delivered", "edit", "post", "refused", "send"]
