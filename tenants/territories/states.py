"""The making of a territory, from the request to its address."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    WAITING = "waiting", _("En cours de création")
    DONE = "done", _("Ouvert")
    REFUSED = "refused", _("Non créé")


TONES = {RequestState.WAITING: "live", RequestState.DONE: "good", RequestState.REFUSED: "bad"}
