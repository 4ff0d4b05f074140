"""The page of the coaches' morning, ready to draw: what it lacks, its hours by coach and by team, what comes next."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit.dates import moment
from eclore.kit.elements import Action, Question, Tag
from programs.joint.forums.domain import morning_is_open
from programs.joint.forums.forms import ComposeForm
from programs.joint.forums.models import Forum, MorningCoach, Nomination
from programs.joint.forums.mornings import Plan

HOURS_PER_PAGE = 24
TEAMS_PER_PAGE = 50


@dataclass(frozen=True)
class Cell:
    """What a coach does in a turn: whom they meet, or nobody; `label` is the coach."""

    label: str
    dossier: Nomination | None


@dataclass(frozen=True)
class Hour:
    """One turn, with a cell for each coach."""

    hour: str
    cells: list[Cell]


@dataclass(frozen=True)
class CoachRow:
    """A coach, how many teams they meet, whether they know their hours, what may be done."""

    coach: MorningCoach
    meets: int
    sent: Tag | None
    edit_url: str
    remove_url: str
    calendar_url: str


@dataclass(frozen=True)
class Met:
    """An hour of a team: whom it meets, and where."""

    hour: str
    coach: str
    place: str


@dataclass(frozen=True)
class TeamRow:
    """A dossier and its meetings, in order."""

    title: str
    territory: str
    meetings: list[Met]


def shown(plan: Plan, hours: str | None, teams: str | None) -> dict[str, object]:
    """The whole page; `hours` and `teams` are the pages of its two lists."""
    numbers = Paginator(plan.numbers, HOURS_PER_PAGE).get_page(hours)
    dossiers = Paginator(plan.dossiers if plan.standing else [], TEAMS_PER_PAGE).get_page(teams)
    opened = morning_is_open(plan.forum)
    return {
        "forum": plan.forum,
        "settings": settings_of(plan),
        "edit_url": _at(plan.forum, "edit") if opened else "",
        "add_url": _at(plan.forum, "add-coach") if opened else "",
        "compose": _compose(plan) if opened and plan.dossiers and plan.coaches else None,
        "send": _send(plan) if opened and plan.waiting else None,
        "pdf_url": _at(plan.forum, "pdf") if plan.standing else "",
        "told": told(plan) if opened else [],
        "coaches": [_coach(plan, coach, opened=opened) for coach in plan.coaches],
        "hours": _hours(plan, numbers),
        "hours_page": numbers,
        "teams": [_team(plan, one) for one in dossiers],
        "teams_page": dossiers,
        "next_step": next_step(plan),
    }


def settings_of(plan: Plan) -> list[str]:
    """What was chosen, in words."""
    morning = plan.morning
    found = [
        _("À partir de %(hour)s") % {"hour": plan.hour(1)},
        _("Rencontres de %(minutes)d minutes") % {"minutes": morning.turn_minutes},
        ngettext("%(count)d coach par équipe", "%(count)d coachs par équipe", morning.meetings)
        % {"count": morning.meetings},
    ]
    if morning.between_minutes:
        found.append(_("%(minutes)d minutes entre deux rencontres") % {"minutes": morning.between_minutes})
    if morning.pause_after:
        given = {"minutes": morning.pause_minutes, "number": morning.pause_after}
        found.append(_("Pause de %(minutes)d minutes après la rencontre %(number)d") % given)
    return found


def told(plan: Plan) -> list[str]:
    """What has moved since the turns were composed; nothing before."""
    if not plan.turns:
        return []
    found = []
    if lacking := plan.lacking:
        sentence = ngettext(
            "%(count)d dossier n'a pas toutes ses rencontres.",
            "%(count)d dossiers n'ont pas toutes leurs rencontres.",
            lacking,
        )
        found.append(sentence % {"count": lacking})
    if idle := plan.idle:
        sentence = ngettext("%(count)d coach n'a aucune rencontre.", "%(count)d coachs n'ont aucune rencontre.", idle)
        found.append(sentence % {"count": idle})
    if freed := plan.freed:
        sentence = ngettext(
            "%(count)d rencontre est libre : son dossier a été retiré.",
            "%(count)d rencontres sont libres : leurs dossiers ont été retirés.",
            freed,
        )
        found.append(sentence % {"count": freed})
    return found


def next_step(plan: Plan) -> str:
    """What an empty table waits for."""
    if not plan.coaches:
        return _("Ajoutez les coachs qui recevront les équipes.")
    if not plan.dossiers:
        return _("Les territoires n'ont pas encore présenté de dossier à ce forum.")
    return _("Composez la matinée : chaque équipe reçoit ses rencontres, sans conflit d'horaire.")


def composing(plan: Plan) -> Question:
    """What is asked before the turns are written."""
    form = ComposeForm(initial={"composed": plan.morning.composed})
    if not plan.turns:
        text = _("Chaque équipe reçoit ses rencontres ; vous pourrez composer de nouveau.")
        return Question(_("Composer la matinée ?"), text, _("Composer"), form=form)
    text = _("Les rencontres actuelles sont remplacées.")
    if any(coach.sent_count for coach in plan.coaches):
        text += " " + _("Des coachs ont déjà reçu leurs horaires : envoyez-leur ensuite les nouveaux.")
    return Question(_("Composer de nouveau la matinée ?"), text, _("Remplacer"), form=form)


def sending(plan: Plan) -> Question:
    """What is asked before letters leave, and who is written to."""
    names = ", ".join(coach.name for coach in plan.waiting)
    text = _("Chacun reçoit ses horaires, avec un fichier pour son agenda : %(names)s.") % {"names": names}
    silent = [coach.name for coach in plan.coaches if not coach.email and coach.pk in plan.of_coaches]
    more = _("Sans adresse, à prévenir autrement : %(names)s.") % {"names": ", ".join(silent)} if silent else ""
    return Question(_("Envoyer aux coachs ?"), text, _("Envoyer"), more=more)


def removing(coach: MorningCoach) -> Question:
    """What is asked before a coach leaves the morning."""
    text = _("%(name)s et ses rencontres quittent la matinée ; composez-la de nouveau ensuite.")
    if coach.sent_count:
        text += " " + _("Cette personne a déjà reçu ses horaires : prévenez-la.")
    return Question(_("Retirer ce coach ?"), text % {"name": coach.name}, _("Retirer"))


def _compose(plan: Plan) -> Action:
    label = _("Composer de nouveau") if plan.turns else _("Composer la matinée")
    wanted = not plan.turns or bool(told(plan))
    url = _at(plan.forum, "compose")
    return Action(label, url, "main" if wanted else "second", question=composing(plan), key="composer")


def _send(plan: Plan) -> Action:
    again = any(coach.sent_count for coach in plan.coaches)
    label = _("Envoyer les horaires corrigés") if again else _("Envoyer aux coachs")
    return Action(label, _at(plan.forum, "send"), question=sending(plan), key="envoyer")


def _hours(plan: Plan, numbers: Page[int]) -> list[Hour]:
    met = {(turn.coach_id, turn.number): plan.by_key[turn.nomination_id] for turn in plan.standing}
    return [
        Hour(plan.hour(number), [Cell(coach.name, met.get((coach.pk, number))) for coach in plan.coaches])
        for number in numbers
    ]


def _coach(plan: Plan, coach: MorningCoach, *, opened: bool) -> CoachRow:
    args = [plan.forum.slug, coach.pk]
    meets = plan.of_coaches.get(coach.pk, ())
    return CoachRow(
        coach,
        len(meets),
        _sent(plan, coach),
        reverse("forums-morning-coach", args=args) if opened else "",
        reverse("forums-morning-remove-coach", args=args) if opened else "",
        reverse("forums-morning-calendar", args=args) if meets else "",
    )


def _sent(plan: Plan, coach: MorningCoach) -> Tag | None:
    if coach.sent_at is None:
        return None
    at = {"moment": moment(coach.sent_at)}
    if plan.digest(coach) != coach.sent_digest:
        return Tag(_("Envoyé %(moment)s, corrigé depuis.") % at, "warn")
    return Tag(_("Envoyé %(moment)s.") % at, "good")


def _team(plan: Plan, dossier: Nomination) -> TeamRow:
    turns = plan.of_dossiers.get(dossier.pk, ())
    meetings = [Met(plan.hour(turn.number), turn.coach_name, turn.coach_place) for turn in turns]
    return TeamRow(dossier.title, dossier.territory_name, meetings)


def _at(forum: Forum, name: str) -> str:
    return reverse(f"forums-morning-{name}", args=[forum.slug])
