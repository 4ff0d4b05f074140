"""Where a file stands: withheld until an antivirus has read it, when there is one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileState(models.TextChoices):
    PENDING = "pending", _("En cours de vérification")
    CLEAN = "clean", _("Vérifié")
    REFUSED = "refused", _("Mis en quarantaine")


TONES = {FileState.PENDING: "warn", FileState.CLEAN: "", FileState.REFUSED: "bad"}
