"""Public pages: what is shown, what is counted, and nothing that was not published."""

from datetime import date, timedelta

import pytest

from eclore.kit import clock
from programs.bridge import deliveries
from programs.joint.forums.models import Forum, Nomination, Participation
from programs.joint.juries.models import Decision, Jury, Passage
from programs.local.ideas.models import Idea
from programs.local.incubation.domain import committees, projects
from programs.local.incubation.models import Project
from tenants.contexts import in_programme, in_territory
from tests.factories import incubation as make
from tests.factories.forums import a_decided_forum
from tests.support.personas import browser, person
from tests.support.statements import Statements

START = date(2020, 1, 14)


@pytest.fixture
def anybody(national):
    return browser(national)


def given(site, *titles, **options):
    with in_territory(site.schema_name):
        return [make.project(title, **options) for title in titles]


def decide(site, project, **verdict):
    with in_territory(site.schema_name):
        committee = make.committee(project)
        committees.decide(committee.reviews.get(), by=make.SYSTEM, **verdict)
        committees.close(committee, by=make.SYSTEM)


def names(page) -> list[str]:
    return [project.name for project in page.context["page"]]


def test_the_showcase_shows_what_territories_show(somme, oise, anybody):
    (shown,) = given(somme, "Allo 80", public=True)
    (hidden,) = given(oise, "Caché")
    assert names(anybody.get("/projets/")) == ["Allo 80"]
    assert "Personne ne trouve" in anybody.get(f"/projets/{shown.pk}/").content.decode()
    assert anybody.get(f"/projets/{hidden.pk}/").status_code == 404
    assert names(anybody.get("/projets/?territoire=oise&q=x&etat=faux")) == []
    assert names(anybody.get("/projets/?etat=en-cours&q=ALLO")) == ["Allo 80"]
    assert names(anybody.get("/projets/?etat=termines")) == []


def test_a_public_page_names_nobody(somme, anybody):
    (shown,) = given(somme, "Allo 80", public=True, started=START)
    page = anybody.get(f"/projets/{shown.pk}/").content.decode()
    assert "Agente" not in page
    assert "Investigation commencée le" in page


def test_an_ended_project_leaves_its_lesson_to_everybody(somme, anybody):
    (project,) = given(somme, "Allo 80", public=True, started=START)
    decide(somme, project, verdict="stopped", learnt="Un numéro existe", why="Doublon", restart="Écrire au standard")
    page = anybody.get(f"/projets/{project.pk}/").content.decode()
    assert [text in page for text in ("Un numéro existe", "Doublon", "Écrire au standard")] == [True] * 3


def test_the_landing_page_leads_to_open_calls_and_territories(somme, oise, anybody):
    with in_territory(somme.schema_name):
        make.edition()
    with in_territory(oise.schema_name):
        call = make.edition().call
        call.closes_at = clock.now() - timedelta(days=1)
        call.save()
    page = anybody.get("/")
    assert [(call.territory.name, url) for call, url in page.context["calls"]] == [("Somme", somme.url())]
    assert {territory.name for territory, _url in page.context["territories"]} >= {"Somme", "Oise", "Nord"}


def test_the_landing_page_shows_a_page_of_territories_and_finds_the_others(national, anybody, monkeypatch):
    monkeypatch.setattr("programs.joint.showcase.views.PER_PAGE", 2)

    def found(query: str) -> list[str]:
        return [territory.name for territory, _url in anybody.get(f"/{query}").context["territories"]]

    first, second = found(""), found("?page=2")
    assert (len(first), len(second)) == (2, 1)
    assert first + second == sorted(first + second)
    assert found("?nom=SÔM") == found("?nom=80") == found("?nom=somme&page=7") == ["Somme"]
    page = anybody.get("/?nom=introuvable").content.decode()
    assert "Aucun territoire ici" in page
    assert 'href="?page=2#territoires"' in anybody.get("/").content.decode()


def season(site, *, submitted: int, heard: int, laureates: int) -> None:
    with in_territory(site.schema_name):
        call, now = make.edition(number=2).call, clock.now()
        states = (
            ["laureate"] * laureates
            + ["not_retained"] * (heard - laureates)
            + ["not_shortlisted"] * (submitted - heard)
        )
        Idea.objects.bulk_create(
            [
                Idea(
                    call=call,
                    author_id=make.AUTHOR,
                    title=f"Idée {rank}",
                    state=state,
                    submitted_at=now,
                    answered_at=now,
                )
                for rank, state in enumerate(states)
            ]
        )


def forum(*places) -> Forum:
    """A forum of these places: one dossier of each, the first two retained; one withdrawn, one never heard."""
    with in_programme():
        made = Forum.objects.create(
            slug="amiens",
            name="Forum d'Amiens",
            place="Amiens",
            held_on=date(2019, 11, 28),
            nominations_until=clock.now() + timedelta(days=9),
            state="published",
            published_at=clock.now(),
        )
        for site in places:
            Participation.objects.create(forum=made, territory_id=site.territory_id, territory_role=site.role, quota=9)
        jury = Jury.objects.create(forum=made, title="Jury", held_on=made.held_on)
        for rank, site in enumerate([*places, places[0], places[0]]):
            nomination = Nomination.objects.create(
                forum=made,
                territory_id=site.territory_id,
                territory_role=site.role,
                territory_name=site.name,
                idea_id=f"00000000-0000-4000-8000-00000000000{rank}",
                title="D",
                snapshot={},
                nominated_by="X",
            )
            if rank == len(places):
                nomination.withdrawn_at = clock.now()
                nomination.save()
            elif rank < len(places):
                passage = Passage.objects.create(jury=jury, nomination=nomination, title="D")
                Decision.objects.create(
                    passage=passage,
                    nomination=nomination,
                    territory_role=site.role,
                    decided_at=clock.now(),
                    verdict="retained" if rank < 2 else "not_retained",
                    published_at=clock.now(),
                )
        return made


