"""A message to a person: prepared, previewed, sent; kept so that nobody is left without an answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.kit.records import Record


class MessageState(models.TextChoices):
    DRAFT = "draft", _("À relire")
    QUEUED = "queued", _("En cours d'envoi")
    SENT = "sent", _("Envoyé")
    FAILED = "failed", _("Non parvenu")


class Message(Record):
    """`kind` names the template (acknowledgement, reply, commitment_request…); `about` the idea or project's key."""

    kind = models.CharField(max_length=40)
    about = models.UUIDField(null=True, blank=True)
    to_email = models.EmailField(_("destinataire"))
    to_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(_("objet"), max_length=200)
    body = models.TextField(_("message"))
    state = models.CharField(max_length=8, choices=MessageState, default=MessageState.DRAFT)
    prepared_by = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["about"], name="messages_message_about")]
