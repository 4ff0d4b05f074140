"""The letters that tell decisions, as pages show them: to whom, where each one stands, its document."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.elements import Tag
from programs.local.messages.models import Message
from programs.local.messages.states import MessageState


@dataclass(frozen=True)
class Letter:
    """One person's. `url`: where it is read, and corrected until it leaves; `document_url`: its PDF."""

    message: Message
    addressee: str
    address: str
    state: Tag
    at: datetime
    trouble: str
    url: str
    document_url: str

    @property
    def label(self) -> str:
        """Of the link to it."""
        return _("Modifier la lettre") if self.message.is_unsent else _("Lire la lettre")

    @property
    def moves(self) -> bool:
        """Whether it is leaving: what becomes of it is known in a moment."""
        return self.message.state == MessageState.QUEUED


def letters(messages: Iterable[Message]) -> list[Letter]:
    """Of these messages, in their order."""
    return [_letter(message) for message in messages]


def _letter(message: Message) -> Letter:
    return Letter(
        message=message,
        addressee=message.addressee,
        address=message.to_email or _("adresse manquante"),
        state=Tag(message.get_state_display(), message.tone),
        at=message.shown_at,
        trouble=message.trouble,
        url=reverse("messages-detail", args=[message.pk]),
        document_url=reverse("messages-document", args=[message.pk]),
    )
