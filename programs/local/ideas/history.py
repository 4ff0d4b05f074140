"""An idea's history in words, for its team and for those who follow the programme."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from programs.local.ideas.models import Idea, IdeaEvent

TITLES = {
    "start": _("Idée commencée"),
    "edit": _("Texte modifié"),
    "submit": _("Idée déposée"),
    "ask_completion": _("Complément demandé"),
    "complete": _("Complément envoyé"),
    "set_aside": _("Laissée de côté, réponse envoyée"),
    "merge": _("Rattachée à une autre idée"),
    "welcome": _("Une idée proche l'a rejointe"),
    "shortlist": _("Présélectionnée"),
    "dismiss": _("Non présélectionnée"),
    "nominate": _("Présentée à un forum"),
    "recall": _("Revenue du forum"),
    "wait_list": _("Mise en liste d'attente"),
    "hear": _("Auditionnée par le jury"),
    "retain": _("Lauréate"),
    "decline": _("Non retenue"),
    "take_internally": _("Reprise en interne"),
    "withdraw": _("Retirée"),
    "invite": _("Personne invitée dans l'équipe"),
    "leave": _("Personne sortie de l'équipe"),
    "consent": _("Accord donné pour un forum"),
    "take_consent_back": _("Accord pour un forum repris"),
    "request_commitment": _("Fiche d'engagement demandée"),
    "sign_commitment": _("Fiche d'engagement signée"),
    "refuse_commitment": _("Fiche d'engagement refusée"),
    "attach": _("Fichier joint"),
    "detach": _("Fichier retiré"),
    "quarantine_file": _("Fichier mis en quarantaine"),
    "refuse_file": _("Fichier refusé après vérification"),
    "ask_to_join": _("Demande pour rejoindre l'équipe"),
}
GOOD = {"submit", "shortlist", "retain", "sign_commitment", "take_internally"}
WARN = {"ask_completion", "refuse_commitment", "quarantine_file", "refuse_file"}


@dataclass(frozen=True)
class Line:
    """What the timeline component draws."""

    at: datetime
    title: str
    text: str
    who: str
    tone: str


def of(idea: Idea) -> list[Line]:
    """The last first, in one statement."""
    return [_line(event) for event in idea.events.order_by("-created_at", "-pk")[:100]]


def _line(event: IdeaEvent) -> Line:
    tone = "good" if event.verb in GOOD else "warn" if event.verb in WARN else ""
    return Line(event.created_at, str(TITLES.get(event.verb, event.verb)), event.note, event.by_name, tone)
