"""A forum's acts on screen: what each is called, what is asked before it and said after it, which of them stand."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from eclore.kit.elements import Action, Question
from programs.joint.forums.models import Forum
from programs.joint.forums.states import ForumState


@dataclass(frozen=True)
class Confirmation:
    """What is asked before an act, on a page (`title`) or over it (`question`), and said after it."""

    title: Promise
    text: Promise
    confirm: Promise
    done: Promise | str = ""
    question: Promise | str = ""


CONFIRMATIONS = {
    "publish": Confirmation(
        _("Publier ce forum"),
        _("La page du forum devient publique et les territoires participants peuvent nommer leurs idées."),
        _("Publier"),
        _("Le forum est publié : les nominations sont ouvertes."),
        _("Publier ce forum ?"),
    ),
    "close": Confirmation(
        _("Clore les nominations"),
        _("Aucun dossier ne pourra plus être ajouté, sauf si vous rouvrez les nominations."),
        _("Clore les nominations"),
        _("Les nominations sont closes."),
        _("Clore les nominations ?"),
    ),
    "reopen": Confirmation(
        _("Rouvrir les nominations"),
        _("Les territoires pourront de nouveau nommer des idées, jusqu'à la date limite."),
        _("Rouvrir les nominations"),
        _("Les nominations sont rouvertes."),
        _("Rouvrir les nominations ?"),
    ),
    "cancel": Confirmation(
        _("Annuler ce forum"),
        _("Plus aucun territoire ne pourra y nommer d'idée, et il n'aura pas de jury. Cela ne se reprend pas."),
        _("Annuler le forum"),
        _("Le forum est annulé."),
        _("Annuler ce forum ?"),
    ),
    "remove_participant": Confirmation(
        _("Retirer ce territoire"), _("Il ne pourra plus nommer d'idée pour ce forum."), _("Retirer")
    ),
}
# The id of each act's dialog, which is also the last word of its address.
DIALOGS = {"publish": "publier", "close": "clore", "reopen": "rouvrir", "cancel": "annuler"}


def primary_action(forum: Forum, verbs: list[str]) -> Action | None:
    """Publish a draft; then its jury: open it, or compose it before the results."""
    if "publish" in verbs:
        return asked("publish", forum, "main")
    jury = getattr(forum, "jury", None)
    if jury is not None and not jury.is_cancelled:
        return Action(now("Ouvrir le jury"), reverse("juries-jury", args=[jury.pk]), "main")
    if forum.state in (ForumState.DECIDED, ForumState.CANCELLED):
        return None
    return Action(now("Composer le jury"), reverse("juries-convene", args=[forum.slug]), "main")


def nominations_acts(forum: Forum, verbs: list[str]) -> list[Action]:
    """Close the nominations, or reopen them until the jury opens; cancel a forum where no dossier stands."""
    acts = [asked("close", forum, "text", small=True)] if "close" in verbs else []
    if "reopen" in verbs and not forum.jury_opened_at:
        acts.append(asked("reopen", forum, "text", small=True))
    if "cancel" in verbs and not forum.nominated and not forum.jury_opened_at:
        acts.append(asked("cancel", forum, "text", small=True))
    return acts


def asked(verb: str, forum: Forum, kind: str, *, small: bool = False) -> Action:
    """An act that asks in a dialog before it is done; its address asks the same to whoever has no JavaScript."""
    words, url = CONFIRMATIONS[verb], reverse(f"forums-{verb}", args=[forum.slug])
    question = Question(words.question, words.text, words.confirm)
    return Action(words.confirm, url, kind, small=small, question=question, key=DIALOGS[verb])
