"""What a line of the log says, in words."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from eclore.kit import dates
from eclore.kit.audit import Act
from tenants.audit.codes import CODES
from tenants.audit.verbs import VERBS

VERBS_OF = {(Act.PUBLICATION.value, "decide"): _("Résultats publiés")}
# What a line is about: the models that are recorded.
SUBJECTS = {
    "local_juries.jury": _("Jury du territoire"),
    "local_juries.passage": _("Passage devant un jury"),
    "local_juries.decision": _("Décision d'un jury"),
    "local_juries.amendment": _("Rectification d'un jury"),
    "joint_juries.jury": _("Jury d'un forum"),
    "joint_juries.passage": _("Passage devant un jury de forum"),
    "joint_juries.decision": _("Décision d'un jury de forum"),
    "joint_juries.amendment": _("Rectification d'un jury de forum"),
    "calls.edition": _("Édition"),
    "ideas.idea": _("Idée"),
    "local_messages.message": _("Message"),
    "incubation.project": _("Projet"),
    "incubation.committee": _("Comité"),
    "forums.forum": _("Forum"),
    "accounts.user": _("Personne"),
    "memberships.invitation": _("Invitation"),
    "memberships.visit": _("Visite"),
    "juries.entrycard": _("Carte d'entrée d'un jury"),
    "territories.territory": _("Territoire"),
    "privacy.request": _("Demande sur des données personnelles"),
    "privacy.retention": _("Durées de conservation"),
    "moving.archive": _("Archive du territoire"),
}
# Facts that are told, each with the sentence that its value goes into.
FACTS: dict[str, Any] = {
    "role": "%s",
    "kind": "%s",
    "capacity": "%s",
    "means": "%s",
    "version": "%s",
    "place": _("Lieu : %s"),
    "until": _("Jusqu'au %s"),
    "at": _("Tel qu'à ce moment : %s"),
    "format": _("Format : %s"),
    "days_freed": _("Jours libérés : %s"),
    "rows": ngettext_lazy("%d ligne", "%d lignes"),
    "frozen": ngettext_lazy("dont %d d'un jury publié", "dont %d de jurys publiés"),
    "decisions": ngettext_lazy("%d décision", "%d décisions"),
    "quorum_before": _("Quorum : %d"),
    "quorum": _("puis %d"),
    "quorum_elected": _("Quorum d'élues et d'élus : %d"),
    "quorum_management": _("de la direction générale : %d"),
    "quorum_field": _("d'agentes et d'agents de terrain : %d"),
    "quorum_partner": _("de partenaires : %d"),
    "group": _("Au titre de : %s"),
    "in_favour": ngettext_lazy("%d voix pour", "%d voix pour"),
    "against": ngettext_lazy("%d voix contre", "%d voix contre"),
    "abstentions": ngettext_lazy("%d abstention", "%d abstentions"),
    "seats": ngettext_lazy("%d membre", "%d membres"),
    "letters": ngettext_lazy("%d message", "%d messages"),
    "refused_ideas": ngettext_lazy("Idées non retenues : %d mois", "Idées non retenues : %d mois"),
    "raw_notes": ngettext_lazy("Notes d'entretien : %d mois", "Notes d'entretien : %d mois"),
    "accesses": ngettext_lazy("Traces d'accès : %d mois", "Traces d'accès : %d mois"),
    "idle_accounts": ngettext_lazy("Comptes sans activité : %d mois", "Comptes sans activité : %d mois"),
}
# Keys and proofs, which tell people nothing; the day of a line is its own.
UNTOLD = frozenset(
    [
        "seal",
        "ballot",
        "late",
        "vote",
        "amendment",
        "minutes",
        "token",
        "app",
        "on",
        "since",
        "entry",
        "nature",
        "sha256",
        "redacted_sha256",
        "keys",
        "site",
        "tables",
        "sequence",
        "undo",
        "territories",
    ]
)
KINDS = {"system": _("Éclore"), "unknown": _("Personne non connectée")}
GONE = _("Personne qui n'est plus ici")


def sentence(act: str, verb: str) -> str:
    """The verb in words; the kind of act when the verb has none."""
    return str(VERBS_OF.get((act, verb)) or VERBS.get(verb) or kind(act))


def kind(act: str) -> str:
    """The kind of act in words; as it is written when this version does not know it."""
    return str(Act(act).label) if act in Act.values else act


def subject(label: str) -> str:
    """The kind of thing in words; nothing for a line that is about none, the model's name for one yet unnamed."""
    return str(SUBJECTS.get(label, label))


def facts(told: Mapping[str, Any], territories: Mapping[str, str]) -> Iterator[str]:
    """What is told of the facts, in the order of FACTS; `territories`: the names of territories by slug and role."""
    for name, sentence in FACTS.items():
        if told.get(name, "") != "":
            value = len(told[name]) if isinstance(told[name], list) else told[name]
            if isinstance(value, int):
                yield str(sentence % value)
            elif name == "until":
                yield str(sentence) % _day(value)
            elif name == "days_freed":
                yield str(sentence) % str(value).replace(".", get_format("DECIMAL_SEPARATOR"))
            else:
                yield str(sentence) % territories.get(value, CODES.get(value, value))


def _day(value: str) -> str:
    try:
        return dates.calendar_day(date.fromisoformat(value[:10]))
    except ValueError:
        return value  # a line that somebody has tampered with
