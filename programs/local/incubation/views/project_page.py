"""A project's page: what everybody reads of it, and what its people and those who follow it read and do."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.paginator import Page
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.elements import Action
from eclore.kit.paging import CountedPaginator
from eclore.kit.permissions import can
from programs.local.ideas.models import MemberStatus
from programs.local.incubation import queries
from programs.local.incubation.domain import projects as acts
from programs.local.incubation.models import Committee, JournalEntry, Part, Project, ProjectMember, Review
from programs.local.incubation.states import RUNNING, CommitteeState, PhaseKind, ProjectState
from programs.local.incubation.views.project_history import timeline
from programs.local.incubation.views.project_list import latest, progress_of
from programs.local.incubation.views.project_phases import phase_rows

NOTES_SHOWN = 20


@dataclass(frozen=True)
class Note:
    """A line of the journal; `erase_url` for whoever may take it back, `days` is a sentence."""

    entry: JournalEntry
    days: str
    erase_url: str


@dataclass(frozen=True)
class Person:
    """Somebody's part in the project; `status` is said of the team's partners, not of agents."""

    name: str
    status: str
    remove_url: str


@dataclass(frozen=True)
class Group:
    """The people who have the same part."""

    label: str
    members: tuple[Person, ...]


def public(project: Project) -> dict[str, object]:
    """What everybody may read: no name, no journal."""
    phase = latest(project)
    return {
        "project": project,
        "phase": phase,
        "progress": None if project.ended else progress_of(phase),
        "post_mortem": getattr(project, "post_mortem", None),
        "trail": [(_("Projets"), reverse("incubation-projects")), (project.name, "")],
    }


def inside(project: Project, actor: Actor, page: int | str = 1) -> dict[str, object]:
    """The whole project, for its people and those who follow it; `page` is the journal's."""
    to_sign = project.state == ProjectState.TO_SIGN
    entries, freed = (0, Decimal(0)) if to_sign else queries.written(project, latest(project))
    journal = CountedPaginator(queries.journal(project), NOTES_SHOWN, count=entries)
    written: Page[JournalEntry] = journal.get_page(page)
    reviews = queries.reviews(project)
    coming = next_committee(reviews)
    manages = can(actor, "incubation.manage", project)
    return {
        **public(project),
        "week": week(project),
        "signed_days": _signed_days(project, freed),
        "people": people(project, manages=manages),
        "assign_url": reverse("incubation-assign", args=[project.pk]) if manages else "",
        "phases": phase_rows(project, manages=manages),
        "page": written,
        "notes": [_note(entry, project, actor) for entry in written],
        "decisions": [review for review in reviews if review.committee.state == CommitteeState.CLOSED],
        "next_committee": coming,
        "committee_url": coming.get_absolute_url() if coming and manages else "",
        "unsigned": unsigned(project) if to_sign and manages else "",
        "events": timeline(queries.history(project)),
        "primary": primary_action(project, manages=manages, writes=can(actor, "incubation.write", project)),
        "showcase": showcase_act(project) if can(actor, "incubation.show", project) else None,
        "links": management_links(project) if manages else [],
    }


def primary_action(project: Project, *, manages: bool, writes: bool) -> Action | None:
    """What comes next for this person: begin, write in the journal, or tell what was learnt."""
    if manages and project.state == ProjectState.TO_SIGN:
        return Action(_("Démarrer l'investigation"), reverse("incubation-start", args=[project.pk]), "main")
    if writes and not project.ended:
        return Action(_("Noter une séance"), reverse("incubation-note", args=[project.pk]), "main", icon="plus")
    post_mortem = getattr(project, "post_mortem", None)
    if writes and not (post_mortem and post_mortem.learnt):
        return Action(_("Écrire le bilan"), reverse("incubation-post-mortem", args=[project.pk]), "main")
    return None


def waking(project: Project) -> dict[str, object]:
    """What a dormant project goes on with, unless said otherwise: its last phase, from today."""
    last, edition = latest(project), project.edition
    return {
        "kind": last.kind if last else PhaseKind.INVESTIGATION,
        "on": clock.today(),
        "weeks": edition.weeks,
        "days_per_week": last.days_per_week if last else edition.days_per_week,
    }


