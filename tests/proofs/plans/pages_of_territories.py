"""What people send from the pages of a territory."""

from tests.proofs.plans.shape import Plan
from tests.proofs.plans.states import (
    ANOTHER_MATE,
    ANOTHER_PERSON,
    ANSWERED,
    CLOSED,
    DECIDED,
    DORMANT,
    HOURS,
    IN_PREPARATION,
    IN_THE_PROJECTS_EDITION,
    LETTERS_WAIT,
    LOCAL_COMPARED,
    LOCAL_HOUR,
    LOCAL_OPEN_PASSAGE,
    LOCAL_PAUSE,
    LOCAL_PREPARATION,
    LOCAL_SCREEN,
    LOCAL_SHOWN,
    MATE,
    NO_DAYS,
    NONE_SENT,
    NOT_RETAINED,
    ONE_DOSSIER,
    PAPER_CODES,
    QUORUM,
    RENEWING,
    SENT_LONG_AGO,
    SHORTLIST,
    SHORTLISTED,
    STOPPED,
    SUBMITTED,
    TO_SIGN,
    TODAY,
    UNANSWERED,
    UNDECIDED,
    UNDONE,
    UNMARKED,
    UNSENT,
    S,
)

PLANS = {
    "territory POST /reglages/": Plan("manager", typed={"logo": "", "email_domains": "exemple.fr", "sirens": ""}),
    "territory POST /membres/inviter/": Plan("manager"),
    "territory POST /membres/<uuid:pk>/roles/": Plan("manager"),
    "territory POST /roles/<uuid:pk>/retirer/": Plan("manager"),
    "territory POST /invitations/<uuid:pk>/retirer/": Plan("manager"),
    "territory POST /invitation/<str:secret>/": Plan(
        "manager", refused="the link of somebody else's invitation: its person alone accepts it"
    ),
    "territory POST /reglages/conservation/": Plan("manager", typed={"raw_notes": "7"}),
    "territory POST /reglages/reversibilite/demander/": Plan("manager"),
    "territory POST /reglages/reversibilite/<uuid:pk>/supprimer/": Plan("manager"),
    "territory POST /appels/nouveau/": Plan(
        "manager",
        typed={**NO_DAYS, "programme": "Autre appel", "opens_at": "2027-01-15T10:00", "closes_at": "2027-02-15T10:00"},
    ),
    "territory POST /appels/<uuid:pk>/modifier/": Plan("manager", typed={**NO_DAYS, "title": "Un autre titre"}),
    "territory POST /appels/<uuid:pk>/publier/": Plan("manager", first=IN_PREPARATION),
    "territory POST /appels/<uuid:pk>/terminer/": Plan("manager", first=ANSWERED),
    "territory POST /appels/<uuid:pk>/rouvrir/": Plan("manager", first=CLOSED),
    "territory POST /idees/nouvelle/": Plan("manager"),
    "territory POST /idees/rappel/": Plan("manager"),
    "territory POST /rappels/<uuid:pk>/fait/": Plan("manager"),
    "territory POST /idees/brouillon/<str:secret>/modifier/": Plan("manager"),
    "territory POST /idees/brouillon/<str:secret>/lien/": Plan("manager"),
    "territory POST /idees/brouillon/<str:secret>/reprendre/": Plan("manager"),
    "territory POST /idees/brouillon/<str:secret>/effacer/": Plan("manager"),
    "territory POST /idees/<uuid:pk>/modifier/": Plan("member"),
    "territory POST /idees/<uuid:pk>/deposer/": Plan("member", 1),
    "territory POST /idees/<uuid:pk>/retirer/": Plan("member"),
    "territory POST /idees/<uuid:pk>/equipe/": Plan("member"),
    "territory POST /idees/<uuid:pk>/equipe/<uuid:member_pk>/retirer/": Plan(
        "member", first=ANOTHER_MATE, things={"equipe": MATE}
    ),
    "territory POST /idees/<uuid:pk>/equipe/<uuid:member_pk>/engagement/": Plan("member", 1),
    "territory POST /idees/<uuid:pk>/equipe/<uuid:member_pk>/relance/": Plan("member", 1),
    "territory POST /idees/<uuid:pk>/fichiers/": Plan("member"),
    "territory POST /idees/<uuid:pk>/fichiers/<uuid:file>/retirer/": Plan("member"),
    "territory POST /idees/<uuid:pk>/accord/": Plan("member"),
    "territory POST /idees/<uuid:pk>/rejoindre/": Plan("manager", 2),
    "territory POST /idees/<uuid:pk>/completer/": Plan("manager"),
    "territory POST /idees/<uuid:pk>/ecarter/": Plan("manager"),
    "territory POST /idees/<uuid:pk>/rattacher/": Plan("manager"),
    "territory POST /engagement/<str:secret>/": Plan("manager", 1),
    "territory POST /appels/<uuid:pk>/actions/": Plan(
        "manager",
        typed={
            "confirmed": "1",
            "reason": "Il manque un chiffre.",
            "action": "ask_completion",
            "ideas": [str(SUBMITTED)],
        },
    ),
    "territory POST /jurys/nouveau/": Plan("manager", typed={"renewal_places": ""}),
    "territory POST /jurys/<uuid:pk>/passages/": Plan(
        "manager",
        1,
        first=f"{LOCAL_PREPARATION}; DELETE FROM {S}.local_juries_passage",
        typed={"ideas": [str(SHORTLISTED)]},
    ),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/retirer/": Plan("manager", first=LOCAL_PREPARATION),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/renouvellement/": Plan(
        "manager", first=RENEWING, typed={"learnt": "Peu de demandes."}
    ),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/reponse/": Plan(
        "manager", 1, first=SHORTLIST, typed={"subject": "Un autre sujet"}
    ),
    "territory POST /jurys/<uuid:pk>/ordre/": Plan("manager", first=LOCAL_PREPARATION, typed=LOCAL_PAUSE),
    "territory POST /jurys/<uuid:pk>/ordre/alphabetique/": Plan("manager"),
    "territory POST /jurys/<uuid:pk>/ordre/ranger/": Plan("manager", refused="which order, a script says"),
    "territory POST /jurys/<uuid:pk>/corriger/": Plan("manager"),
    "territory POST /jurys/<uuid:pk>/criteres/": Plan("manager", first=UNMARKED, typed={"criteres-0-label": "L'usage"}),
    "territory POST /jurys/<uuid:pk>/ordre-du-jour/envoyer/": Plan("manager", first=LOCAL_HOUR),
    "territory POST /jurys/<uuid:pk>/relances/tous/": Plan("manager", first=UNANSWERED),
    "territory POST /jurys/<uuid:pk>/membres/<uuid:seat>/relancer/": Plan("manager", first=UNANSWERED),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/deplacer/": Plan("manager", typed={"vers": "apres"}),
    "territory POST /jurys/<uuid:pk>/ouvrir/": Plan("manager", first=LOCAL_PREPARATION),
    "territory POST /jurys/<uuid:pk>/ouvrir/annuler/": Plan("manager", first=UNMARKED),
    "territory POST /jurys/<uuid:pk>/annuler/": Plan("manager", first=LOCAL_PREPARATION),
    "territory POST /jurys/<uuid:pk>/deliberer/": Plan("manager", first=QUORUM),
    "territory POST /jurys/<uuid:pk>/reprendre/": Plan("manager", 1),
    "territory POST /jurys/<uuid:pk>/devoiler/": Plan(
        "president", 1, first=f"UPDATE {S}.local_juries_jury SET revealed_at = NULL"
    ),
    "territory POST /jurys/<uuid:pk>/comparaison/": Plan("president", 1, refused=ONE_DOSSIER),
    "territory POST /jurys/<uuid:pk>/comparaison/clore/": Plan("president", 1, first=LOCAL_COMPARED),
    "territory POST /jurys/<uuid:pk>/comparer/": Plan("president", 1, first=LOCAL_COMPARED, refused=ONE_DOSSIER),
    "territory POST /jurys/<uuid:pk>/publier/": Plan("manager", 1, first=SHORTLIST),
    "territory POST /jurys/<uuid:pk>/rectifier/": Plan("manager", 2),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/liberer/": Plan("manager", 2),
    "territory POST /jurys/<uuid:pk>/liste-attente/": Plan("manager", 2, refused="nobody has given a place back"),
    "territory POST /jurys/<uuid:pk>/pv/figer/": Plan("manager", 2, typed={"motive": "Durée rectifiée."}),
    "territory POST /jurys/<uuid:pk>/pv/signer/": Plan("manager", 2),
    "territory POST /jurys/<uuid:pk>/pv/signer/code/": Plan("manager", 2, refused="a code is for who holds a card"),
    "territory POST /jurys/<uuid:pk>/notes-des-membres/envoyer/": Plan("manager", 2, first=NONE_SENT),
    "territory POST /jurys/<uuid:pk>/membres/<uuid:seat>/notes/envoyer/": Plan("manager", 2, first=SENT_LONG_AGO),
    "territory POST /jurys/<uuid:pk>/membres/<uuid:seat>/notes/retirer/": Plan("manager", 2),
    "territory POST /verifier/": Plan("manager", typed={"sha256": "0" * 64}, refused="it writes nothing"),
    "territory POST /jurys/<uuid:pk>/membres/": Plan("manager", typed={"presides": ""}),
    "territory POST /jurys/<uuid:pk>/membres/<uuid:seat>/retirer/": Plan("manager", first=UNMARKED),
    "territory POST /jurys/<uuid:pk>/membres/<uuid:seat>/heures/": Plan("manager", typed=HOURS),
    "territory POST /jurys/<uuid:pk>/membres/<uuid:seat>/qualite/": Plan("manager", typed={"quality_group": "elected"}),
    "territory POST /jurys/<uuid:pk>/membres/<uuid:seat>/presence/": Plan("manager"),
    "territory POST /jurys/<uuid:pk>/membres/<uuid:seat>/presider/": Plan("manager"),
    "territory POST /jurys/<uuid:pk>/deports/": Plan("manager"),
    "territory POST /jurys/<uuid:pk>/conflits/": Plan("president", first=UNANSWERED),
    "territory POST /jurys/<uuid:pk>/deports/<uuid:recusal>/annuler/": Plan("manager", first=UNDONE),
    "territory POST /jurys/<uuid:pk>/deports/<uuid:recusal>/confirmer/": Plan("juror"),
    "territory POST /jurys/<uuid:pk>/deports/<uuid:recusal>/decliner/": Plan("juror"),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/": Plan("president"),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/deport/": Plan("president"),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/commencer/": Plan("manager"),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/chronometre/": Plan(
        "manager", typed={"do": "pause"}, first=LOCAL_OPEN_PASSAGE
    ),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/terminer/": Plan(
        "manager", first=f"{QUORUM}; {LOCAL_OPEN_PASSAGE}"
    ),
    "territory POST /jurys/<uuid:pk>/bulletins-tardifs/<uuid:late>/": Plan("manager", 1),
    "territory POST /jurys/<uuid:pk>/papier/": Plan(
        "manager", typed={"code": PAPER_CODES["territory"]}, refused="it writes nothing"
    ),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/papier/<uuid:seat>/": Plan("manager"),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/papier/<uuid:seat>/confirmer/": Plan("manager"),
    "territory POST /jurys/<uuid:pk>/decisions/": Plan("manager", 1, first=UNDECIDED),
    "territory POST /jurys/<uuid:pk>/presidence/": Plan("manager"),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/presidence/rendre/": Plan(
        "manager", first=f"UPDATE {S}.local_juries_passage SET chair_id = gen_random_uuid()"
    ),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/votes/": Plan(
        "manager", 1, typed={"question": "Retenir ce dossier ?", "in_favour": "1"}
    ),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/votes/<uuid:vote>/": Plan(
        "manager", 1, typed={"abstentions": "1"}
    ),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/votes/<uuid:vote>/retirer/": Plan("manager", 1),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/reserve/": Plan(
        "president", 1, typed={"text": "Trop tôt."}
    ),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/reserve/retirer/": Plan("president", 1),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/decision/": Plan(
        "manager",
        1,
        first=QUORUM,
        typed={"verdict": "not_retained", "motivation": "Non.", "weeks": "", "days_per_week": "", "next_on": ""},
    ),
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/decision/reprendre/": Plan("manager", 1),
    "territory POST /jurys/<uuid:pk>/ecran/ouvrir/": Plan("manager"),
    "territory POST /jurys/<uuid:pk>/ecran/remplacer/": Plan(
        "manager", refused="which code it replaces, its page says"
    ),
    "territory POST /jurys/<uuid:pk>/ecran/fermer/": Plan("manager", first=LOCAL_SCREEN),
    "territory POST /jurys/<uuid:pk>/ecran/montrer/": Plan("president", 1),
    "territory POST /jurys/<uuid:pk>/ecran/masquer/": Plan("manager", 1, first=LOCAL_SHOWN),
    "territory POST /jurys/<uuid:pk>/cartes/preparer/": Plan("manager"),
    "territory POST /jurys/<uuid:pk>/cartes/pin/": Plan("manager"),
    "territory POST /jurys/<uuid:pk>/cartes/<uuid:seat>/liberer/": Plan("manager"),
    "territory POST /jurys/<uuid:pk>/cartes/<uuid:seat>/retirer/": Plan("manager"),
    "territory POST /carte/<str:secret>/message/": Plan("manager"),
    "territory POST /projets/<uuid:pk>/modifier/": Plan("manager", typed={"name": "Un autre nom"}),
    "territory POST /projets/<uuid:pk>/demarrer/": Plan("manager", first=TO_SIGN),
    "territory POST /projets/<uuid:pk>/vitrine/": Plan("manager"),
    "territory POST /projets/<uuid:pk>/reprise/": Plan("manager", first=STOPPED),
    "territory POST /projets/<uuid:pk>/reveiller/": Plan("manager", first=DORMANT),
    "territory POST /projets/<uuid:pk>/rattacher/": Plan(
        "manager", first=IN_THE_PROJECTS_EDITION, typed={"idea": str(SUBMITTED)}
    ),
    "territory POST /projets/<uuid:pk>/jury/": Plan(
        "manager", 1, first=f"UPDATE {S}.local_juries_jury SET state = 'preparation'", typed={"jury": "@jurys"}
    ),
    "territory POST /projets/<uuid:pk>/journal/": Plan("coach", typed={"days_freed": "1"}),
    "territory POST /projets/<uuid:pk>/journal/<uuid:entry_pk>/retirer/": Plan("manager"),
    "territory POST /projets/<uuid:pk>/personnes/": Plan("manager"),
    "territory POST /projets/<uuid:pk>/personnes/<uuid:member_pk>/retirer/": Plan("manager", first=ANOTHER_PERSON),
    "territory POST /projets/<uuid:pk>/phases/<uuid:phase_pk>/": Plan("manager", typed={"weeks": "10"}),
    "territory POST /projets/<uuid:pk>/bilan/": Plan("manager", first=STOPPED, typed={"learnt": "Le papier suffit."}),
    "territory POST /comites/nouveau/": Plan("manager"),
    "territory POST /comites/<uuid:pk>/modifier/": Plan("manager", typed={"title": "Comité d'été"}),
    "territory POST /comites/<uuid:pk>/annuler/": Plan("manager"),
    "territory POST /comites/<uuid:pk>/projets/": Plan("manager"),
    "territory POST /comites/<uuid:pk>/projets/<uuid:review_pk>/": Plan(
        "manager",
        first=TODAY,
        typed={"verdict": "stopped", "motivation": "Fin.", "learnt": "Tout.", "why": "Le temps.", "restart": "Non."},
    ),
    "territory POST /comites/<uuid:pk>/projets/<uuid:review_pk>/retirer/": Plan("manager"),
    "territory POST /comites/<uuid:pk>/clore/": Plan("manager", first=DECIDED),
    "territory POST /messages/envoyer/": Plan(
        "manager", first=UNSENT, typed={"confirm": "1", "messages": ["@messages"]}
    ),
    "territory POST /messages/<uuid:pk>/": Plan("manager", first=UNSENT),
    "territory POST /forums/<slug:slug>/lettres/envoyer/": Plan(
        "manager", first=LETTERS_WAIT, things={"forums": "forum-4"}
    ),
    "territory POST /forums/questions/<uuid:pk>/": Plan("manager", typed={"text": "Notre cheffe de projet."}),
    "territory POST /idees/<uuid:pk>/nommer/<slug:slug>/": Plan("manager", 2),
    "territory POST /idees/<uuid:pk>/reprendre/": Plan("manager", first=NOT_RETAINED),
    "territory POST /nominations/<uuid:pk>/retirer/": Plan("manager"),
}
