"""A project's history in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programs.local.incubation.models import ProjectEvent
from programs.local.incubation.states import ProjectState

WORDS = {
    "open": _("Projet ouvert"),
    "join": _("Une idée rejoint le projet"),
    "start": _("Investigation commencée"),
    "describe": _("Projet réécrit"),
    "show": _("Projet rendu public"),
    "hide": _("Projet retiré de la vitrine"),
    "take_over": _("Projet repris localement"),
    "assign": _("Nouveau rôle"),
    "remove": _("Fin d'un rôle"),
    "erase_note": _("Note retirée du journal"),
    "reschedule": _("Dates modifiées"),
    "post_mortem": _("Bilan écrit"),
}


@dataclass(frozen=True)
class Moment:
    """What the component `timeline` shows of one event."""

    at: datetime
    title: str | Promise
    text: str
    who: str


def timeline(events: Iterable[ProjectEvent]) -> list[Moment]:
    """Each event by its verb, or by the state that it led to."""
    states = dict(ProjectState.choices)
    return [
        Moment(
            event.created_at, WORDS.get(event.verb) or states.get(event.target) or event.verb, event.note, event.by_name
        )
        for event in events
    ]
