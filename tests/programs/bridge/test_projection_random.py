"""A hundred random acts in two territories, by the ORM, in bulk and in SQL: the portfolio still says the same."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection

from eclore.kit import clock
from programs.bridge import projection
from programs.joint.portfolio.models import IdeaRow, Likeness, ProjectRow
from programs.local.calls.models import Call, Edition
from programs.local.ideas.models import Idea
from programs.local.incubation.domain import journal
from programs.local.incubation.models import Committee, JournalEntry, Phase, PostMortem, Project, ProjectIdea, Review
from tenants.contexts import in_programme, in_territory
from tests.factories import incubation as make

PROBLEMS = [
    "Les usagers ne trouvent pas le bon interlocuteur",
    "Les usagers ne trouvent plus le bon interlocuteur",
    "Le gaspillage alimentaire dans les cantines",
    "Court",
]


def _some(model, chance):
    found = list(model.objects.order_by("pk"))
    return chance.choice(found) if found else None


def _day(chance) -> date:
    return date(2026, 1, 1) + timedelta(days=chance.randrange(300))


def _open(chance) -> None:
    make.project(f"Projet {chance.randrange(999)}", problem=chance.choice(PROBLEMS), number=chance.randrange(1, 4))


def _start(chance) -> None:
    if project := _some(Project, chance):
        Phase.objects.get_or_create(
            project=project,
            kind=chance.choice(["investigation", "construction"]),
            number=chance.randrange(1, 3),
            defaults={
                "planned_start": (on := _day(chance)),
                "planned_end": on + timedelta(days=60),
                "weeks": 9,
                "real_start": chance.choice([None, on]),
            },
        )


def _note(chance) -> None:
    if project := _some(Project, chance):
        journal.add(
            project,
            by=make.SYSTEM,
            kind=chance.choice(["session", "note"]),
            on=date(2026, 1, 5),
            text="Noté",
            days_freed=chance.choice([None, 1, 2]),
        )


def _date_notes(chance) -> None:
    JournalEntry.objects.filter(kind="session").update(on=_day(chance))


def _erase(chance) -> None:
    if entry := _some(chance.choice([JournalEntry, Phase, PostMortem, Review, Committee]), chance):
        if isinstance(entry, Committee):
            entry.reviews.all().delete()
        entry.delete()


def _empty(chance) -> None:
    if project := _some(Project, chance):
        with connection.cursor() as cursor:
            for table in ("phase", "journalentry", "review", "postmortem"):
                cursor.execute(f"DELETE FROM incubation_{table} WHERE project_id = %s", [project.pk])


def _plan(chance) -> None:
    projects = [one for one in (_some(Project, chance), _some(Project, chance)) if one]
    if projects:
        committee = Committee.objects.create(title="Comité", held_on=_day(chance))
        for project in set(projects):
            Review.objects.create(committee=committee, project=project, next_on=_day(chance))


def _close(chance) -> None:
    Committee.objects.filter(held_on__lt=_day(chance)).update(state="closed", closed_at=clock.now())


def _end(chance) -> None:
    if project := _some(Project, chance):
        Project.objects.filter(pk=project.pk).update(state="stopped", closed_at=clock.now())
        PostMortem.objects.get_or_create(project=project, defaults={"learnt": "Appris", "why": "Fini"})


def _reword(chance) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE incubation_project SET problem = %s, public = NOT public", [chance.choice(PROBLEMS)])


def _move_phase(chance) -> None:
    phase, project = _some(Phase, chance), _some(Project, chance)
    if phase and not Phase.objects.filter(project=project, kind=phase.kind, number=phase.number).exists():
        Phase.objects.filter(pk=phase.pk).update(project=project, weeks=chance.randrange(1, 20))


def _move_idea(chance) -> None:
    if idea := _some(Idea, chance):
        state = chance.choice(["submitted", "withdrawn", "not_retained", "draft"])
        Idea.objects.filter(pk=idea.pk).update(state=state, submitted_at=None if state == "draft" else clock.now())


def _drop_idea(chance) -> None:
    if idea := _some(Idea, chance):
        ProjectIdea.objects.filter(idea=idea).delete()
        idea.delete()


def _turn_edition(chance) -> None:
    if edition := _some(Edition, chance):
        state = chance.choice(["preparation", "published"])
        Edition.objects.filter(pk=edition.pk).update(state=state)
        Call.objects.filter(edition=edition).update(label=f"Appel {chance.randrange(9)}")


ACTS = [
    _open,
    _open,
    _start,
    _start,
    _note,
    _date_notes,
    _erase,
    _empty,
    _plan,
    _close,
    _end,
    _reword,
    _move_phase,
    _move_idea,
    _drop_idea,
    _turn_edition,
]


def written() -> list[list[tuple]]:
    with in_programme():
        return [
            list(ProjectRow.objects.order_by("pk").values_list(*(field.attname for field in ProjectRow._meta.fields))),
            list(IdeaRow.objects.order_by("pk").values_list("pk", "state", "heard", "laureate")),
            list(Likeness.objects.order_by("one_id", "other_id").values_list("one_id", "other_id", "share")),
        ]


@pytest.mark.parametrize("seed", range(4))
def test_a_rebuild_changes_nothing_after_anything(somme, oise, seed):
    chance = random.Random(seed)
    for _step in range(100):
        with in_territory(chance.choice([somme, oise]).schema_name):
            chance.choice(ACTS)(chance)
    before = written()
    assert before[0]
    for site in (somme, oise):
        assert projection.differences(site.schema_name) == []
        projection.rebuild(site.schema_name)
    assert written() == before
