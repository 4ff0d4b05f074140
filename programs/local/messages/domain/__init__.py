"""What is done with messages: posted, edited, sent, delivered."""

from programs.local.messages.domain.delivery import delivered, refused
from programs.local.messages.domain.posting import post
from programs.local.messages.domain.sending import edit, send

__all__ = ["delivered", "edit", "post", "refused", "send"]
