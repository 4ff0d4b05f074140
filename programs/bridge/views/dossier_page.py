"""A dossier as its own territory reads it back, and what may still be done with it."""

from django.urls import reverse

from eclore.kit.actor import Actor
from eclore.kit.permissions import can
from programs.bridge.views import meeting_pages, question_pages
from programs.joint.forums import copies
from programs.joint.forums.models import Nomination
from programs.joint.juries.models import Decision
from programs.joint.juries.states import JointVerdict


def shown(nomination: Nomination, actor: Actor) -> dict[str, object]:
    """The dossier, its published decision, and the acts that stand: withdraw before the jury, take up after it."""
    decision: Decision | None = getattr(nomination, "decision", None)
    acts = can(actor, "bridge.withdraw", nomination)
    return {
        "nomination": nomination,
        "decision": decision,
        "files": copies.listed(nomination, lambda key: reverse("bridge-file", args=[nomination.pk, key])),
        "questions": question_pages.of_dossier(nomination, actor),
        "meetings": meeting_pages.of_dossier(nomination, actor),
        "withdraw_url": withdraw_url(nomination) if acts else "",
        "take_up_url": take_up_url(nomination, decision) if acts else "",
    }


def withdraw_url(nomination: Nomination) -> str:
    """Until the jury opens."""
    return "" if nomination.forum.jury_opened_at else reverse("bridge-withdraw", args=[nomination.pk])


def take_up_url(nomination: Nomination, decision: Decision | None) -> str:
    """For an idea that the jury has not retained."""
    if decision is None or decision.verdict != JointVerdict.NOT_RETAINED:
        return ""
    return reverse("bridge-take-up", args=[nomination.idea_id])
