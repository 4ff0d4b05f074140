"""Whatever is done to a territory's tables, and however, the national portfolio says the same."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from eclore.kit import clock
from programs.bridge import projection
from programs.joint.portfolio.models import EditionRow, IdeaRow, Likeness, ProjectRow
from programs.local.calls.models import Edition
from programs.local.ideas.models import Idea
from programs.local.incubation.domain import committees
from programs.local.incubation.models import JournalEntry, Project
from tenants.contexts import in_programme, in_territory
from tests.factories import incubation as make

TODAY = date(2026, 3, 2)


def rows(model, *fields: str) -> list[tuple]:
    with in_programme():
        return list(model.objects.order_by("pk").values_list(*fields))


def test_a_project_is_told_as_it_stands(somme):
    with in_territory(somme.schema_name):
        project = make.project("Allo 80", started=TODAY)
        for on, days in ((TODAY - timedelta(days=10), 5), (TODAY, 1), (TODAY + timedelta(days=8), "1.5")):
            JournalEntry.objects.create(project=project, kind="session", on=on, text="Séance", days_freed=days)
        make.committee(project, held_on=date(2026, 4, 30))

    with in_programme():
        row = ProjectRow.objects.select_related("territory").get()
    assert (row.territory.slug, row.name, row.state, row.phase) == (
        "somme",
        "Allo 80",
        "investigation",
        "investigation",
    )
    assert (row.phase_start, row.phase_end, row.weeks) == (TODAY, TODAY + timedelta(days=62), 9)
    assert (row.days_freed, row.last_session_on) == (2.5, TODAY + timedelta(days=8))
    assert (row.next_committee_on, row.investigation_start, row.construction_start) == (date(2026, 4, 30), TODAY, None)


def test_a_committee_moves_the_row_with_the_project(somme):
    with in_territory(somme.schema_name):
        project = make.project(started=clock.today())
        committee = make.committee(project)
        committees.decide(
            committee.reviews.get(),
            by=make.SYSTEM,
            verdict="stopped",
            learnt="Beaucoup",
            why="Budget",
            restart="Appeler",
        )
        committees.close(committee, by=make.SYSTEM)

    assert rows(ProjectRow, "state", "phase_closed", "learnt", "why", "restart") == [
        ("stopped", clock.today(), "Beaucoup", "Budget", "Appeler")
    ]


def test_drafts_never_appear(somme):
    with in_territory(somme.schema_name):
        idea = make.laureate()
        idea.state, idea.submitted_at, idea.answered_at = "draft", None, None
        idea.save()
        edition = Edition.objects.get()
        edition.state = "preparation"
        edition.save()
    assert (rows(IdeaRow, "pk"), rows(EditionRow, "pk")) == ([], [])


def test_an_idea_counts_as_heard_and_laureate(somme):
    with in_territory(somme.schema_name):
        idea = make.laureate()
        Idea.objects.bulk_create(
            [
                Idea(
                    call=idea.call,
                    author_id=idea.author_id,
                    title=state,
                    state=state,
                    submitted_at=clock.now(),
                    answered_at=clock.now(),
                )
                for state in ("submitted", "not_retained", "withdrawn")
            ]
        )
    with in_programme():
        assert sorted(IdeaRow.objects.values_list("state", "heard", "laureate")) == [
            ("laureate", True, True),
            ("not_retained", True, False),
            ("submitted", False, False),
        ]


def test_a_bulk_update_and_raw_sql_are_told_too(somme):
    with in_territory(somme.schema_name):
        make.project("Allo 80")
        make.project("Intra 80")
        Project.objects.update(public=True)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE incubation_project SET name = 'Récrit' WHERE name = 'Intra 80'")
    assert sorted(rows(ProjectRow, "name", "public")) == [("Allo 80", True), ("Récrit", True)]


def test_what_is_rolled_back_is_not_told(somme):
    with in_territory(somme.schema_name), pytest.raises(ZeroDivisionError), transaction.atomic():
        make.project()
        raise ZeroDivisionError
    assert rows(ProjectRow, "pk") == []


def test_a_territory_cannot_write_the_portfolio_itself(somme):
    with in_territory(somme.schema_name):
        make.project()
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            list(ProjectRow.objects.all())


def test_like_problems_of_two_territories_are_brought_together(somme, oise):
    problem = "Les usagers ne trouvent pas le bon interlocuteur dans leur département"
    with in_territory(somme.schema_name):
        make.project("Allo 80", problem=problem)
        make.project("Autre 80", problem=problem + ", surtout les personnes âgées")
    with in_territory(oise.schema_name):
        other = make.project(
            "Allo 60", problem="les usagers ne trouvent pas le bon INTERLOCUTEUR dans leur departement"
        )
    with in_programme():
        pairs = {frozenset((a, b)) for a, b in Likeness.objects.values_list("one__name", "other__name")}
    assert pairs == {frozenset(("Allo 80", "Allo 60")), frozenset(("Autre 80", "Allo 60"))}

    with in_territory(oise.schema_name):
        other.problem = "Les abeilles disparaissent du territoire"
        other.save()
    assert rows(Likeness, "share") == []


def test_a_rebuild_mends_what_went_astray(real_db, somme):
    with in_territory(somme.schema_name):
        project = make.project()
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE public.portfolio_projectrow SET name = 'Perdu de vue'")

    assert [str(one) for one in projection.compare_all()] == [
        f"somme : project {project.pk} astray",
        f"somme : project {project.pk} missing",
    ]
    with pytest.raises(CommandError, match="2 écarts"):
        call_command("portfolio", "--check", stdout=StringIO())
    call_command("portfolio", "--rebuild", stdout=StringIO())
    assert projection.compare_all() == []
    assert rows(ProjectRow, "name") == [("Allo 80",)]
