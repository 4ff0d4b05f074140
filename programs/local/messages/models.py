"""A message to a person: prepared, previewed, sent; kept so that nobody is left without an answer."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.kit.records import Record
from programs.local.messages.secrets import masked
from programs.local.messages.states import TONES, UNSENT, MessageState

__all__ = ["Message", "MessageState"]

TWICE = _("L'envoi a été interrompu puis repris : ce message a pu arriver deux fois.")


class Messages(models.Manager["Message"]):
    """Whoever lists messages reads no document: the one who opens it asks for it."""

    def get_queryset(self) -> "models.QuerySet[Message]":
        return super().get_queryset().defer("document")


class Message(Record):
    """`kind` names the template ("ideas.acknowledgement"); `about` is the key of an idea, a project or a jury.

    `leaving_at`: since when it is being given to the mail server, until what became of it is known; an attempt that
    finds it set comes after one that nobody saw the end of, and the message is `maybe_twice`. `calendar`: an entry for
    the addressee's own (RFC 5545), attached; mostly empty. `decision_id`: the jury's decision that it tells, which
    makes it a letter; its `document` (PDF/UA) is drawn once, as it leaves, and its bytes never change.
    """

    kind = models.CharField(max_length=40)
    about = models.UUIDField(null=True, blank=True)
    to_email = models.EmailField(_("destinataire"), blank=True)
    to_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(_("objet"), max_length=200)
    body = models.TextField(_("message"))
    calendar = models.TextField(blank=True, default="", db_default="", editable=False)
    decision_id = models.UUIDField(null=True, blank=True, editable=False)
    document = models.BinaryField(null=True, editable=False)
    document_sha256 = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    state = models.CharField(max_length=8, choices=MessageState, default=MessageState.DRAFT)
    prepared_by = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    leaving_at = models.DateTimeField(null=True, blank=True, editable=False)
    maybe_twice = models.BooleanField(default=False, db_default=False, editable=False)

    objects = Messages()

    class Meta:
        ordering = ["-created_at", "pk"]
        indexes = [
            models.Index(fields=["about"], name="messages_message_about"),
            models.Index(fields=["state", "-created_at"], name="messages_message_state"),
            models.Index(fields=["state", "about"], name="messages_message_folders"),
            models.Index(
                fields=["decision_id"], condition=models.Q(decision_id__isnull=False), name="messages_message_letters"
            ),
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
    def trouble(self) -> str:
        """Why it has not arrived, or how it may have arrived twice; empty when all is well."""
        if self.maybe_twice and not self.error:
            return str(TWICE)
        return self.error

    @property
    def is_letter(self) -> bool:
        """Whether it tells a jury's decision, with a document."""
        return self.decision_id is not None

    @property
    def is_unsent(self) -> bool:
        """Whether it may still be edited and sent: a draft, or one that has not reached anybody."""
        return self.state in UNSENT

    @property
    def tone(self) -> str:
        return TONES[MessageState(self.state)]
