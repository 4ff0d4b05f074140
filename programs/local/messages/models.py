"""A message to a person: prepared, previewed, sent; kept so that nobody is left without an answer."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.kit.records import Record
from programs.local.messages.secrets import masked
from programs.local.messages.states import TONES, UNSENT, MessageState

__all__ = ["Message", "MessageState"]


class Message(Record):
    """`kind` names the template ("ideas.acknowledgement"); `about` is the key of an idea, a project or a jury."""

    kind = models.CharField(max_length=40)
    about = models.UUIDField(null=True, blank=True)
    to_email = models.EmailField(_("destinataire"), blank=True)
    to_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(_("objet"), max_length=200)
    body = models.TextField(_("message"))
    state = models.CharField(max_length=8, choices=MessageState, default=MessageState.DRAFT)
    prepared_by = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-created_at", "pk"]
        indexes = [
            models.Index(fields=["about"], name="messages_message_about"),
            models.Index(fields=["state", "-created_at"], name="messages_message_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=MessageState.SENT, sent_at__isnull=False)
                | ~models.Q(state=MessageState.SENT) & models.Q(sent_at=None),
                name="messages_message_sent_has_its_date",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def addressee(self) -> str:
        """Whom it is for: their name where it is known, or their address."""
        return self.to_name or self.to_email

    @property
    def shown_at(self) -> datetime:
        """When it was sent; until then, when it was prepared."""
        return self.sent_at or self.created_at

    @property
    def shown_body(self) -> str:
        """The body for whoever is not its addressee."""
        return masked(self.body)

    @property
    def is_unsent(self) -> bool:
        """Whether it may still be edited and sent: a draft, or one that has not reached anybody."""
        return self.state in UNSENT

    @property
    def tone(self) -> str:
        return TONES[MessageState(self.state)]
