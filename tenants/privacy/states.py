"""The life of a request about a person's data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestKind(models.TextChoices):
    EXPORT = "export", _("Copie des données")
    ERASURE = "erasure", _("Effacement")


class RequestState(models.TextChoices):
    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En cours")
    DONE = "done", _("Terminé")
    FAILED = "failed", _("Interrompu")


UNDER_WAY = (RequestState.WAITING, RequestState.RUNNING)
TONES = {
    RequestState.WAITING: "neutral",
    RequestState.RUNNING: "live",
    RequestState.DONE: "good",
    RequestState.FAILED: "bad",
}
