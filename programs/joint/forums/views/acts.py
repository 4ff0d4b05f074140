"""A forum's acts on screen: what each is called, what is asked before it and said after it, which of them stand."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from eclore.kit.buttons import Link
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
    "remove_participant": Confirmation(
        _("Retirer ce territoire"), _("Il ne pourra plus nommer d'idée pour ce forum."), _("Retirer")
    ),
}
# The id of each act's dialog, which is also the last word of its address.
DIALOGS = {"publish": "publier", "close": "clore", "reopen": "rouvrir"}


@dataclass(frozen=True)
class Asked:
    """An act that asks in a dialog before it is done; `url` asks the same to whoever has no JavaScript."""

    id: str
    label: Promise
    question: Promise | str
    text: Promise
    url: str


def publication(forum: Forum, verbs: list[str]) -> Asked | None:
    """The first thing to do with a draft."""
    return asked("publish", forum) if "publish" in verbs else None


def jury_link(forum: Forum, verbs: list[str]) -> Link | None:
    """To the forum's jury, or to composing it before the results; nothing while the forum waits to be published."""
    jury = getattr(forum, "jury", None)
    if "publish" in verbs:
        return None
    if jury is not None:
        return Link(now("Ouvrir le jury"), reverse("juries-jury", args=[jury.pk]))
    if forum.state == ForumState.DECIDED:
        return None
    return Link(now("Composer le jury"), reverse("juries-convene", args=[forum.slug]))


def nominations_acts(forum: Forum, verbs: list[str]) -> list[Asked]:
    """Close the nominations, or reopen them until the jury opens."""
    acts = [asked("close", forum)] if "close" in verbs else []
    if "reopen" in verbs and not forum.jury_opened_at:
        acts.append(asked("reopen", forum))
    return acts


def asked(verb: str, forum: Forum) -> Asked:
    words = CONFIRMATIONS[verb]
    return Asked(DIALOGS[verb], words.confirm, words.question, words.text, reverse(f"forums-{verb}", args=[forum.slug]))
