"""The life of a forum."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.kit.audit import Act
from eclore.kit.transitions import Transition


class ForumState(models.TextChoices):
    DRAFT = "draft", _("En préparation")
    PUBLISHED = "published", _("Nominations ouvertes")
    CLOSED = "closed", _("Nominations closes")
    DECIDED = "decided", _("Résultats publiés")
    CANCELLED = "cancelled", _("Annulé")


class QuestionState(models.TextChoices):
    """Of a question that the organisers ask a territory; told by its dates."""

    ASKED = "asked", _("En attente de réponse")
    ANSWERED = "answered", _("Réponse reçue")
    CLOSED = "closed", _("Close")


QUESTION_TONES: dict[str, str] = {
    QuestionState.ASKED: "warn",
    QuestionState.ANSWERED: "good",
    QuestionState.CLOSED: "neutral",
}
TONES = {"draft": "neutral", "published": "live", "closed": "warn", "decided": "good", "cancelled": "neutral"}

TRANSITIONS = {
    "publish": Transition(("draft",), "published", "forums.manage", stamp="published_at"),
    "close": Transition(("published",), "closed", "forums.manage", stamp="closed_at"),
    "reopen": Transition(("closed",), "published", "forums.manage", clears=("closed_at",)),
    "cancel": Transition(("draft", "published", "closed"), "cancelled", "forums.manage"),
    "decide": Transition(("closed",), "decided", "forums.manage", stamp="decided_at"),
}

# The verbs that the log keeps.
AUDITED = dict.fromkeys((*TRANSITIONS, "compose_morning", "send_morning"), Act.PUBLICATION)
