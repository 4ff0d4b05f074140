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

VERBS = {
    # juries
    "compose": _("Jury composé"),
    "convene": _("Jury réuni"),
    "reconvene": _("Jury réuni"),
    "change": _("Séance modifiée"),
    "open": _("Séance ouverte"),
    "unopen": _("Ouverture de séance annulée"),
    "cancel": _("Annulation"),
    "lapse": _("Sans objet"),
    "hand_over": _("Présidence confiée"),
    "lend_passage": _("Présidence d'un passage confiée"),
    "return_passage": _("Présidence d'un passage rendue"),
    "record_vote": _("Vote à main levée enregistré"),
    "correct_vote": _("Vote à main levée corrigé"),
    "withdraw_vote": _("Vote à main levée retiré"),
    "write_opinion": _("Réserve ou opinion dissidente écrite"),
    "withdraw_opinion": _("Réserve ou opinion dissidente retirée"),
    "deliberate": _("Délibération ouverte"),
    "resume": _("Séance reprise"),
    "reveal": _("Classement dévoilé"),
    "open_comparison": _("Comparaison de dossiers deux à deux ouverte"),
    "compare": _("Comparaison de dossiers commencée par un membre"),
    "close_comparison": _("Comparaison de dossiers deux à deux close"),
    "open_projection": _("Écran de la salle ouvert"),
    "renew_projection": _("Code de l'écran de la salle remplacé"),
    "close_projection": _("Écran de la salle fermé"),
    "show_deliberation": _("Délibération montrée à la salle"),
    "hide_deliberation": _("Délibération masquée à la salle"),
    "reorder": _("Ordre du jour modifié"),
    "set_lengths": _("Durées des passages modifiées"),
    "prepare_renewal": _("Dossier de renouvellement préparé"),
    "set_criteria": _("Critères de la séance corrigés"),
    "remind": _("Membres d'un jury relancés"),
    "send_order": _("Ordre du jour envoyé"),
    "compose_morning": _("Matinée des coachs composée"),
    "send_morning": _("Horaires de la matinée envoyés aux coachs"),
    "add_seat": _("Membre ajouté"),
    "remove_seat": _("Membre retiré"),
    "note_present": _("Arrivée notée"),
    "note_absent": _("Départ noté"),
    "correct_hours": _("Heures de présence corrigées"),
    "correct_quality": _("Qualité d'un membre corrigée"),
    "prepare_entry_cards": _("Cartes d'entrée préparées"),
    "free_entry_card": _("Carte d'entrée libérée"),
    "take_entry_card": _("Carte d'entrée retirée"),
    "renew_pin": _("PIN de la salle changé"),
    "enter_jury": _("Entrée avec une carte"),
    "leave_jury": _("Sortie d'un membre entré avec une carte"),
    "remove_passage": _("Passage retiré"),
    "cast": _("Bulletin validé"),
    "save": _("Notes enregistrées"),
    "hand_in": _("Bulletin reçu après la clôture"),
    "type_paper": _("Feuille papier saisie une fois"),
    "differ_paper": _("Feuille papier saisie autrement"),
    "confirm_paper": _("Saisie d'une feuille papier confirmée"),
    "see_paper": _("Saisies d'une feuille papier lues"),
    "count_late": _("Bulletin tardif compté"),
    "set_aside_late": _("Bulletin tardif écarté"),
    "propose_recusal": _("Déport proposé"),
    "recuse": _("Déport"),
    "decline_recusal": _("Déport décliné"),
    "undo_recusal": _("Déport annulé"),
    "answer_conflicts": _("Conflits d'intérêts déclarés"),
    "decide": _("Décision prise"),
    "undecide": _("Décision reprise"),
    "amend": _("Rectification du procès-verbal"),
    "freeze_minutes": _("Procès-verbal figé"),
    "sign_minutes": _("Procès-verbal signé"),
    "publish": _("Publication"),
    "send_transcripts": _("Liens vers leurs notes envoyés à des membres"),
    "withdraw_transcript": _("Lien d'un membre vers ses notes retiré"),
    "retry_delivery": _("Transmission des décisions relancée"),
    # the machine
    "backup": _("Sauvegarde terminée"),
    # ideas
    "ask_completion": _("Compléments demandés"),
    "set_aside": _("Idée mise de côté"),
    "merge": _("Idée rattachée à une autre"),
    "shortlist": _("Idée présélectionnée"),
    "dismiss": _("Idée non présélectionnée"),
    "retain": _("Idée lauréate"),
    "decline": _("Idée non retenue"),
    "take_internally": _("Idée reprise en interne"),
    "forum_decision": _("Décision d'un forum"),
    "wait_list": _("Mise en liste d'attente"),
    "nominate": _("Idée nommée à un forum"),
    "answer_question": _("Réponse à une question d'un forum"),
    "recall": _("Nomination retirée"),
    # projects and committees
    "start": _("Investigation commencée"),
    "build": _("Expérimentation accordée"),
    "accelerate": _("Accélération accordée"),
    "suspend": _("Sursis accordé"),
    "end_operated": _("Projet pérennisé"),
    "end_transferred": _("Projet transféré"),
    "end_reintegrated": _("Projet réintégré en direction métier"),
    "end_inconclusive": _("Investigation non concluante"),
    "end_outside": _("Projet poursuivi hors programme"),
    "end_stopped": _("Projet arrêté"),
    "end_dormant": _("Projet mis en dormance"),
    "wake_to_sign": _("Projet réveillé, engagement à signer"),
    "wake_investigation": _("Projet réveillé en investigation"),
    "wake_construction": _("Projet réveillé en expérimentation"),
    "wake_acceleration": _("Projet réveillé en accélération"),
    "take_over": _("Projet repris localement"),
    "note": _("Note ajoutée au journal d'un projet"),
    "erase_note": _("Note retirée du journal d'un projet"),
    "show": _("Projet rendu public"),
    "hide": _("Projet retiré de la vitrine"),
    "close": _("Clôture"),
    "reopen": _("Réouverture"),
    # people
    "grant": _("Habilitation nationale donnée"),
    "change_grant": _("Habilitation nationale prolongée ou modifiée"),
    "revoke_grant": _("Habilitation nationale retirée"),
    "give_role": _("Rôle donné"),
    "take_role": _("Rôle retiré"),
    "invite": _("Invitation envoyée"),
    "withdraw_invitation": _("Invitation retirée"),
    "invitation_falls": _("Invitation éteinte avec sa raison"),
    "role_falls": _("Rôle éteint avec sa raison"),
    "accept_invitation": _("Invitation acceptée"),
    "join": _("Arrivée d'un membre"),
    "make_token": _("Jeton d'accès créé"),
    "revoke_token": _("Jeton d'accès retiré"),
    "enter": _("Visite demandée"),
    "visit": _("Visite de l'équipe nationale"),
    "play": _("Démonstration"),
    "link_proconnect": _("Identité ProConnect reliée à un compte"),
    "unlink_proconnect": _("Identité ProConnect déliée d'un compte"),
    # exports
    "portfolio": _("Portefeuille exporté"),
    "ideas": _("Idées exportées"),
    "results": _("Résultats exportés"),
    "order": _("Ordre du jour exporté"),
    "letter": _("Lettre exportée"),
    "booklet": _("Livret des dossiers exporté"),
    "table_cards": _("Chevalets exportés"),
    "coaches_morning": _("Matinée des coachs exportée"),
    "paper_ballots": _("Bulletins papier exportés"),
    "minutes": _("Procès-verbal ouvert"),
    "log": _("Journal d'audit exporté"),
    "copy": _("Copie des données d'une personne remise"),
    "processing": _("Registre des traitements exporté"),
    "export_territory": _("Territoire exporté en entier"),
    "ask_archive": _("Archive du territoire demandée"),
    "make_archive": _("Archive du territoire préparée"),
    "download_archive": _("Archive du territoire téléchargée"),
    "remove_archive": _("Archive du territoire supprimée"),
    "import_territory": _("Territoire venu d'une autre installation"),
    "backup_territory": _("Territoire sauvegardé"),
    "read_backup": _("Sauvegarde relue, pour un territoire"),
    "restore_territory": _("Territoire revenu à ce qu'il était"),
    "tell_restored": _("Responsables prévenus que le territoire est revenu à ce qu'il était"),
    "close_territory": _("Site d'un territoire fermé"),
    "reopen_territory": _("Site d'un territoire rouvert"),
    "forget_territory": _("Territoire oublié, son archive remise"),
    # personal data
    "ask_export": _("Copie de données demandée"),
    "ask_erasure": _("Effacement demandé"),
    "erase": _("Données d'une personne effacées"),
    "replay_erasure": _("Effacement refait après une restauration"),
    "seal_again": _("Texte dont un nom a été effacé"),
    "keep": _("Durées de conservation modifiées"),
}
# What a verb of another kind of act says.
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
