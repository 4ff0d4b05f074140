"""What a line of the log says, in words."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.audit import Act

VERBS = {
    # juries
    "compose": _("Jury composé"),
    "convene": _("Jury réuni"),
    "change": _("Séance modifiée"),
    "open": _("Séance ouverte"),
    "deliberate": _("Délibération ouverte"),
    "resume": _("Séance reprise"),
    "reveal": _("Classement dévoilé"),
    "add_seat": _("Membre ajouté"),
    "remove_seat": _("Membre retiré"),
    "note_present": _("Présence notée"),
    "note_absent": _("Absence notée"),
    "prepare_badges": _("Cartes d'entrée préparées"),
    "free_badge": _("Carte d'entrée libérée"),
    "take_badge": _("Carte d'entrée retirée"),
    "renew_pin": _("PIN de la salle changé"),
    "enter_jury": _("Entrée avec une carte"),
    "leave_jury": _("Sortie d'un membre entré avec une carte"),
    "cast": _("Bulletin validé"),
    "save": _("Notes enregistrées"),
    "propose_recusal": _("Déport proposé"),
    "recuse": _("Déport"),
    "decline_recusal": _("Déport décliné"),
    "decide": _("Décision prise"),
    "undecide": _("Décision reprise"),
    "amend": _("Rectification du procès-verbal"),
    "publish": _("Publication"),
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
    "nominate": _("Idée nommée à un forum"),
    "recall": _("Nomination retirée"),
    # projects and committees
    "start": _("Investigation commencée"),
    "build": _("Expérimentation accordée"),
    "accelerate": _("Accélération accordée"),
    "investigate": _("Investigation accordée"),
    "suspend": _("Sursis accordé"),
    "end_operated": _("Projet pérennisé"),
    "end_transferred": _("Projet transféré"),
    "end_reintegrated": _("Projet réintégré en direction métier"),
    "end_inconclusive": _("Investigation non concluante"),
    "end_outside": _("Projet poursuivi hors programme"),
    "end_stopped": _("Projet arrêté"),
    "end_dormant": _("Projet mis en dormance"),
    "take_over": _("Projet repris localement"),
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
    "accept_invitation": _("Invitation acceptée"),
    "join": _("Arrivée d'un membre"),
    "make_token": _("Jeton d'accès créé"),
    "revoke_token": _("Jeton d'accès retiré"),
    "enter": _("Visite demandée"),
    "visit": _("Visite de l'équipe nationale"),
    "play": _("Démonstration"),
    # exports
    "portfolio": _("Portefeuille exporté"),
    "ideas": _("Idées exportées"),
    "results": _("Résultats exportés"),
    "minutes": _("Procès-verbal ouvert"),
    "log": _("Registre exporté"),
}
KINDS = {"house": _("Éclore"), "unknown": _("Personne non connectée")}
GONE = _("Personne qui n'est plus ici")


def sentence(act: str, verb: str) -> str:
    """The verb in words; the kind of act when the verb has none."""
    return str(VERBS.get(verb) or kind(act))


def kind(act: str) -> str:
    """The kind of act in words; as it is written when this version does not know it."""
    return str(Act(act).label) if act in Act.values else act
