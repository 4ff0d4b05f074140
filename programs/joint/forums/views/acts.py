"""What a forum's acts are called on screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from programs.joint.forums.models import ForumEvent

TITLES = {
    "open": _("Forum préparé"),
    "edit": _("Forum modifié"),
    "add_participant": _("Territoire ajouté"),
    "change_quota": _("Quota modifié"),
    "remove_participant": _("Territoire retiré"),
    "publish": _("Forum publié, nominations ouvertes"),
    "close": _("Nominations closes"),
    "reopen": _("Nominations rouvertes"),
    "decide": _("Résultats publiés"),
}


@dataclass(frozen=True)
class Confirmation:
    """What is asked before an act, and said after it."""

    title: Any
    text: Any
    confirm: Any
    done: Any = ""


CONFIRMATIONS = {
    "publish": Confirmation(
        _("Publier ce forum"),
        _("La page du forum devient publique et les territoires participants peuvent nommer leurs idées."),
        _("Publier"),
        _("Le forum est publié : les nominations sont ouvertes."),
    ),
    "close": Confirmation(
        _("Clore les nominations"),
        _("Aucun dossier ne pourra plus être ajouté, sauf si vous rouvrez les nominations."),
        _("Clore les nominations"),
        _("Les nominations sont closes."),
    ),
    "reopen": Confirmation(
        _("Rouvrir les nominations"),
        _("Les territoires pourront de nouveau nommer des idées, jusqu'à la date limite."),
        _("Rouvrir les nominations"),
        _("Les nominations sont rouvertes."),
    ),
    "remove_participant": Confirmation(
        _("Retirer ce territoire"), _("Il ne pourra plus nommer d'idée pour ce forum."), _("Retirer")
    ),
}


def timeline(events: Iterable[ForumEvent]) -> list[dict[str, Any]]:
    """The history as the timeline component wants it."""
    return [
        {"at": event.created_at, "title": TITLES.get(event.verb, event.verb), "text": event.note, "who": event.by_name}
        for event in events
    ]
