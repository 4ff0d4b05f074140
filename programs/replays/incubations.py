"""What happens to retained projects: they start, are followed, and end before a committee."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from eclore.kit import clock
from programs.local.calls.models import Edition
from programs.local.incubation.domain import committees, journal, members, projects
from programs.local.incubation.domain.verdicts import Outcome
from programs.local.incubation.models import EntryKind, Part, Project
from programs.local.incubation.states import RUNNING, CommitteeVerdict, ProjectState
from programs.replays.facts import moment
from programs.replays.people import TerritoryPeople
from tenants.contexts import in_territory

UNDOCUMENTED = "Les sources publiques ne disent pas la suite : le dossier est clos ici pour la mémoire."
LEFT = Outcome(CommitteeVerdict.OUTSIDE, learnt=UNDOCUMENTED, why=UNDOCUMENTED)


def start(
    people: TerritoryPeople, edition: Edition, *, on: date, weeks: int, only: Callable[[Project], bool] | None = None
) -> None:
    """Begin every project of the edition that waits, with a coach and two sessions in its journal."""
    with clock.at(moment(on)), in_territory(people.territory):
        for project in Project.objects.filter(edition=edition, state=ProjectState.TO_SIGN):
            if only is None or only(project):
                members.assign(
                    project, by=people.manager.actor, email=people.coach.email, name=people.coach.name, part=Part.COACH
                )
                projects.start(project, by=people.manager.actor, on=on, weeks=weeks)
                projects.show(project, by=people.manager.actor, public=True)
    for week in (2, 5):
        sessions(people, edition, on=on + timedelta(weeks=week), days=Decimal(week if week == 2 else 3))


def sessions(people: TerritoryPeople, edition: Edition, *, on: date, days: Decimal) -> None:
    """The coach notes a session for each running project of the edition."""
    with clock.at(moment(on, 16)), in_territory(people.territory):
        for project in Project.objects.filter(edition=edition, state__in=RUNNING):
            journal.add(
                project,
                by=people.coach.actor,
                kind=EntryKind.SESSION,
                on=on,
                days_freed=days,
                text="Point d'étape avec l'équipe : entretiens menés, hypothèses mises à jour.",
                next_step="Rencontrer de nouveaux usagers.",
            )


def committee(people: TerritoryPeople, *, on: date, title: str, verdicts: Mapping[UUID, Outcome]) -> None:
    """A committee decides on some projects (keys), and closes the same day."""
    with clock.at(moment(on, 15)), in_territory(people.territory):
        chosen = list(Project.objects.filter(pk__in=verdicts))
        meeting = committees.plan(by=people.manager.actor, title=title, held_on=on, projects=chosen)
        for review in meeting.reviews.select_related("project__edition", "committee"):
            committees.decide(review, by=people.manager.actor, **asdict(verdicts[review.project_id]))
        committees.close(meeting, by=people.manager.actor)


def close_undocumented(people: TerritoryPeople, edition: Edition, *, on: date) -> None:
    """End what sources do not follow any further, saying so."""
    with in_territory(people.territory):
        running = list(Project.objects.filter(edition=edition, state__in=[*RUNNING, ProjectState.TO_SIGN]))
    verdicts = dict.fromkeys((project.pk for project in running), LEFT)
    committee(people, on=on, title="Comité de fin d'accompagnement", verdicts=verdicts)
