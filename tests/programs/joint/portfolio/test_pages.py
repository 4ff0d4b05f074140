"""The national portfolio: every territory on one page, exceptions first, for the national team alone."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from eclore.kit import clock
from programs.local.incubation.domain import committees, journal
from programs.local.incubation.models import JournalEntry, Phase
from tenants.contexts import in_territory
from tests.factories import incubation as make
from tests.support.personas import api_client, browser, person
from tests.support.statements import Statements

TODAY = clock.today()
SAME = "Les usagers ne trouvent pas le bon interlocuteur dans leur département"


def running(site, name, *, weeks_ago=5, seen=1, **options):
    """A project that began `weeks_ago` and whose coach came `seen` weeks ago."""
    with in_territory(site.schema_name):
        project = make.project(name, started=TODAY - timedelta(weeks=weeks_ago), **options)
        journal.add(
            project, by=make.SYSTEM, kind="session", on=TODAY - timedelta(weeks=seen), text="Séance", days_freed=2
        )
        return project


def ended(site, name, **options):
    with in_territory(site.schema_name):
        project = make.project(name, started=TODAY - timedelta(weeks=9), **options)
        committee = make.committee(project)
        committees.decide(
            committee.reviews.get(),
            by=make.SYSTEM,
            verdict="stopped",
            learnt="Un annuaire ne suffit pas",
            why="Le numéro unique existe déjà",
        )
        committees.close(committee, by=make.SYSTEM)
        return project


@pytest.fixture
def coach(national):
    return browser(national, person(national=("national_coach",)))


def names(page) -> list[str]:
    return [line.row.name for line in page.context["lines"]]


def test_exceptions_come_first_and_say_what_is_wrong(somme, oise, nord, coach):
    running(somme, "Va bien")
    running(oise, "Silence", seen=4, weeks_ago=5)
    running(nord, "Longue", weeks_ago=11)
    late = running(somme, "En retard")
    with in_territory(somme.schema_name):
        make.committee(late, held_on=TODAY - timedelta(days=15))
        JournalEntry.objects.filter(project__name="Silence").update(on=TODAY)
    with in_territory(oise.schema_name):
        JournalEntry.objects.update(on=TODAY - timedelta(days=29))

    page = coach.get("/portefeuille/")

    assert [(line.row.name, line.next, line.late) for line in page.context["lines"]] == [
        ("En retard", "Comité en retard de 2 semaines", True),
        ("Longue", "Plus longue que prévu de 2 semaines", True),
        ("Silence", "Aucune séance depuis 4 semaines", True),
        ("Va bien", "Pas de comité prévu", False),
    ]
    figures = page.context["figures"]
    assert (figures.followed, figures.territories, figures.alarms) == (4, 3, 3)
    assert names(coach.get("/portefeuille/?etat=a-regarder")) == ["En retard", "Longue", "Silence"]


def test_weeks_and_days_are_those_of_the_running_phase(somme, coach):
    running(somme, "Allo 80")
    line = coach.get("/portefeuille/").context["lines"][0]
    assert (line.progress.number, line.progress.weeks, line.days, line.phase) == (6, 9, "2 sur 6", "Investigation")


def test_filters_and_sorts(somme, oise, coach):
    running(somme, "Bêta")
    running(oise, "Alpha", weeks_ago=2)
    ended(somme, "Finie")
    assert names(coach.get("/portefeuille/?territoire=oise")) == ["Alpha"]
    assert names(coach.get("/portefeuille/?etat=termines")) == ["Finie"]
    assert names(coach.get("/portefeuille/?etat=tous&tri=-nom")) == ["Finie", "Bêta", "Alpha"]
    assert names(coach.get("/portefeuille/?q=BETA")) == ["Bêta"]
    assert names(coach.get("/portefeuille/?tri=semaines")) == ["Bêta", "Alpha"]
    assert names(coach.get("/portefeuille/?territoire=nulle-part&tri=rien&page=x&q=%00")) == ["Alpha", "Bêta"]


def test_only_the_national_team_sees_it(somme, national):
    manager = person("manager", at=somme)
    assert browser(national).get("/portefeuille/").status_code == 302
    for path in ("/portefeuille/", "/portefeuille/portefeuille.csv", "/portefeuille/problemes/", "/api/v1/portfolio/"):
        assert browser(national, manager).get(path).status_code == 403
    assert browser(somme, manager).get("/portefeuille/").status_code == 404


def test_the_same_problem_says_why_earlier_ones_stopped(somme, oise, coach):
    running(somme, "Allo 80", problem=SAME)
    ended(oise, "Allo 60", problem=SAME.lower())
    page = coach.get("/portefeuille/")
    (cluster,) = page.context["clusters"]
    assert ([row.name for row in cluster.projects], cluster.territories) == (["Allo 80", "Allo 60"], ["Somme", "Oise"])
    assert "Le numéro unique existe déjà" in page.content.decode()
    assert "Un annuaire ne suffit pas" in coach.get("/portefeuille/problemes/").content.decode()


def test_a_project_leads_openly_into_its_territory(somme, coach):
    project = running(somme, "Allo 80")
    page = coach.get("/portefeuille/").content.decode()
    assert 'action="/territoires/somme/entrer/"' in page
    assert f'value="/projets/{project.pk}/"' in page


def test_it_leaves_for_a_spreadsheet_as_filtered(somme, oise, coach):
    running(somme, "=1+1")
    running(oise, "Alpha")
    book = ZipFile(BytesIO(coach.get("/portefeuille/portefeuille.xlsx?territoire=somme").content))
    texts = book.read("xl/sharedStrings.xml").decode()
    assert (">=1+1<" in texts, ">Alpha<" in texts) == (True, False)
    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    csv = coach.get("/portefeuille/portefeuille.csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in csv] == ["Projet", "'=1+1", "Alpha"]
    assert [coach.get(f"/portefeuille/portefeuille.{kind}").status_code for kind in ("exe", "pdf")] == [404, 404]


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_whatever_the_number_of_rows(somme, oise, coach, count):
    for rank in range(count):
        running(somme, f"Somme {rank}", problem=SAME)
        ended(oise, f"Oise {rank}", problem=SAME)
    coach.get("/portefeuille/")
    with Statements() as sql:
        coach.get("/portefeuille/")
    assert len(sql) == 8, sql.texts


def test_a_page_with_many_territories_stays_light(somme, oise, nord, coach):
    for site in (somme, oise, nord):
        with in_territory(site.schema_name):
            for rank in range(30):
                make.project(f"Projet {rank} de {site.name}", started=TODAY, problem=f"{SAME} {rank} " * 5)
    page = coach.get("/portefeuille/")
    assert (len(page.context["lines"]), len(page.content) < 100_000) == (25, True)


def test_the_api_answers_the_same_rows(somme, oise, national):
    client = api_client(national, person(national=("national_coach",)))
    running(somme, "Allo 80", problem=SAME)
    ended(oise, "Allo 60", problem=SAME)
    answer = client.get("/api/v1/portfolio/?state=tous").json()
    assert [(one["name"], one["territory"], one["state"]) for one in answer["results"]] == [
        ("Allo 60", "oise", "stopped"),
        ("Allo 80", "somme", "investigation"),
    ]
    (cluster,) = client.get("/api/v1/portfolio/problems/").json()
    assert [(one["name"], one["why"]) for one in cluster["projects"]] == [
        ("Allo 80", ""),
        ("Allo 60", "Le numéro unique existe déjà"),
    ]


def test_the_phase_shown_is_the_one_that_began_last(somme, coach):
    project = running(somme, "Allo 80", weeks_ago=20)
    with in_territory(somme.schema_name):
        Phase.objects.filter(project=project).update(real_end=TODAY - timedelta(weeks=3))
        start = TODAY - timedelta(weeks=3)
        Phase.objects.create(
            project=project,
            kind="construction",
            number=2,
            planned_start=start,
            real_start=start,
            planned_end=start + timedelta(weeks=26),
            weeks=26,
        )
        project.state = "construction"
        project.save()
    line = coach.get("/portefeuille/").context["lines"][0]
    assert (line.phase, line.progress.number, line.progress.weeks) == ("Expérimentation n° 2", 4, 26)


def test_three_territories_with_one_problem_make_one_cluster(somme, oise, nord, coach):
    for site in (somme, oise, nord):
        running(site, f"Allo {site.name}", problem=SAME)
    (cluster,) = coach.get("/portefeuille/problemes/").context["page"].object_list
    assert cluster.territories == ["Nord", "Oise", "Somme"]
