"""The life of an edition."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.kit.audit import Act
from eclore.kit.transitions import Transition


class EditionState(models.TextChoices):
    PREPARATION = "preparation", _("En préparation")
    PUBLISHED = "published", _("Publiée")
    CLOSED = "closed", _("Terminée")


TRANSITIONS = {
    "publish": Transition(("preparation",), "published", "calls.publish", stamp="published_at"),
    "close": Transition(("published",), "closed", "calls.close", stamp="closed_at"),
    "reopen": Transition(("closed",), "published", "calls.close", clears=("closed_at",)),
}

TONES = {EditionState.PREPARATION: "warn", EditionState.PUBLISHED: "good", EditionState.CLOSED: "neutral"}

# The verbs that the audit log keeps.
AUDITED = dict.fromkeys(TRANSITIONS, Act.PUBLICATION)
