"""What people send from the pages of the national host and of their account."""

from tests.proofs.plans.shape import Plan
from tests.proofs.plans.states import (
    DELIVERY_FAILED,
    FORUM,
    HOURS,
    NATIONAL_COMPARED,
    NATIONAL_HOUR,
    NATIONAL_PAUSE,
    NATIONAL_PREPARATION,
    NATIONAL_SCREEN,
    NATIONAL_SHOWN,
    NATIONAL_UNANSWERED,
    NATIONAL_UNDONE,
    NATIONAL_UNMARKED,
    NATIONAL_WAITING,
    NO_MEETING,
    NO_MORNING,
    NOBODY_NOMINATED,
    NONE_SENT,
    ONE_DOSSIER,
    PAPER_CODES,
    SENT_LONG_AGO,
    SITE_CLOSED,
)

PLANS = {
    "national POST /territoires/nouveau/": Plan(
        "team", typed={"slug": "aisne", "name": "Aisne", "department": "02", "code": "02"}
    ),
    "national POST /territoires/<slug:slug>/fichiers/": Plan("team", typed={"megabytes": "777"}),
    "national POST /territoires/<slug:slug>/heure/": Plan("team", typed={"time_zone": "Indian/Reunion"}),
    "national POST /territoires/<slug:slug>/fermer/": Plan("team", typed={"contact": "innovation@exemple.fr"}),
    "national POST /territoires/<slug:slug>/rouvrir/": Plan("team", first=SITE_CLOSED),
    "national POST /conventions/nouvelle/": Plan("team"),
    "national POST /equipe/nommer/": Plan("team"),
    "national POST /equipe/<uuid:pk>/retirer/": Plan("team"),
    "national POST /territoires/<slug:slug>/entrer/": Plan("team"),
    "national POST /donnees-personnelles/effacer/": Plan("team"),
    "national POST /forums/nouveau/": Plan("team"),
    "national POST /forums/<slug:slug>/modifier/": Plan(
        "team", typed={"quota_total": "20", "places": "5", "held_on": "2027-01-15"}
    ),
    "national POST /forums/<slug:slug>/participants/ajouter/": Plan("team"),
    "national POST /forums/<slug:slug>/participants/<uuid:pk>/": Plan("team", typed={"quota": "5"}),
    "national POST /forums/<slug:slug>/participants/<uuid:pk>/retirer/": Plan("team", first=NOBODY_NOMINATED),
    "national POST /forums/<slug:slug>/dossiers/<uuid:pk>/question/": Plan("team", typed={"text": "Depuis quand ?"}),
    "national POST /forums/<slug:slug>/participants/<uuid:pk>/question/": Plan("team", typed={"text": "Qui vient ?"}),
    "national POST /forums/<slug:slug>/questions/<uuid:pk>/clore/": Plan("team"),
    "national POST /forums/<slug:slug>/matinee/": Plan("team", first=NO_MORNING),
    "national POST /forums/<slug:slug>/matinee/reglages/": Plan("team", typed={"turn_minutes": "25"}),
    "national POST /forums/<slug:slug>/matinee/composer/": Plan("team", first=NO_MEETING),
    "national POST /forums/<slug:slug>/matinee/envoyer/": Plan("team"),
    "national POST /forums/<slug:slug>/matinee/coachs/ajouter/": Plan("team", typed={"name": "Awa Coach"}),
    "national POST /forums/<slug:slug>/matinee/coachs/<uuid:pk>/": Plan("team", typed={"place": "Table 9"}),
    "national POST /forums/<slug:slug>/matinee/coachs/<uuid:pk>/retirer/": Plan("team"),
    "national POST /forums/<slug:slug>/publier/": Plan("team", first=FORUM % "draft"),
    "national POST /forums/<slug:slug>/clore/": Plan("team"),
    "national POST /forums/<slug:slug>/rouvrir/": Plan("team", first=FORUM % "closed"),
    "national POST /forums/<slug:slug>/annuler/": Plan("team", first=NOBODY_NOMINATED),
    "national POST /forums/<slug:slug>/jury/": Plan("team"),
    "national POST /jurys/<uuid:pk>/ordre/actualiser/": Plan(
        "team", first=f"{NATIONAL_PREPARATION}; DELETE FROM joint_juries_passage"
    ),
    "national POST /jurys/<uuid:pk>/ordre/": Plan("team", first=NATIONAL_PREPARATION, typed=NATIONAL_PAUSE),
    "national POST /jurys/<uuid:pk>/ordre/alphabetique/": Plan("team"),
    "national POST /jurys/<uuid:pk>/ordre/ranger/": Plan("team", refused="which order, a script says"),
    "national POST /jurys/<uuid:pk>/corriger/": Plan("team"),
    "national POST /jurys/<uuid:pk>/criteres/": Plan(
        "team", first=NATIONAL_UNMARKED, typed={"criteres-0-label": "L'usage"}
    ),
    "national POST /jurys/<uuid:pk>/ordre-du-jour/envoyer/": Plan("team", first=NATIONAL_HOUR),
    "national POST /jurys/<uuid:pk>/relances/tous/": Plan("team", first=NATIONAL_UNANSWERED),
    "national POST /jurys/<uuid:pk>/membres/<uuid:seat>/relancer/": Plan("team", first=NATIONAL_UNANSWERED),
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/deplacer/": Plan(
        "team", first=NATIONAL_PREPARATION, typed={"vers": "apres"}
    ),
    "national POST /jurys/<uuid:pk>/ouvrir/": Plan("team", first=NATIONAL_PREPARATION),
    "national POST /jurys/<uuid:pk>/ouvrir/annuler/": Plan("team", first=NATIONAL_UNMARKED),
    "national POST /jurys/<uuid:pk>/annuler/": Plan("team", first=NATIONAL_PREPARATION),
    "national POST /jurys/<uuid:pk>/deliberer/": Plan("team"),
    "national POST /jurys/<uuid:pk>/reprendre/": Plan("team", 2),
    "national POST /jurys/<uuid:pk>/devoiler/": Plan(
        "president", 2, first="UPDATE joint_juries_jury SET revealed_at = NULL"
    ),
    "national POST /jurys/<uuid:pk>/comparaison/": Plan("president", 2, refused=ONE_DOSSIER),
    "national POST /jurys/<uuid:pk>/comparaison/clore/": Plan("president", 2, first=NATIONAL_COMPARED),
    "national POST /jurys/<uuid:pk>/comparer/": Plan("president", 2, first=NATIONAL_COMPARED, refused=ONE_DOSSIER),
    "national POST /jurys/<uuid:pk>/publier/": Plan("team", 2, first=FORUM % "closed"),
    "national POST /jurys/<uuid:pk>/publication/relancer/": Plan("team", 3, first=DELIVERY_FAILED),
    "national POST /jurys/<uuid:pk>/rectifier/": Plan("team", 3),
    "national POST /jurys/<uuid:pk>/pv/figer/": Plan("team", 3, typed={"motive": "Durée rectifiée."}),
    "national POST /jurys/<uuid:pk>/pv/signer/": Plan("team", 3),
    "national POST /jurys/<uuid:pk>/pv/signer/code/": Plan("team", 3, refused="a code is for who holds a card"),
    "national POST /jurys/<uuid:pk>/notes-des-membres/envoyer/": Plan("team", 3, first=NONE_SENT),
    "national POST /jurys/<uuid:pk>/membres/<uuid:seat>/notes/envoyer/": Plan("team", 3, first=SENT_LONG_AGO),
    "national POST /jurys/<uuid:pk>/membres/<uuid:seat>/notes/retirer/": Plan("team", 3),
    "national POST /verifier/": Plan("team", typed={"sha256": "0" * 64}, refused="it writes nothing"),
    "national POST /jurys/<uuid:pk>/membres/": Plan("team", typed={"presides": ""}),
    "national POST /jurys/<uuid:pk>/membres/<uuid:seat>/retirer/": Plan("team", first=NATIONAL_UNMARKED),
    "national POST /jurys/<uuid:pk>/membres/<uuid:seat>/heures/": Plan("team", typed=HOURS),
    "national POST /jurys/<uuid:pk>/membres/<uuid:seat>/qualite/": Plan("team", typed={"quality_group": "elected"}),
    "national POST /jurys/<uuid:pk>/membres/<uuid:seat>/presence/": Plan("team"),
    "national POST /jurys/<uuid:pk>/membres/<uuid:seat>/presider/": Plan("team"),
    "national POST /jurys/<uuid:pk>/deports/": Plan("team", first="DELETE FROM joint_juries_recusal"),
    "national POST /jurys/<uuid:pk>/conflits/": Plan("president", first=NATIONAL_UNANSWERED),
    "national POST /jurys/<uuid:pk>/deports/<uuid:recusal>/annuler/": Plan("team", first=NATIONAL_UNDONE),
    "national POST /jurys/<uuid:pk>/deports/<uuid:recusal>/confirmer/": Plan("president"),
    "national POST /jurys/<uuid:pk>/deports/<uuid:recusal>/decliner/": Plan("president"),
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/": Plan("juror"),
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/deport/": Plan("juror"),
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/commencer/": Plan("team", first=NATIONAL_WAITING),
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/chronometre/": Plan("team", typed={"do": "pause"}),
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/terminer/": Plan("team"),
    "national POST /jurys/<uuid:pk>/bulletins-tardifs/<uuid:late>/": Plan("team", 2),
    "national POST /jurys/<uuid:pk>/presidence/": Plan("team"),
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/presidence/rendre/": Plan(
        "team", first="UPDATE joint_juries_passage SET chair_id = gen_random_uuid()"
    ),
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/votes/": Plan(
        "team", 2, typed={"question": "Retenir ce dossier ?", "in_favour": "1"}
    ),
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/votes/<uuid:vote>/": Plan(
        "team", 2, typed={"abstentions": "1"}
    ),
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/votes/<uuid:vote>/retirer/": Plan("team", 2),
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/reserve/": Plan(
        "president", 2, typed={"text": "Trop tôt."}
    ),
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/reserve/retirer/": Plan("president", 2),
    "national POST /jurys/<uuid:pk>/papier/": Plan(
        "team", typed={"code": PAPER_CODES["national"]}, refused="it writes nothing"
    ),
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/papier/<uuid:seat>/": Plan(
        "team", first="DELETE FROM joint_juries_recusal"
    ),
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/papier/<uuid:seat>/confirmer/": Plan(
        "team", first="DELETE FROM joint_juries_recusal"
    ),
    "national POST /jurys/<uuid:pk>/decisions/": Plan("team", 2),
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/decision/": Plan("team", 2),
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/decision/reprendre/": Plan("team", 2),
    "national POST /jurys/<uuid:pk>/ecran/ouvrir/": Plan("team"),
    "national POST /jurys/<uuid:pk>/ecran/remplacer/": Plan("team", refused="which code it replaces, its page says"),
    "national POST /jurys/<uuid:pk>/ecran/fermer/": Plan("team", first=NATIONAL_SCREEN),
    "national POST /jurys/<uuid:pk>/ecran/montrer/": Plan("president", 2),
    "national POST /jurys/<uuid:pk>/ecran/masquer/": Plan("team", 2, first=NATIONAL_SHOWN),
    "national POST /jurys/<uuid:pk>/cartes/preparer/": Plan("team"),
    "national POST /jurys/<uuid:pk>/cartes/pin/": Plan("team"),
    "national POST /jurys/<uuid:pk>/cartes/<uuid:seat>/liberer/": Plan("team"),
    "national POST /jurys/<uuid:pk>/cartes/<uuid:seat>/retirer/": Plan("team"),
    "national POST /carte/<str:secret>/message/": Plan("team"),
    "auth POST /compte/": Plan("member"),
    "auth POST /compte/partout/": Plan("member"),
    "auth POST /compte/mes-donnees/": Plan("member"),
    "auth POST /compte/mes-donnees/effacer/": Plan(
        "member", refused="leaving asks for a proof of a minute ago, which no season holds"
    ),
    "auth POST /compte/2fa/webauthn/keys/<int:pk>/edit/": Plan("member", typed={"name": "Autre clé"}),
}
