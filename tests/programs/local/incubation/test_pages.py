"""Pages of projects and committees, as each kind of person meets them."""

from datetime import timedelta

import pytest

from eclore.kit import audit, clock
from programs.local.incubation import queries
from programs.local.incubation.domain import journal
from programs.local.incubation.models import Committee, JournalEntry, Project
from programs.local.incubation.states import ProjectState
from tenants.audit.territory.models import Entry
from tenants.contexts import in_territory
from tests.factories import incubation as make
from tests.support.browsing import words
from tests.support.personas import browser, person
from tests.support.statements import Statements

TODAY = clock.today()


def given(site, *titles, **options) -> list[Project]:
    with in_territory(site.schema_name):
        return [make.project(title, **options) for title in titles]


@pytest.fixture
def manager(somme):
    return browser(somme, person("manager", at=somme))


def names(page) -> list[str]:
    return [row.project.name for row in page.context["rows"]]


def test_everybody_sees_public_projects_and_members_their_own(somme):
    author = person("member", at=somme)
    given(somme, "Public", public=True)
    given(somme, "À moi", author=author)
    given(somme, "À d'autres")

    assert names(browser(somme).get("/projets/")) == ["Public"]
    assert names(browser(somme, author).get("/projets/")) == ["À moi", "Public"]
    for role in ("manager", "coach", "sponsor"):
        assert names(browser(somme, person(role, at=somme)).get("/projets/")) == ["À d'autres", "À moi", "Public"]


def test_a_project_that_is_not_for_you_is_not_there(somme, oise):
    (hidden,) = given(somme, "Caché")
    stranger = browser(somme, person("member", at=somme))
    assert [
        browser(somme).get(hidden.get_absolute_url()).status_code,
        stranger.get(hidden.get_absolute_url()).status_code,
    ] == [404, 404]
    assert browser(oise, person("manager", at=oise)).get(hidden.get_absolute_url()).status_code == 404


def test_the_public_page_names_nobody_and_shows_no_journal(somme):
    (project,) = given(somme, "Allo 80", public=True, started=TODAY)
    with in_territory(somme.schema_name):
        JournalEntry.objects.create(project=project, on=TODAY, text="Secret de séance")
    page = browser(somme).get(project.get_absolute_url()).content.decode()
    assert "Personne ne trouve le bon service" in page
    assert ("Agente de la Somme" in page, "Secret de séance" in page) == (False, False)


def test_the_team_writes_its_journal_in_one_form(somme):
    author = person("member", at=somme)
    (project,) = given(somme, "Allo 80", author=author, started=TODAY)
    client = browser(somme, author)
    sent = {
        "kind": "session",
        "on": str(TODAY),
        "text": "Vu trois usagers",
        "next_step": "En voir dix",
        "days_freed": "1,5",
    }

    assert client.post(f"/projets/{project.pk}/journal/", sent).status_code == 302

    page = client.get(project.get_absolute_url()).content.decode()
    assert "Vu trois usagers" in page
    assert "jours libérés : 1,5" in page


def test_taking_a_note_back_asks_first_and_both_acts_are_in_the_audit_log(somme, manager):
    author = person("member", at=somme)
    (project,) = given(somme, "Allo 80", author=author, started=TODAY - timedelta(weeks=2))
    client, address = browser(somme, author), f"/projets/{project.pk}/journal/"
    sent = {"kind": "session", "on": str(TODAY), "text": "Vu trois usagers", "days_freed": "10,5"}
    client.post(address, sent)
    with in_territory(somme.schema_name):
        entry = JournalEntry.objects.get()
    asked = words(client.get(f"{address}{entry.pk}/retirer/"))
    with in_territory(somme.schema_name):
        still_there = JournalEntry.objects.exists()
    client.post(f"{address}{entry.pk}/retirer/")

    assert still_there and "Retirer la note" in asked and "seront perdus" in asked
    with in_territory(somme.schema_name):
        assert not JournalEntry.objects.exists()
        lines = list(Entry.objects.filter(act="journal").order_by("number").values_list("verb", "by_id", "facts"))
    facts = audit.canonical({"entry": str(entry.pk), "nature": "session", "on": str(TODAY), "days_freed": "10.5"})
    assert lines == [("note", author.user_id, facts), ("erase_note", author.user_id, facts)]
    log = words(manager.get("/journal-audit/")).replace("\u00a0", " ")
    assert "Note retirée du journal d'un projet" in log and "Jours libérés : 10,5" in log and "trois usagers" not in log


