"""The life of a message, from its draft to the mailbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    DRAFT = "draft", _("À relire")
    QUEUED = "queued", _("En cours d'envoi")
    SENT = "sent", _("Envoyé")
    FAILED = "failed", _("Non parvenu")


UNSENT = (MessageState.DRAFT, MessageState.FAILED)

TONES = {
    MessageState.DRAFT: "warn",
    MessageState.QUEUED: "neutral",
    MessageState.SENT: "good",
    MessageState.FAILED: "bad",
}
