"""What the pages of projects and committees show: which act comes next, which words a row says."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.urls import get_urlconf, set_urlconf

from eclore.kit import clock
from programs.local.incubation import queries
from programs.local.incubation.domain import committees, journal, members
from programs.local.incubation.models import Committee, JournalEntry, Phase, Project, Review
from programs.local.incubation.states import ENDED, RUNNING, ProjectState
from programs.local.incubation.views import committee_page, project_list, project_page, project_phases
from tenants.contexts import in_territory
from tests.factories import incubation as make

TODAY = clock.today()
STOP = {"verdict": "stopped", "learnt": "Dix entretiens.", "why": "Le besoin est couvert."}


@pytest.fixture
def territory(somme):
    before = get_urlconf()
    set_urlconf(settings.URLCONFS["territory"])
    with in_territory(somme.schema_name):
        yield somme
    set_urlconf(before)


def ended() -> Project:
    project = make.project(started=TODAY)
    committee = make.committee(project)
    committees.decide(committee.reviews.get(), by=make.SYSTEM, **STOP)
    committees.close(committee, by=make.SYSTEM)
    return Project.objects.get()


def primary(project, *, manages=False, writes=False):
    link = project_page.primary_action(project, manages=manages, writes=writes)
    return link and link.url.removeprefix(project.get_absolute_url())


def test_what_comes_next_follows_the_project_and_the_person(territory):
    project = make.project()
    assert primary(project, manages=True, writes=True) == "demarrer/"
    assert primary(project, writes=True) == "journal/"
    assert primary(project) is None
    Project.objects.update(state="investigation", started_at=clock.now())
    project.refresh_from_db()
    assert primary(project, manages=True, writes=True) == "journal/"


def test_once_it_has_ended_the_lesson_is_asked_until_it_is_written(territory):
    project = ended()
    assert primary(project, writes=True) is None
    project.post_mortem.learnt = ""
    assert primary(project, writes=True) == "bilan/"
    assert primary(project) is None


@pytest.mark.parametrize("state", ProjectState)
def test_the_managers_links_are_those_that_the_state_allows(territory, state):
    project = Project(state=state)
    labels = {link.label for link in project_page.management_links(project)}
    running = {"Présenter à un jury", "Prévoir un comité"} if state in RUNNING else set()
    after = {"Compléter le bilan", "Noter une reprise locale"} if state in ENDED else {"Rattacher une autre idée"}
    asleep = {"Réveiller le projet"} if state == ProjectState.DORMANT else set()
    assert labels == {"Modifier le nom et le problème"} | running | after | asleep


def test_a_local_takeover_is_noted_once(territory):
    project = Project(state=ProjectState.STOPPED, taken_over_locally=True)
    assert "Noter une reprise locale" not in [link.label for link in project_page.management_links(project)]


@pytest.mark.parametrize(("public", "value"), [(True, "non"), (False, "oui")])
def test_a_project_goes_into_the_showcase_or_out_of_it(territory, public, value):
    act = project_page.showcase_act(Project(public=public))
    assert (act.name, act.value) == ("public", value)


@pytest.mark.parametrize(("required", "said"), [(True, "pourra commencer quand"), (False, "ne l'exige pas")])
def test_missing_signatures_say_what_they_prevent(territory, required, said):
    sentence = project_page.unsigned(make.project(commitment_required=required)).replace("’", "'")
    assert ("Agente de la Somme" in sentence, said in sentence) == (True, True)


@pytest.mark.parametrize(
    ("state", "phase"),
    [
        ("investigation", "Investigation (pré-incubation)"),
        ("to_sign", "Engagement à signer"),
        ("suspended", "Sursis"),
        ("stopped", "Arrêtée"),
    ],
)
def test_a_row_says_the_state_when_it_says_more_than_the_phase(territory, state, phase):
    project = make.project(started=TODAY)
    Project.objects.filter(pk=project.pk).update(state=state, closed_at=clock.now())
    (row,) = project_list.rows(queries.listed(make.SYSTEM))
    assert row.phase == phase


def test_a_row_counts_freed_days_out_of_signed_ones(territory):
    project = make.project(started=TODAY - timedelta(weeks=2))
    journal.add(project, by=make.SYSTEM, kind="note", on=TODAY, text="Vu", days_freed=2)
    make.project("À signer")
    listed = {row.project.name: row.days for row in project_list.rows(queries.listed(make.SYSTEM))}
    assert listed == {"Allo 80": "2 sur 3", "À signer": "–"}


def test_days_freed_are_those_of_the_phase(territory):
    project = make.project()
    begun, ended = date(2026, 3, 2), date(2026, 5, 4)
    noted = {date(2026, 3, 1): 5, begun: 1, date(2026, 4, 2): None, ended: 2, date(2026, 5, 5): 7}
    JournalEntry.objects.bulk_create(
        JournalEntry(project=project, kind="note", on=on, days_freed=days) for on, days in noted.items()
    )
    running, over = Phase(real_start=begun), Phase(planned_start=begun, real_end=ended)

    assert [queries.written(project, phase) for phase in (over, running, None)] == [(5, 3), (5, 10), (5, 0)]


def test_a_phase_is_planned_then_runs_then_has_lasted(territory):
    project = make.project(started=TODAY - timedelta(weeks=9))
    running = project_phases.phase_rows(project, manages=True)
    assert [(row.running, row.planned, row.weeks) for row in running] == [(True, True, "")]
    assert running[0].url.startswith(f"{project.get_absolute_url()}phases/")
    Phase.objects.update(real_end=TODAY)
    over = project_phases.phase_rows(project, manages=False)
    assert [(row.running, row.planned, row.weeks, row.url) for row in over] == [
        (False, False, "9 semaines, 9 prévues", "")
    ]
    Phase.objects.update(real_start=None, real_end=None)
    assert [(row.running, row.planned) for row in project_phases.phase_rows(project, manages=False)] == [(False, True)]


def test_only_partners_have_their_status_said_and_only_the_manager_removes(territory):
    project = make.project()
    members.assign(project, by=make.SYSTEM, email="p@exemple.fr", name="Pat", part="team", status="partner")
    members.assign(project, by=make.SYSTEM, email="c@exemple.fr", name="Camille", part="coach")
    groups = project_page.people(project, manages=False)
    assert [(group.label, [one.name for one in group.members]) for group in groups] == [
        ("Équipe", ["Agente de la Somme", "Pat"]),
        ("Coach", ["Camille"]),
    ]
    assert [bool(one.status) for group in groups for one in group.members] == [False, True, False]
    assert {one.remove_url for group in groups for one in group.members} == {""}
    shown = project_page.people(project, manages=True)
    assert all(one.remove_url for group in shown for one in group.members)


def test_a_committee_says_what_it_waits_for_and_closes_once_each_project_is_decided(territory):
    planned = make.committee(make.project(started=TODAY))
    shown = committee_page.shown(planned, make.SYSTEM)
    assert ("Allo 80" in shown["missing"], shown["close_url"], shown["closed"]) == (True, "", None)
    assert shown["reviews"][0].decide.label == "Décider"
    committees.decide(planned.reviews.get(), by=make.SYSTEM, **STOP)
    shown = committee_page.shown(planned, make.SYSTEM)
    assert (shown["missing"], shown["close_url"]) == ("", f"{planned.get_absolute_url()}clore/")
    assert shown["reviews"][0].decide.label == "Revoir la décision"


def test_a_closed_committee_has_no_act_left(territory):
    committee = Committee.objects.create(title="Clos", held_on=TODAY, state="closed", closed_at=clock.now())
    Review.objects.create(committee=committee, project=make.project(started=TODAY))
    shown = committee_page.shown(committee, make.SYSTEM)
    assert (shown["missing"], shown["close_url"], shown["may_plan"], shown["closed"]) == ("", "", False, committee)
    assert [(row.decide, row.drop) for row in shown["reviews"]] == [(None, None)]


def test_a_committee_without_agenda_does_not_close(territory):
    empty = Committee.objects.create(title="Vide", held_on=TODAY)
    assert committee_page.shown(empty, make.SYSTEM)["close_url"] == ""


def test_the_list_of_committees_counts_decisions(territory):
    committee = make.committee(make.project(started=TODAY), make.project("Intra 80", started=TODAY))
    committees.decide(committee.reviews.first(), by=make.SYSTEM, **STOP)
    assert [(row.decided, row.tone) for row in committee_page.rows(queries.committees(make.SYSTEM))] == [
        ("1 sur 2", "")
    ]
