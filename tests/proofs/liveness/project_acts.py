"""What is done with projects and committees; inside the territory's context."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from eclore.kit import clock
from programs.local.incubation.domain import committees, hearings, projects
from programs.local.incubation.models import Committee, Project, Review
from programs.local.incubation.states import ENDED
from programs.local.juries.models import Jury
from tests.proofs.liveness.world import Move, World

MOST = 2
SAID: dict[str, dict[str, Any]] = {
    "construction": {"weeks": 12, "motivation": "Elle avance."},
    "suspended": {"weeks": 5, "motivation": "À revoir."},
    "stopped": {"learnt": "Beaucoup.", "why": "Plus de temps."},
    "dormant": {"learnt": "Beaucoup.", "why": "Une pause."},
    "pivot": {"weeks": 9, "pivot_problem": "Un autre.", "learnt": "Beaucoup.", "why": "Un autre problème."},
}


def project_moves(world: World) -> Iterator[Move]:
    by, known = world.manager, list(Project.objects.values_list("pk", flat=True))
    for pk in known:
        yield Move("start", pk, lambda pk=pk: projects.start(_project(pk), by=by, on=clock.today(), weeks=9))
        yield Move("wake", pk, lambda pk=pk: projects.wake(_project(pk), by=by, on=clock.today()))
        for jury in Jury.objects.filter(kind="audition").exclude(passages__project_id=pk):
            yield Move("hear", pk, lambda pk=pk, jury=jury: hearings.hear(_project(pk), jury, by=by))
    if known and Committee.objects.filter(state="planned").count() < MOST:
        yield Move("plan", None, lambda: _plan(world, known))
    for committee in Committee.objects.all():
        yield from _committee_moves(world, committee.pk, known)


def _committee_moves(world: World, pk: UUID, known: list[UUID]) -> Iterator[Move]:
    by = world.manager
    yield Move("close_committee", pk, lambda: committees.close(Committee.objects.get(pk=pk), by=by))
    yield Move("cancel_committee", pk, lambda: committees.cancel(Committee.objects.get(pk=pk), by=by))
    reviews = Review.objects.filter(committee=pk)
    for key in set(known) - set(reviews.values_list("project_id", flat=True)):
        yield Move("add_project", pk, lambda k=key: committees.add(Committee.objects.get(pk=pk), [_project(k)], by=by))
    for review in reviews:
        yield Move("drop", pk, lambda k=review.pk: committees.drop(_review(k), by=by))
        for verdict, said in SAID.items():
            name = "rejudge" if review.verdict else "judge"
            yield Move(name, pk, lambda k=review.pk, v=verdict, s=said: _judge(world, k, v, s), verdict=verdict)


def _judge(world: World, key: UUID, verdict: str, said: dict[str, Any]) -> object:
    return committees.decide(_review(key), by=world.manager, verdict=verdict, **said)


def _plan(world: World, known: list[UUID]) -> object:
    agenda = [project for project in map(_project, known) if project.state not in ENDED][:1]
    return committees.plan(by=world.manager, title="Comité", held_on=clock.today(), projects=agenda)


def _project(pk: UUID) -> Project:
    return Project.objects.select_related("edition__call").get(pk=pk)


def _review(pk: UUID) -> Review:
    return Review.objects.select_related("committee", "project__edition").get(pk=pk)