def test_nobody_is_asked_about_a_note_that_is_not_theirs_to_take_back(somme):
    author = person("member", at=somme)
    (project,) = given(somme, "Allo 80", author=author, started=TODAY)
    with in_territory(somme.schema_name):
        journal.add(project, by=make.SYSTEM, kind="note", on=TODAY, text="Au programme")
        entry = JournalEntry.objects.get()

    assert browser(somme, author).get(f"/projets/{project.pk}/journal/{entry.pk}/retirer/").status_code == 403


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "session", "on": "pas une date", "text": "Vu"}, "on"),
        ({"kind": "session", "on": "2026-01-01", "text": ""}, "text"),
        ({"kind": "rumeur", "on": "2026-01-01", "text": "Vu"}, "kind"),
        ({"kind": "session", "on": "2126-01-01", "text": "Vu"}, "on"),
        ({"kind": "session", "on": "2026-01-01", "text": "Vu\x00"}, "text"),
        ({"kind": "session", "on": "2026-01-01", "text": "Vu", "days_freed": "-3"}, "days_freed"),
        ({"kind": "session", "on": "2026-01-01", "text": "V" * 6000}, "text"),
    ],
)
def test_what_does_not_fit_is_said_by_its_field_and_nothing_typed_is_lost(somme, manager, typed, field):
    (project,) = given(somme, "Allo 80")
    page = manager.post(f"/projets/{project.pk}/journal/", typed)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert page.context["form"].data["text"] == typed["text"]


def test_starting_is_refused_while_a_required_commitment_is_not_signed(somme, manager):
    (project,) = given(somme, "Allo 80", commitment_required=True)
    page = manager.post(f"/projets/{project.pk}/demarrer/", {"on": str(TODAY), "weeks": 9, "days_per_week": "1"})
    assert page.status_code == 422
    assert "Agente de la Somme" in page.content.decode()
    with in_territory(somme.schema_name):
        assert Project.objects.get().state == "to_sign"


