"""A project is opened from one or more ideas, begins, is shown or not, and may be taken over locally."""

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack
from uuid import UUID

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

from eclore.kit import dates, records, transitions
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from programs.local.calls.models import ProblemStatement
from programs.local.ideas.models import Commitment, CommitmentState, Idea, MemberStatus
from programs.local.ideas.states import IdeaState
from programs.local.incubation.domain import phases
from programs.local.incubation.models import Part, Project, ProjectIdea, ProjectMember
from programs.local.incubation.states import ENDED, PhaseKind

JOINABLE = (IdeaState.LAUREATE, IdeaState.TAKEN_INTERNALLY)


class Description(TypedDict, total=False):
    """What `describe` may change."""

    name: str
    problem: str
    sponsor: str


def open_from_idea(
    idea: Idea,
    *,
    by: Actor,
    weeks: int | None = None,
    days_per_week: Decimal | None = None,
    forum_id: UUID | None = None,
) -> Project:
    """The project of a retained idea, with its team. Safe to run again: an idea has one project.

    With `weeks`, what was granted is noted in the history; the first phase itself begins with `start`.
    """
    lock(idea)
    require(by, "incubation.open")
    known = Project.objects.filter(origins__idea=idea, pivoted_from=None).first()
    if known is not None:
        return known
    project = Project.objects.create(
        edition=idea.call.edition,
        name=idea.title,
        problem=problem_of(idea),
        forum_id=forum_id,
        generated=idea.generated,
    )
    _bring(project, idea)
    transitions.record(project, "open", by=by, target=project.state, note=_granted(weeks, days_per_week))
    return project


def open_from_problem(problem: ProblemStatement, *, by: Actor, name: str = "", generated: bool = False) -> Project:
    """A project that a call's public-policy problem asks for, without any idea before it; its team is assigned after.

    `generated` marks what a replay has invented.
    """
    require(by, "incubation.open")
    project = Project.objects.create(
        edition=problem.call.edition, name=name.strip() or problem.text[:160], problem=problem.text, generated=generated
    )
    transitions.record(project, "open", by=by, target=project.state)
    return project


def join(project: Project, idea: Idea, *, by: Actor, agreement: str) -> Project:
    """Bring a second idea and its team into a project. `agreement` says when and how its authors accepted."""
    lock(idea, project)
    require(by, "incubation.manage", project)
    if not agreement.strip():
        raise Invalid(_("Dites quand et comment les auteurs de l'idée ont donné leur accord."), field="agreement")
    if idea.state not in JOINABLE or idea.call.edition_id != project.edition_id:
        raise Refusal(
            _("Seule une idée lauréate ou reprise en interne de la même édition peut rejoindre ce projet."),
            code="not_joinable",
            field="idea",
        )
    if ProjectIdea.objects.filter(idea=idea).exists():
        raise Refusal(_("Cette idée est déjà à l'origine d'un projet."), code="already_joined", field="idea")
    _bring(project, idea)
    transitions.record(project, "join", by=by, note=f"{idea.title} : {agreement.strip()}")
    return project


def start(
    project: Project, *, by: Actor, on: date, weeks: int | None = None, days_per_week: Decimal | None = None
) -> Project:
    """Begin the investigation; by default as long as the edition announced.

    Refused while an agent of the team has no signed commitment, where the call asks for one; says who.
    """
    lock(project)
    edition = project.edition
    weeks = edition.weeks if weeks is None else weeks
    dates.check_day(on, field="on")
    phases.check_weeks(weeks)
    missing = unsigned(project) if commitment_required(project) else []
    if missing:
        raise Refusal(
            _("Il manque la fiche d'engagement signée de : %s. Relancez la personne qui doit signer, puis démarrez.")
            % ", ".join(missing),
            code="commitment_missing",
            who=missing,
        )
    transitions.apply(project, "start", by=by)
    phases.open_next(
        project, PhaseKind.INVESTIGATION, on=on, weeks=weeks, days_per_week=days_per_week or edition.days_per_week
    )
    return project


