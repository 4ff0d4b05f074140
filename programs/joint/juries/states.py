"""Verdicts of a joint jury, and the life of its session."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.kit.transitions import Transition
from programs.juries.states import WAITING_LIST
from programs.juries.states import JuryState as J


class JointVerdict(models.TextChoices):
    RETAINED = "retained", _("Retenu")
    WAITING_LIST = WAITING_LIST, _("Liste d'attente")
    NOT_RETAINED = "not_retained", _("Non retenu")


TRANSITIONS = {
    "open": Transition((J.PREPARATION,), J.OPEN, "joint_juries.lead", stamp="opened_at"),
    "unopen": Transition((J.OPEN,), J.PREPARATION, "joint_juries.lead", clears=("opened_at",)),
    # A forum has one jury: what was cancelled is convened again, with its history.
    "reconvene": Transition((J.CANCELLED,), J.PREPARATION, "joint_juries.lead"),
    "cancel": Transition((J.PREPARATION,), J.CANCELLED, "joint_juries.publish"),
    "deliberate": Transition((J.OPEN,), J.DELIBERATION, "joint_juries.lead", stamp="closed_at"),
    "resume": Transition(
        (J.DELIBERATION,), J.OPEN, "joint_juries.lead", clears=("closed_at", "revealed_at", "projected_at")
    ),
    "publish": Transition(
        (J.DELIBERATION,), J.PUBLISHED, "joint_juries.publish", stamp="published_at", clears=("projected_at",)
    ),
}
