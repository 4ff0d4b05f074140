"""What the front page leads to once a call is closed."""

from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.elements import Action
from programs.local.calls.models import Call
from programs.local.home.queries import Attention
from programs.local.juries.models import Jury


def after_the_call(actor: Actor, call: Call, *, attention: Attention | None, jury: Jury | None) -> Action | None:
    """For a manager, the board where answers are given; for an agent, their own ideas.

    None for a juror, whose jury stands above, for a visitor and for who is not signed in.
    """
    if attention:
        return Action(_("Ouvrir le tableau de l'appel"), reverse("ideas-board", args=[call.edition_id]), "main")
    if not actor.is_authenticated or actor.visitor or jury:
        return None
    return Action(_("Suivre mes idées"), reverse("ideas-mine"))
