"""Verdicts of a territory's own juries, and the life of a session."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.kit.transitions import Transition
from programs.juries.states import WAITING_LIST
from programs.juries.states import JuryState as J


class JuryKind(models.TextChoices):
    READING = "reading", _("Présélection sur dossier")
    AUDITION = "audition", _("Jury avec auditions")


class Verdict(models.TextChoices):
    SHORTLISTED = "shortlisted", _("Présélectionnée")
    WAITING_LIST = WAITING_LIST, _("Liste d'attente")
    NOT_SHORTLISTED = "not_shortlisted", _("Non présélectionnée")
    LAUREATE = "laureate", _("Lauréate")
    NOT_RETAINED = "not_retained", _("Non retenue")
    TAKEN_INTERNALLY = "taken_internally", _("Reprise en interne")
    CONTINUED = "continued", _("Feu vert pour continuer")
    REINTEGRATED = "reintegrated", _("Réintégration en direction métier")
    STOPPED = "stopped", _("Arrêt")


V = Verdict
# (kind of jury, kind of passage) → the verdicts that fit.
VERDICTS = {
    ("reading", "selection"): (V.SHORTLISTED, V.WAITING_LIST, V.NOT_SHORTLISTED),
    ("audition", "selection"): (V.LAUREATE, V.WAITING_LIST, V.NOT_RETAINED, V.TAKEN_INTERNALLY),
    ("audition", "renewal"): (V.CONTINUED, V.REINTEGRATED, V.STOPPED),
}
# Verdicts by which a dossier goes on, and those that take one of the jury's places; of its renewals', apart.
FAVOURABLE = frozenset({V.SHORTLISTED, V.LAUREATE, V.TAKEN_INTERNALLY, V.CONTINUED})
# Verdicts that grant time: the others carry neither weeks nor days.
GRANTING = frozenset({V.LAUREATE, V.CONTINUED})
TAKING_A_PLACE = frozenset({V.SHORTLISTED, V.LAUREATE})
TAKING_A_RENEWAL_PLACE = frozenset({V.CONTINUED})

TRANSITIONS = {
    "open": Transition((J.PREPARATION,), J.OPEN, "local_juries.lead", stamp="opened_at"),
    "unopen": Transition((J.OPEN,), J.PREPARATION, "local_juries.lead", clears=("opened_at",)),
    "cancel": Transition((J.PREPARATION,), J.CANCELLED, "local_juries.publish"),
    "deliberate": Transition((J.OPEN,), J.DELIBERATION, "local_juries.lead", stamp="closed_at"),
    "resume": Transition(
        (J.DELIBERATION,), J.OPEN, "local_juries.lead", clears=("closed_at", "revealed_at", "projected_at")
    ),
    "publish": Transition(
        (J.DELIBERATION,), J.PUBLISHED, "local_juries.publish", stamp="published_at", clears=("projected_at",)
    ),
}
