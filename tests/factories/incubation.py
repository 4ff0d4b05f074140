"""Projects and committees for tests, made by the acts that make them in life; call inside a territory's context."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from eclore.kit import clock
from eclore.kit.actor import Actor, system
from programs.local.calls.models import Call, Edition
from programs.local.ideas.models import Idea, TeamMember
from programs.local.incubation.domain import committees, projects
from programs.local.incubation.models import Committee, Project

SYSTEM = system()


def edition(*, number: int = 1, commitment_required: bool = False, **changes: Any) -> Edition:
    """A published edition whose call has been open for a month."""
    now = clock.now()
    found = Edition.objects.filter(programme="Fabrique", number=number).first()
    if found:
        return found
    made = Edition.objects.create(
        programme="Fabrique", number=number, state="published", published_at=now, **{"weeks": 9, **changes}
    )
    Call.objects.create(
        edition=made,
        title="Votre idée",
        opens_at=now - timedelta(days=30),
        closes_at=now + timedelta(days=30),
        commitment_required=commitment_required,
    )
    return made


def laureate(
    title: str = "Allo 80", *, author: Any = None, problem: str = "Personne ne trouve le bon service", **options: Any
) -> Idea:
    """A laureate idea with a team of one; `author` is a Persona or a user."""
    now = timezone.now()
    idea = Idea.objects.create(
        call=edition(**options).call,
        author_id=getattr(author, "user_id", None) or AUTHOR,
        title=title,
        answers={"problem": problem},
        state="laureate",
        submitted_at=now,
        shortlisted_at=now,
        heard_at=now,
        answered_at=now,
    )
    TeamMember.objects.create(
        idea=idea,
        user_id=getattr(author, "user_id", None),
        email=getattr(author, "email", "agente@somme.fr"),
        name=getattr(author, "name", "Agente de la Somme"),
        leads=True,
    )
    return idea


AUTHOR = "00000000-0000-4000-8000-000000000001"


def project(title: str = "Allo 80", *, by: Actor = SYSTEM, started: date | None = None, **options: Any) -> Project:
    """An opened project; running since `started` when given, public with `public=True`."""
    public = options.pop("public", False)
    made = projects.open_from_idea(laureate(title, **options), by=by)
    if started:
        projects.start(made, by=by, on=started)
    if public:
        projects.show(made, by=by, public=True)
    return made


def committee(*agenda: Project, by: Actor = SYSTEM, held_on: date | None = None, title: str = "Comité") -> Committee:
    """A planned committee, today by default."""
    return committees.plan(by=by, title=title, held_on=held_on or clock.today(), projects=agenda)
