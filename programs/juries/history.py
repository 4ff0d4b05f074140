"""The history of a session in words, newest first, for the console."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.juries.models import AbstractJury

WORDS = {
    "compose": gettext_lazy("Jury composé"),
    "change": gettext_lazy("Séance modifiée"),
    "add_seat": gettext_lazy("Membre ajouté"),
    "remove_seat": gettext_lazy("Membre retiré"),
    "note_present": gettext_lazy("Arrivée notée"),
    "note_absent": gettext_lazy("Départ noté"),
    "correct_hours": gettext_lazy("Heures de présence corrigées"),
    "correct_quality": gettext_lazy("Qualité d'un membre corrigée"),
    "prepare_entry_cards": gettext_lazy("Cartes d'entrée préparées"),
    "free_entry_card": gettext_lazy("Carte d'entrée libérée"),
    "take_entry_card": gettext_lazy("Carte d'entrée retirée"),
    "renew_pin": gettext_lazy("PIN de la salle changé"),
    "enter_jury": gettext_lazy("Entrée avec une carte"),
    "add_passage": gettext_lazy("Passage ajouté"),
    "remove_passage": gettext_lazy("Passage retiré"),
    "prepare_renewal": gettext_lazy("Dossier de renouvellement préparé"),
    "set_criteria": gettext_lazy("Critères de la séance corrigés"),
    "reorder": gettext_lazy("Ordre du jour modifié"),
    "set_lengths": gettext_lazy("Durées modifiées"),
    "remind": gettext_lazy("Rappel envoyé"),
    "send_order": gettext_lazy("Ordre du jour envoyé"),
    "open": gettext_lazy("Séance ouverte"),
    "open_passage": gettext_lazy("Passage commencé"),
    "close_passage": gettext_lazy("Passage terminé"),
    "pause_clock": gettext_lazy("Chronomètre arrêté"),
    "run_clock": gettext_lazy("Chronomètre repris"),
    "add_minute": gettext_lazy("Une minute de plus"),
    "pass_to_questions": gettext_lazy("Questions ouvertes"),
    "propose_recusal": gettext_lazy("Déport proposé"),
    "recuse": gettext_lazy("Déport"),
    "decline_recusal": gettext_lazy("Déport décliné"),
    "undo_recusal": gettext_lazy("Déport annulé"),
    "answer_conflicts": gettext_lazy("Conflits d'intérêts déclarés"),
    "unopen": gettext_lazy("Ouverture annulée"),
    "cancel": gettext_lazy("Séance annulée"),
    "lapse": gettext_lazy("Passage sans objet"),
    "hand_over": gettext_lazy("Présidence confiée"),
    "lend_passage": gettext_lazy("Présidence d'un passage confiée"),
    "return_passage": gettext_lazy("Présidence d'un passage rendue"),
    "record_vote": gettext_lazy("Vote enregistré"),
    "correct_vote": gettext_lazy("Vote corrigé"),
    "withdraw_vote": gettext_lazy("Vote retiré"),
    "write_opinion": gettext_lazy("Réserve écrite"),
    "withdraw_opinion": gettext_lazy("Réserve retirée"),
    "deliberate": gettext_lazy("Délibération ouverte"),
    "reveal": gettext_lazy("Classement dévoilé"),
    "open_comparison": gettext_lazy("Comparaison deux à deux ouverte"),
    "compare": gettext_lazy("Comparaison deux à deux commencée"),
    "close_comparison": gettext_lazy("Comparaison deux à deux close"),
    "open_projection": gettext_lazy("Écran de la salle ouvert"),
    "renew_projection": gettext_lazy("Code de l'écran remplacé"),
    "close_projection": gettext_lazy("Écran de la salle fermé"),
    "show_deliberation": gettext_lazy("Délibération montrée à la salle"),
    "hide_deliberation": gettext_lazy("Délibération masquée à la salle"),
    "count_late": gettext_lazy("Bulletin tardif compté"),
    "set_aside_late": gettext_lazy("Bulletin tardif écarté"),
    "resume": gettext_lazy("Séance reprise"),
    "decide": gettext_lazy("Décision prise"),
    "undecide": gettext_lazy("Décision reprise"),
    "publish": gettext_lazy("Décisions publiées"),
    "retry_delivery": gettext_lazy("Transmission relancée"),
    "send_transcripts": gettext_lazy("Membres invités à relire leurs notes"),
    "withdraw_transcript": gettext_lazy("Lien vers des notes retiré"),
    "amend": gettext_lazy("Rectification"),
    "freeze_minutes": gettext_lazy("Procès-verbal figé"),
    "sign_minutes": gettext_lazy("Procès-verbal signé"),
}
SHOWN = 12


def timeline(jury: AbstractJury, limit: int = SHOWN) -> list[dict[str, Any]]:
    """The last events as the component wants them."""
    return [
        {"at": event.created_at, "title": title(event.verb), "text": event.note, "who": event.by_name}
        for event in jury.events.order_by("-created_at", "-pk")[:limit]
    ]


def title(verb: str) -> str:
    return str(WORDS.get(verb, _("Séance modifiée")))
