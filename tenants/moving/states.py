"""The life of an archive that a territory has asked for, from its own pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArchiveState(models.TextChoices):
    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En préparation")
    READY = "ready", _("Prête")
    FAILED = "failed", _("Interrompue")
    REMOVED = "removed", _("Supprimée")
    EXPIRED = "expired", _("Délai passé")


class Fault(models.TextChoices):
    """Why there is no file, when nobody has taken it away by hand."""

    DISK = "disk", _("Le disque du service est plein. Prévenez l'équipe technique, puis demandez une autre archive.")
    STOPPED = (
        "stopped",
        _("La préparation n'a pas abouti. Demandez une autre archive ; si cela recommence, écrivez-nous."),
    )
    ERASED = "erased", _("Une personne a été effacée depuis : cette archive la nommait. Demandez-en une autre.")


UNDER_WAY = (ArchiveState.WAITING, ArchiveState.RUNNING)
HELD = (*UNDER_WAY, ArchiveState.READY)
TONES = {
    ArchiveState.WAITING: "neutral",
    ArchiveState.RUNNING: "live",
    ArchiveState.READY: "good",
    ArchiveState.FAILED: "bad",
    ArchiveState.REMOVED: "neutral",
    ArchiveState.EXPIRED: "neutral",
}
