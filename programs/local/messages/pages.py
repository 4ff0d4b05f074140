"""The folders of the manager's mailbox, as its page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from programs.local.messages.models import Message
from programs.local.messages.queries import DRAFTS, LEFT, UNDELIVERED


@dataclass(frozen=True)
class Folder:
    """A folder and how many messages it holds; `empty_title` and `empty_text` are what it says when it holds none."""

    name: str
    label: str
    count: int
    empty_title: str
    empty_text: str
    current: bool

    @property
    def url(self) -> str:
        return reverse("messages", query={"dossier": self.name})

    @property
    def kind(self) -> str:
        """Of the button that leads to it."""
        return "main" if self.current else "second"

    @property
    def is_to_send(self) -> bool:
        """Whether its messages may still be chosen and sent."""
        return self.name != LEFT


def editable(message: Message) -> dict[str, str]:
    """What may be corrected of a message, its keys hidden."""
    return {"to_email": message.to_email, "subject": message.subject, "body": message.shown_body}


def folders(counts: Mapping[str, int], current: str) -> list[Folder]:
    """The three folders, in the order of a message's life; `counts` and `current` are by name."""
    told = {
        DRAFTS: (_("À relire"), _("Rien à relire"), _("Les réponses que vous préparez attendent ici avant de partir.")),
        LEFT: (_("Envoyés"), _("Aucun message envoyé"), _("Les accusés de réception et les réponses paraîtront ici.")),
        UNDELIVERED: (
            _("Non parvenus"),
            _("Tous les messages sont parvenus"),
            _("Une adresse refusée paraîtra ici, avec sa raison."),
        ),
    }
    return [
        Folder(name, label, counts[name], title, text, current=name == current)
        for name, (label, title, text) in told.items()
    ]