def test_statistics_count_what_the_database_holds(somme, oise, nord, anybody):
    season(somme, submitted=15, heard=7, laureates=4)
    forum(somme, oise, nord)
    given(nord, "Attend", started=START)
    ended, reached = given(oise, "Finie", "Continue", started=START)
    decide(oise, ended, verdict="inconclusive", learnt="Appris", why="Fini")
    decide(oise, reached, verdict="construction", weeks=26, motivation="Oui")

    answer = anybody.get("/api/v1/statistics/")

    assert answer["Cache-Control"] == "public, max-age=60"
    counted = answer.json()
    assert list(counted) == ["editions", "forums", "investigations"]
    assert {
        "territory": "somme",
        "programme": "Fabrique",
        "edition": 2,
        "submitted": 15,
        "auditioned": 7,
        "laureates": 4,
    } in counted["editions"]
    assert counted["forums"] == [
        {"name": "Forum d'Amiens", "date": "2019-11-28", "territories": 3, "presented": 3, "selected": 2}
    ]
    assert counted["investigations"] == [
        {"start": "2020-01-14", "started": 3, "inconclusive": 1, "reached_construction": 1}
    ]


def test_drafts_and_withdrawn_ideas_are_not_counted(somme, anybody):
    season(somme, submitted=2, heard=0, laureates=0)
    with in_territory(somme.schema_name):
        Idea.objects.update(state="withdrawn")
        Idea.objects.create(call=make.edition(number=2).call, author_id=make.AUTHOR, title="Brouillon")
    (counted,) = anybody.get("/api/v1/statistics/").json()["editions"]
    assert counted["submitted"] == 0


def test_the_statistics_page_draws_the_same_figures(somme, oise, anybody):
    season(somme, submitted=15, heard=7, laureates=4)
    forum(somme, oise)
    page = anybody.get("/statistiques/").content.decode()
    assert "Somme, Fabrique, édition 2" in page
    assert page.count("<table") == 2
    assert "2 territoires" in page


@pytest.mark.parametrize("count", [1, 3])
def test_public_pages_cost_the_same_whatever_the_number_of_rows(somme, oise, anybody, count):
    shown = given(somme, *(f"Projet {rank}" for rank in range(count)), public=True, started=START)
    given(oise, *(f"Projet {rank}" for rank in range(count)), public=True)
    costs = {}
    for path in ("/", "/projets/", f"/projets/{shown[0].pk}/", "/statistiques/", "/api/v1/statistics/"):
        with Statements() as sql:
            assert anybody.get(path).status_code == 200
        costs[path.replace(str(shown[0].pk), "un")] = len(sql)
    assert costs == {"/": 4, "/projets/": 4, "/projets/un/": 2, "/statistiques/": 4, "/api/v1/statistics/": 4}


def test_the_landing_page_leads_each_person_to_their_own_next_page(national, anybody):
    def primary(client):
        link = client.get("/").context["primary"]
        return link and (link.label, link.url)

    assert primary(anybody) == ("Me connecter", "/connexion/")
    assert primary(browser(national, person(national=("national_coach",)))) == (
        "Ouvrir le portefeuille",
        "/portefeuille/",
    )
    assert primary(browser(national, person())) is None


def test_a_project_tells_its_dated_stages(somme, anybody):
    (waiting,) = given(somme, "À venir", public=True)
    (begun,) = given(somme, "Allo 80", public=True, started=START)
    pages = [anybody.get(f"/projets/{one.pk}/") for one in (begun, waiting)]
    assert [page.context["stages"] for page in pages] == [["Investigation commencée le 14\xa0janvier 2020"], []]
    assert ["va commencer" in page.content.decode() for page in pages] == [False, True]


def test_the_showcase_is_narrowed_to_what_a_forum_has_retained_and_its_team_shows(somme, oise, anybody):
    jury = a_decided_forum(somme, oise, retained=["Somme", "Oise"])
    deliveries.sweep()
    given(somme, "D'ailleurs", public=True)
    with in_territory("somme"):
        projects.show(Project.objects.get(name="Somme"), by=make.SYSTEM, public=True)
    results = anybody.get(f"/forums/{jury.forum.slug}/")
    assert results.context["showcase_url"] == f"/projets/?forum={jury.forum.slug}"
    assert names(anybody.get(results.context["showcase_url"])) == ["Somme"]
    assert sorted(names(anybody.get("/projets/?forum=inconnu"))) == ["D'ailleurs", "Somme"]
    with in_territory("somme"):
        projects.show(Project.objects.get(name="Somme"), by=make.SYSTEM, public=False)
    assert "Oise" not in anybody.get(f"/projets/?forum={jury.forum.slug}").content.decode().partition("<main")[2]
