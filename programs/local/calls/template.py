"""What the national programme recommends for a call today: the starting point that a territory adopts and edits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from programs.juries.states import PassageKind


@dataclass(frozen=True)
class QuestionDraft:
    """One question of the form; `max_length` in characters (ten lines are about 900)."""

    key: str
    label: str
    hint: str = ""
    required: bool = True
    max_length: int = 900


@dataclass(frozen=True)
class CriterionDraft:
    """What a jury marks, and how much it weighs; `key` is that of a criterion that exists.

    `kind`: of the dossiers that it is for, selections or renewals; empty: of all.
    """

    label: str
    hint: str = ""
    weight: Decimal = Decimal(1)
    key: str = ""
    kind: str = PassageKind.SELECTION


QUESTIONS = (
    QuestionDraft(
        "problem",
        "Quel est le problème ?",
        "Dix lignes au plus, avec des chiffres. Par exemple : « Chaque année, des centaines de familles attendent plus"
        " de trois semaines une réponse de… »",
    ),
    QuestionDraft(
        "solution", "Quelle solution imaginez-vous ?", "Au présent, comme si elle existait déjà. Dix lignes au plus."
    ),
    QuestionDraft(
        "users",
        "Qui s'en servira en premier, et qui la fera connaître ?",
        "Une cible précise : « les assistantes familiales du secteur d'Abbeville » plutôt que « les habitants ».",
    ),
)
CRITERIA = (
    CriterionDraft("Le problème", "Réel, chiffré, assez petit pour une petite équipe.", Decimal(2)),
    CriterionDraft("L'équipe", "Disponible, à l'écoute, prête à changer de cap."),
    CriterionDraft("L'impact attendu", "De premiers usages visibles en six mois."),
)
# The committee's grid: what a project that asks to go on is marked on, unless its edition says otherwise.
RENEWAL_CRITERIA = tuple(
    CriterionDraft(label, hint, kind=PassageKind.RENEWAL)
    for label, hint in (
        ("Le problème", "Qualifié, mesuré, étayé, assez petit pour une petite équipe, digne d'argent public."),
        ("L'équipe", "Identifiée, au temps vraiment libéré, à l'écoute et ferme, libre de changer de cap."),
        (
            "La stratégie à six mois",
            "De premiers usages réels d'ici là, un périmètre réaliste, un critère de succès, des usagers prêts.",
        ),
        ("Aucune solution existante", "Rien ne répond déjà à ce problème."),
        ("Le budget et l'organisation", "Des moyens et une équipe à la mesure de la suite."),
    )
)
# The calendar as days between one date and the next: a call is open at least a month.
OPEN_FOR, SHORTLIST_AFTER, SHORTLIST_FOR, JURY_AFTER, START_AFTER = 35, 4, 11, 13, 28
CLOSING_TIME, OPENING_TIME = time(18), time(9)
COMMITTEE_AFTER = timedelta(weeks=9)
LABEL = "Appel à idées"
TITLE = "Quel problème du quotidien voulez-vous résoudre ?"
INTRODUCTION = (
    "Seul ou en équipe, décrivez ce qui complique la vie des usagers ou la vôtre. Dix minutes suffisent, et chaque idée"
    " reçoit une réponse."
)
# Simple grounds to leave an idea aside; the last one is told in the manager's own words.
GROUNDS = {
    "outside_policy": "Elle sort du champ de politique publique de cet appel.",
    "not_digital": "Cet appel porte sur des services numériques, et elle n'en demande pas.",
    "existing_application": "Elle améliore une application qui existe déjà : son équipe peut la reprendre.",
    "other": "Autre motif.",
}


@dataclass(frozen=True)
class CallDraft:
    """A call before it has an edition; problem statements are plain sentences."""

    opens_at: datetime
    closes_at: datetime
    label: str = LABEL
    title: str = TITLE
    introduction: str = INTRODUCTION
    reply_by: date | None = None
    team_max: int = 5
    files_max: int = 5
    file_megabytes: int = 10
    partners_allowed: bool = False
    commitment_required: bool = True
    problems: tuple[str, ...] = ()
    questions: Iterable[QuestionDraft] = QUESTIONS


@dataclass(frozen=True)
class Calendar:
    """The dates that the template proposes for a call prepared on a given day."""

    opens_at: datetime
    closes_at: datetime
    reply_by: date
    shortlist_from: date
    shortlist_until: date
    jury_on: date
    start_on: date
    committee_on: date


def calendar(today: date) -> Calendar:
    """The recommended calendar of a call that opens the Monday after `today`."""
    opening = today + timedelta(days=7 - today.weekday())
    closing = opening + timedelta(days=OPEN_FOR)
    shortlist = closing + timedelta(days=SHORTLIST_AFTER)
    shortlisted = shortlist + timedelta(days=SHORTLIST_FOR)
    jury = shortlisted + timedelta(days=JURY_AFTER)
    start = jury + timedelta(days=START_AFTER)
    return Calendar(
        opens_at=_at(opening, OPENING_TIME),
        closes_at=_at(closing, CLOSING_TIME),
        reply_by=shortlisted + timedelta(days=2),
        shortlist_from=shortlist,
        shortlist_until=shortlisted,
        jury_on=jury,
        start_on=start,
        committee_on=start + COMMITTEE_AFTER,
    )


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
