"""What public sources leave out: neutral dossiers and marks, reproducible, never the name of anybody."""

from random import Random

SUBJECTS = (
    "les délais de réponse aux courriers des usagers",
    "l'accès aux droits des personnes isolées",
    "la prise de rendez-vous dans les services de proximité",
    "le suivi des demandes de travaux",
    "le partage des salles et des véhicules",
    "la lisibilité des aides aux associations",
    "l'accueil des nouveaux arrivants",
    "les doubles saisies entre deux logiciels",
    "l'orientation vers le bon service",
    "le covoiturage entre sites",
    "l'inscription aux activités périscolaires",
    "la préparation des conseils d'exploitation",
    "le signalement d'un équipement abîmé",
    "la coordination des visites à domicile",
    "la transmission des savoirs avant un départ",
    "le tri des déchets dans les bâtiments",
    "l'information des aidants",
    "la réservation des équipements sportifs",
    "le suivi des stocks de fournitures",
    "la relecture des marchés",
    "la mobilité des apprentis",
    "les rappels avant une échéance",
    "la cartographie des partenaires",
    "les autorisations de voirie",
    "la restauration des agents de terrain",
    "le prêt de matériel adapté",
    "les files d'attente au guichet",
    "l'entretien des arbres d'alignement",
    "la compréhension des courriers",
    "la continuité des dossiers",
)
CONSEQUENCES = (
    "demandes reviennent deux fois, parce que personne ne sait qui les suit.",
    "personnes renoncent en chemin, et les agents ne l'apprennent que par hasard.",
    "heures de travail se perdent en appels et en ressaisies.",
    "usagers se déplacent pour rien, et repartent sans réponse.",
    "agents cherchent la même information, chacun de son côté.",
)
ANSWERS = {
    "solution": "Un service simple, essayé dans un seul site, que l'équipe corrige chaque semaine avec ses usagers.",
    "users": "Les usagers d'un premier site volontaire, et les agents qui les accueillent.",
}


def subject(rank: int) -> str:
    """The problem of a dossier that public sources do not name."""
    text = SUBJECTS[rank % len(SUBJECTS)]
    return text if rank < len(SUBJECTS) else f"{text} ({rank // len(SUBJECTS) + 1})"


def problem(rank: int) -> str:
    """The same with a figure and a consequence, as the form asks: the problem first, and quantified."""
    text, count = subject(rank).split(" (")[0], 120 + 40 * (rank * 7 % 23)
    begins = f"{text[0].upper()}{text[1:]} : chaque année, près de {count}"
    return f"{begins} {CONSEQUENCES[rank % len(CONSEQUENCES)]} (Dossier inventé.)"


def title(problem: str) -> str:
    """A short title made from a problem."""
    words = problem.split(" (")[0]
    return (words[0].upper() + words[1:])[:90]


def answers(problem: str) -> dict[str, str]:
    """Answers to the questions of the national template."""
    end = "" if problem[-1] in ".)" else "."
    return {"problem": f"{problem[0].upper()}{problem[1:]}{end}", **ANSWERS}


def mark(random: Random, *, good: bool) -> int:
    """A mark from 1 to 5, higher on average for a dossier that was retained."""
    return random.choice((3, 4, 4, 5, 5)) if good else random.choice((1, 2, 2, 3, 3, 4))
