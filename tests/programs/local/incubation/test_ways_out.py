"""No committee waits for a project that has ended elsewhere, and a dormant project wakes."""

from datetime import timedelta

import pytest

from eclore.kit import clock
from eclore.kit.errors import Refusal
from eclore.kit.transitions import WrongState
from programs.local.incubation.domain import committees, hearings, projects
from programs.local.incubation.models import Committee, Project, Review
from programs.local.juries import domain as juries
from programs.local.juries.models import Passage
from tenants.contexts import in_territory
from tests.factories import incubation
from tests.factories.juries import a_jury_setup, decide_all, mark_everything, passages_of
from tests.support.personas import api_client, browser, person

STOPPED = {"verdict": "stopped", "learnt": "Beaucoup.", "why": "Plus de temps."}
DORMANT = {"verdict": "dormant", "learnt": "Beaucoup.", "why": "Une pause."}
SYSTEM = incubation.SYSTEM


def ended(project, **said):
    """By a committee of its own."""
    committee = incubation.committee(project, title="Ailleurs")
    committees.decide(committee.reviews.get(), by=SYSTEM, **said)
    committees.close(committee, by=SYSTEM)
    return Project.objects.select_related("edition").get(pk=project.pk)


def running(title="Allo 80", **options):
    return incubation.project(title, started=clock.today() - timedelta(weeks=2), **options)


def test_a_project_that_ended_elsewhere_is_left_out_of_a_committee_which_closes_and_says_so(somme):
    with in_territory(somme):
        first, second = running(), running("Cantine")
        committee = incubation.committee(first, second)
        ended(first, **STOPPED)
        left, kept = committee.reviews.select_related("committee", "project__edition").order_by("position")
        with pytest.raises(Refusal) as refused:
            committees.decide(left, by=SYSTEM, **STOPPED)
        committees.decide(kept, by=SYSTEM, **STOPPED)
        committees.close(committee, by=SYSTEM)
        left.refresh_from_db()
        assert (refused.value.code, committee.state, left.lapses) == ("verdict_does_not_fit", "closed", True)
        assert committee.events.get(verb="lapse").note == "Allo 80 : sans objet, le projet est à l'étape « Arrêtée »"


def test_the_page_says_it_and_offers_no_decision(somme):
    coach = person("manager", at=somme)
    with in_territory(somme):
        project = running()
        committee = incubation.committee(project)
        ended(project, **STOPPED)
        review = committee.reviews.get()
    page = browser(somme, coach).get(committee.get_absolute_url()).content.decode()
    assert "Sans objet : le projet a pris fin (Arrêtée)." in page
    assert (f'/projets/{review.pk}/"' in page, f"/projets/{review.pk}/retirer/" in page) == (False, True)
    assert f"{committee.get_absolute_url()}clore/" in page


def test_a_committee_is_cancelled_on_its_page_and_by_the_api_and_closes_no_more(somme):
    runs = person("manager", at=somme)
    with in_territory(somme):
        first, second = incubation.committee(running()), incubation.committee(running("Cantine"))
    assert browser(somme, runs).post(f"/comites/{first.pk}/annuler/").status_code == 302
    assert (
        api_client(somme, runs).send("post", f"/api/v1/committees/{second.pk}/cancel/").json()["state"] == "cancelled"
    )
    with in_territory(somme):
        assert list(Committee.objects.values_list("state", flat=True).distinct()) == ["cancelled"]
        with pytest.raises(Refusal):
            committees.decide(Review.objects.select_related("committee", "project").first(), by=SYSTEM, **STOPPED)


@pytest.mark.parametrize(
    ("kind", "state"), [("", "investigation"), ("investigation",) * 2, ("construction",) * 2, ("acceleration",) * 2]
)
def test_a_dormant_project_wakes_in_the_phase_that_is_said(somme, kind, state):
    with in_territory(somme):
        project = ended(running(), **DORMANT)
        projects.wake(project, by=SYSTEM, on=clock.today(), kind=kind, weeks=6)
        project.refresh_from_db()
        phase = project.phases.get(real_end=None)
        assert (project.state, project.closed_at, phase.kind, phase.weeks) == (state, None, state, 6)


def test_one_that_had_not_begun_is_to_sign_again_and_a_stopped_one_stays(somme):
    with in_territory(somme):
        asleep = ended(incubation.project(), **DORMANT)
        assert projects.wake(asleep, by=SYSTEM, on=clock.today()).state == "to_sign"
        with pytest.raises(WrongState):
            projects.wake(ended(running("Cantine"), **STOPPED), by=SYSTEM, on=clock.today())


def test_waking_by_its_page_and_by_the_api(somme):
    runs = person("manager", at=somme)
    with in_territory(somme):
        first, second = (ended(running(title), **DORMANT) for title in ("Allo 80", "Cantine"))
    today = clock.today().isoformat()
    client, url = browser(somme, runs), f"/projets/{first.pk}/reveiller/"
    assert url in client.get(f"/projets/{first.pk}/").content.decode()
    sent = {"kind": "construction", "on": today, "weeks": "8", "days_per_week": "1"}
    assert client.post(url, sent).status_code == 302
    told = api_client(somme, runs).send("post", f"/api/v1/projects/{second.pk}/wake/", {"on": today}).json()
    with in_territory(somme):
        assert Project.objects.get(pk=first.pk).state == "construction"
    assert told["state"] == "investigation"


def test_a_renewal_whose_project_ended_elsewhere_is_left_out_of_the_publication(somme):
    jury_setup = a_jury_setup(somme, titles="A", opened=False)
    with in_territory(somme):
        project = running()
        hearings.hear(project, jury_setup.jury, by=jury_setup.runs)
        juries.open_session(jury_setup.jury, by=jury_setup.runs)
        jury_setup.passages = passages_of(jury_setup.jury)
        for passage in jury_setup.passages:
            juries.open_passage(passage, by=jury_setup.runs)
        mark_everything(jury_setup)
        juries.deliberate(jury_setup.jury, by=jury_setup.runs)
        decide_all(jury_setup, "laureate", "continued")
        ended(project, **STOPPED)
        juries.publish(jury_setup.jury, by=jury_setup.runs)
        assert Passage.objects.get(project_id=project.pk).lapsed == (
            "Sans objet : le projet est à l'étape « Arrêtée »."
        )
        assert Project.objects.get(pk=project.pk).state == "stopped"
