"""What is done with messages: posted, edited, sent, delivered."""

from programs.local.messages.domain.delivery import delivered, refused
from programs.local.messages.domain.documents import document_of, keep_document
from programs.local.messages.domain.posting import post
from programs.local.messages.domain.sending import edit, send
from programs.local.messages.models import Message

__all__ = ["Message", "delivered", "document_of", "edit", "keep_document", "post", "refused", "send"]