def test_a_whole_committee_in_the_browser(somme, manager):
    kept, ended = given(somme, "Allo 80", "Intra 80", started=TODAY - timedelta(weeks=9))
    new = {
        "title": "Comité de mars",
        "held_on": str(TODAY),
        "place": "Amiens",
        "projects": [str(kept.pk), str(ended.pk)],
    }
    assert manager.post("/comites/nouveau/", new).status_code == 302
    with in_territory(somme.schema_name):
        committee = Committee.objects.get()
        reviews = {review.project.name: review.pk for review in committee.reviews.select_related("project")}
    base = committee.get_absolute_url()

    assert manager.post(f"{base}clore/").status_code == 409
    verdict = {"verdict": "construction", "weeks": 26, "motivation": "Le problème est réel."}
    assert manager.post(f"{base}projets/{reviews['Allo 80']}/", verdict).status_code == 302
    refused = manager.post(f"{base}projets/{reviews['Intra 80']}/", {"verdict": "stopped", "why": "Budget"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["learnt"])
    ending = {"verdict": "stopped", "why": "Budget", "learnt": "Beaucoup", "restart": "Nous appeler"}
    assert manager.post(f"{base}projets/{reviews['Intra 80']}/", ending).status_code == 302
    assert manager.get(f"{base}clore/").status_code == 200
    assert manager.post(f"{base}clore/").status_code == 302
    again = manager.post(f"{base}clore/", follow=True)
    assert (again.redirect_chain, "rien n'a été fait deux fois" in words(again)) == ([(base, 302)], True)

    with in_territory(somme.schema_name):
        assert list(Project.objects.order_by("name").values_list("state", flat=True)) == ["construction", "stopped"]
    assert "Nous appeler" in manager.get(ended.get_absolute_url()).content.decode()


def test_a_verdict_is_not_shown_to_the_team_before_the_committee_closes(somme, manager):
    author = person("member", at=somme)
    (project,) = given(somme, "Allo 80", author=author, started=TODAY)
    with in_territory(somme.schema_name):
        committee = make.committee(project)
    review = manager.get(committee.get_absolute_url()).context["reviews"][0].review
    manager.post(
        f"{committee.get_absolute_url()}projets/{review.pk}/",
        {"verdict": "construction", "weeks": 26, "motivation": "Très convaincant"},
    )
    assert "Très convaincant" not in browser(somme, author).get(project.get_absolute_url()).content.decode()
    assert browser(somme, author).get("/comites/").status_code == 403


def test_a_coach_follows_and_writes_only_where_they_have_a_part(somme):
    coach = person("coach", at=somme)
    mine, other = given(somme, "À moi", "Autre", started=TODAY)
    with in_territory(somme.schema_name):
        from programs.local.incubation.domain import members

        members.assign(mine, by=make.SYSTEM, email=coach.email, name=coach.name, part="coach")
    client = browser(somme, coach)
    sent = {"kind": "session", "on": str(TODAY), "text": "Séance"}
    assert client.get(other.get_absolute_url()).status_code == 200
    assert client.post(f"/projets/{mine.pk}/journal/", sent).status_code == 302
    assert client.post(f"/projets/{other.pk}/journal/", sent).status_code == 403
    assert client.post(f"/projets/{mine.pk}/vitrine/", {"public": "oui"}).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_whatever_the_number_of_rows(somme, manager, count):
    projects = given(somme, *(f"Projet {rank}" for rank in range(count)), started=TODAY)
    with in_territory(somme.schema_name):
        committee = make.committee(*projects)
        for _rank in range(count):
            JournalEntry.objects.create(project=projects[0], on=TODAY, text="Noté", days_freed=1)
    manager.get("/projets/")
    costs = {}
    for name, path in {
        "list": "/projets/",
        "project": projects[0].get_absolute_url(),
        "committees": "/comites/",
        "committee": committee.get_absolute_url(),
    }.items():
        with Statements() as sql:
            assert manager.get(path).status_code == 200
        costs[name] = len(sql)
    assert costs == {"list": 4, "project": 8, "committees": 3, "committee": 3}


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_year_of_another_age_is_refused_with_its_field(somme, manager, year):
    (project,) = given(somme, "Allo 80")
    start = {"on": f"{year}-12-31", "weeks": 9, "days_per_week": "1"}
    page = manager.post(f"/projets/{project.pk}/demarrer/", start)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["on"])
    new = {"title": "Comité", "held_on": f"{year}-12-31", "projects": [str(project.pk)]}
    page = manager.post("/comites/nouveau/", new)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["held_on"])


def test_an_address_too_long_for_anybody_is_refused(somme, manager):
    (project,) = given(somme, "Allo 80")
    typed = {"name": "X", "email": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.fr", "part": "coach"}
    page = manager.post(f"/projets/{project.pk}/personnes/", typed)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["email"])


def test_a_decision_asks_only_what_it_needs(somme, manager):
    (project,) = given(somme, "Allo 80", started=TODAY)
    with in_territory(somme.schema_name):
        committee = make.committee(project)
        path = f"{committee.get_absolute_url()}projets/{committee.reviews.get().pk}/"
    asked = {
        verdict: list(manager.get(f"{path}?decision={verdict}").context["form"].fields)
        for verdict in ("suspended", "stopped")
    }
    assert asked == {
        "suspended": ["motivation", "weeks", "conditions", "next_on"],
        "stopped": ["learnt", "why", "restart"],
    }
    choice = manager.get(path).context["form"]
    assert "construction" in dict(choice.fields["decision"].choices)
    assert list(manager.get(f"{path}?decision=n'importe quoi").context["form"].errors) == ["decision"]


def test_a_committee_that_is_refused_half_way_leaves_nothing(somme, manager, monkeypatch):
    """A project ends between the page and its sending: the agenda is refused once the committee is written."""
    (project,) = given(somme, "Allo 80", started=TODAY)
    with in_territory(somme.schema_name):
        Project.objects.update(state=ProjectState.STOPPED, closed_at=clock.now())
    monkeypatch.setattr(queries, "for_an_agenda", lambda actor, committee=None: Project.objects.all())

    new = {"title": "Comité", "held_on": str(TODAY), "place": "", "projects": [str(project.pk)]}
    answer = manager.post("/comites/nouveau/", new)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["projects"])
    with in_territory(somme.schema_name):
        assert not Committee.objects.exists()