def showcase_act(project: Project) -> Action:
    """Into the showcase, or out of it."""
    url = reverse("incubation-show", args=[project.pk])
    if project.public:
        return Action(_("Retirer de la vitrine"), url, posts=True, small=True, name="public", value="non")
    return Action(_("Montrer dans la vitrine"), url, posts=True, small=True, name="public", value="oui")


def management_links(project: Project) -> list[Action]:
    """What the programme manager may do about the project where it stands."""
    wanted = [("incubation-edit", _("Modifier le nom et le problème"))]
    if not project.ended:
        wanted.append(("incubation-join", _("Rattacher une autre idée")))
    if project.state in RUNNING:
        wanted.append(("incubation-hear", _("Présenter à un jury")))
    if project.ended:
        wanted.append(("incubation-post-mortem", _("Compléter le bilan")))
    if project.state == ProjectState.DORMANT:
        wanted.append(("incubation-wake", _("Réveiller le projet")))
    if project.ended and not project.taken_over_locally:
        wanted.append(("incubation-take-over", _("Noter une reprise locale")))
    links = [Action(label, reverse(name, args=[project.pk])) for name, label in wanted]
    if project.state in RUNNING:
        links.append(Action(_("Prévoir un comité"), reverse("incubation-committee-new")))
    return links


def unsigned(project: Project) -> str:
    """Whose commitment is missing, and what that prevents; empty when nobody's is."""
    missing = ", ".join(acts.unsigned(project))
    if not missing:
        return ""
    if acts.commitment_required(project):
        sentence = _(
            "L'investigation pourra commencer quand la fiche d'engagement de ces personnes sera signée : %(names)s."
        )
    else:
        sentence = _(
            "La fiche d'engagement de ces personnes n'est pas signée : %(names)s."
            " L'appel ne l'exige pas, mais leur temps n'est pas garanti."
        )
    return sentence % {"names": missing}


def week(project: Project) -> str:
    """Where the phase stands, in words; empty before the first and after the end."""
    held = progress_of(latest(project))
    if held is None or project.ended:
        return ""
    return _("semaine %(number)s sur %(weeks)s") % {"number": held.number, "weeks": held.weeks}


def people(project: Project, *, manages: bool) -> list[Group]:
    """The members under each part, in the order of the parts."""
    members = list(project.members.all())
    groups = [_group(part, [one for one in members if one.part == part], manages=manages) for part in Part]
    return [group for group in groups if group.members]


def next_committee(reviews: list[Review]) -> Committee | None:
    """The first that is still planned."""
    planned = [review.committee for review in reviews if review.committee.state == CommitteeState.PLANNED]
    return min(planned, key=lambda committee: committee.held_on, default=None)


def _group(part: Part, members: list[ProjectMember], *, manages: bool) -> Group:
    return Group(str(part.label), tuple(_person(one, manages=manages) for one in members))


def _person(member: ProjectMember, *, manages: bool) -> Person:
    partner = member.part == Part.TEAM and member.status != MemberStatus.AGENT
    remove_url = reverse("incubation-remove", args=[member.project_id, member.pk]) if manages else ""
    return Person(member.name, str(member.get_status_display()) if partner else "", remove_url)


def _note(entry: JournalEntry, project: Project, actor: Actor) -> Note:
    days = ""
    if entry.days_freed is not None:
        days = _("jours libérés : %(days)s") % {"days": floatformat(entry.days_freed)}
    erases = can(actor, "incubation.erase", entry)
    return Note(entry, days, reverse("incubation-erase", args=[project.pk, entry.pk]) if erases else "")


def _signed_days(project: Project, freed: Decimal) -> str:
    held = progress_of(latest(project))
    if held is None:
        return ""
    figures = {"freed": floatformat(freed), "signed": floatformat(held.signed)}
    return _("%(freed)s jours libérés sur %(signed)s signés") % figures