def describe(project: Project, *, by: Actor, **fields: Unpack[Description]) -> Project:
    """Rewrite some of what the project is about; the rest stays."""
    lock(project)
    require(by, "incubation.manage", project)
    texts = {field: str(text).strip() for field, text in fields.items()}
    if texts.get("name") == "":
        raise Invalid(_("Donnez un nom au projet."), field="name")
    if texts.get("problem") == "":
        raise Invalid(_("Écrivez le problème que le projet veut résoudre."), field="problem")
    if changed := records.assign(project, texts):
        project.save(update_fields=changed)
        transitions.record(project, "describe", by=by)
    return project


def show(project: Project, *, by: Actor, public: bool) -> Project:
    """Put the project in the public showcase, or take it out: its team agrees, or the programme does for it."""
    lock(project)
    require(by, "incubation.show", project)
    if project.public != public:
        project.public = public
        project.save(update_fields=["public"])
        transitions.record(project, "show" if public else "hide", by=by)
    return project


def take_over(project: Project, *, by: Actor, note: str = "") -> Project:
    """An ended project that the territory carries on by itself: no longer counted as lost."""
    lock(project)
    require(by, "incubation.manage", project)
    if project.state not in ENDED:
        raise Refusal(_("Le projet est encore suivi : il sera repris localement après sa fin."), code="still_running")
    if not project.taken_over_locally:
        project.taken_over_locally = True
        project.save(update_fields=["taken_over_locally"])
        transitions.record(project, "take_over", by=by, note=note)
    return project


def wake(
    project: Project,
    *,
    by: Actor,
    on: date,
    kind: str = "",
    weeks: int | None = None,
    days_per_week: Decimal | None = None,
) -> Project:
    """A dormant project goes on: in a new phase of this kind, by default the one it was in, or still to sign.

    Its post-mortem stays until it ends again.
    """
    lock(project)
    require(by, "incubation.decide", project)
    dates.check_day(on, field="on")
    if project.started_at is None:
        return transitions.apply(project, "wake_to_sign", by=by)
    last = project.phases.order_by("-planned_start", "-created_at").first()
    kind = kind or (last.kind if last else PhaseKind.INVESTIGATION)
    if kind not in PhaseKind.values:
        raise Invalid(_("Choisissez une phase dans la liste."), field="kind")
    weeks = project.edition.weeks if weeks is None else weeks
    phases.check_weeks(weeks)
    transitions.apply(project, f"wake_{kind}", by=by)
    days = days_per_week or (last.days_per_week if last else project.edition.days_per_week)
    phases.open_next(project, kind, on=on, weeks=weeks, days_per_week=days)
    return project


def commitment_required(project: Project) -> bool:
    """Whether the call of the project's edition asks for signed time."""
    call = getattr(project.edition, "call", None)
    return bool(call and call.commitment_required)


def unsigned(project: Project) -> list[str]:
    """The agents of the team whose time nobody has signed yet."""
    signed = set(
        Commitment.objects.filter(member__idea__outcomes__project=project, state=CommitmentState.SIGNED).values_list(
            "member__email", flat=True
        )
    )
    agents = project.members.filter(part=Part.TEAM, status=MemberStatus.AGENT)
    return [member.name for member in agents if member.email not in signed]


def problem_of(idea: Idea) -> str:
    """The problem in the team's words, else as the call states it."""
    written = str(idea.answers.get("problem") or "").strip()
    if not written:
        first = idea.call.questions.first()
        written = str(idea.answers.get(first.key, "")).strip() if first else ""
    return written or (idea.problem.text if idea.problem else idea.title)


def _bring(project: Project, idea: Idea) -> None:
    ProjectIdea.objects.create(project=project, idea=idea)
    ProjectMember.objects.bulk_create(
        [
            ProjectMember(
                project=project, user_id=one.user_id, email=one.email, name=one.name, part=Part.TEAM, status=one.status
            )
            for one in idea.team.all()
        ],
        ignore_conflicts=True,
    )


def _granted(weeks: int | None, days_per_week: Decimal | None) -> str:
    if not weeks:
        return ""
    return _("Semaines accordées : %(weeks)s ; jours par semaine : %(days)s") % {
        "weeks": weeks,
        "days": floatformat(days_per_week or 1),
    }
