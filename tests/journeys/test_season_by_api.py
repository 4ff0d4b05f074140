"""The same season by programs: tokens instead of pages, status codes, and a code for each refusal.

Each stage is lived once, after the one before it; tests read what it has left, and try what is refused then.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings

from tenants.territories import sites
from tests.journeys import answers
from tests.journeys.answers import one, passage_of, phase_from
from tests.journeys.steps import programs
from tests.journeys.steps.programs import FORUM, GRANTED, NOMINATIONS, PROJECTS, READING, Season, marked
from tests.support import databases
from tests.support.payloads import INSTANT, KEY
from tests.support.queue import watched

pytestmark = pytest.mark.xdist_group("season by programs")
NOT_FOUND = (404, "not_found")
STOPPED = {"verdict": "stopped", "learnt": "Le besoin est couvert.", "why": "Un service existe."}


@pytest.fixture(scope="module")
def season(own_database, django_db_blocker) -> Iterator[Season]:
    """The call is open; in a database of its own."""
    with (
        django_db_blocker.unblock(),
        databases.copied(f"{own_database}_programs") as name,
        databases.pointed_at(name),
        pytest.MonkeyPatch.context() as monkeypatch,
        watched(monkeypatch) as queue,
    ):
        hosts = [f"{slug}.{settings.BASE_HOST}" for slug in ("somme", "oise", "nord")]
        season = programs.gather(*(sites.find(host) for host in (*hosts, settings.BASE_HOST)), queue)
        programs.open_a_call(season)
        yield season


@pytest.fixture(scope="module")
def submitted(season: Season) -> Season:
    programs.submit(season)
    return season


@pytest.fixture(scope="module")
def reading(submitted: Season) -> Season:
    with submitted.day(READING):
        programs.compose_the_reading(submitted)
    return submitted


@pytest.fixture(scope="module")
def marks_closed(reading: Season) -> Season:
    with reading.day(READING):
        programs.read_everything(reading)
    return reading


@pytest.fixture(scope="module")
def shortlisted(marks_closed: Season) -> Season:
    with marks_closed.day(READING):
        programs.shortlist(marks_closed)
        programs.publish_a_forum(marks_closed)
    return marks_closed


@pytest.fixture(scope="module")
def nominated(shortlisted: Season) -> Season:
    with shortlisted.day(READING):
        programs.nominate(shortlisted)
    return shortlisted


@pytest.fixture(scope="module")
def sitting(nominated: Season) -> Season:
    with nominated.day(FORUM):
        programs.seat_a_jury(nominated)
    return nominated


@pytest.fixture(scope="module")
def deliberating(sitting: Season) -> Season:
    with sitting.day(FORUM):
        sitting.members[0].put(f"{sitting.dossier}ballot/", marked(sitting.coach, sitting.jury, 5))
        sitting.coach.act(f"juries/{sitting.jury}/deliberate/")
    return sitting


@pytest.fixture(scope="module")
def decided(deliberating: Season) -> Season:
    with deliberating.day(FORUM):
        programs.publish_a_laureate(deliberating)
    return deliberating


@pytest.fixture(scope="module")
def started(decided: Season) -> Season:
    with decided.day(PROJECTS):
        programs.start_the_project(decided)
    return decided


@pytest.fixture(scope="module")
def planned(started: Season) -> Season:
    with started.day(PROJECTS):
        programs.plan_a_committee(started)
    return started


@pytest.fixture(scope="module")
def closed(planned: Season) -> Season:
    with planned.day(PROJECTS):
        planned.manager.put(planned.on_the_agenda, STOPPED)
        planned.closing = planned.manager.act(f"committees/{planned.committee}/close/")
    return planned


def test_an_agent_opens_no_call(season):
    assert season.agents[0].refused("calls/", {}) == (403, "not_allowed")


def test_an_idea_is_submitted_with_what_its_team_has_said(submitted):
    assert submitted.plain(submitted.agents[0].read(f"ideas/{submitted.ideas[0]}/")) == answers.IDEA


def test_a_line_manager_answers_once(submitted):
    refusal = {"answer": "refuse", "reason": "Non."}
    refused = [submitted.anybody.refused(f"commitments/{secret}/", refusal) for secret in submitted.secrets]
    assert refused == [(409, "already_answered")] * 2


def test_an_idea_is_submitted_once(submitted):
    first, number = submitted.agents[0].read(f"ideas/{submitted.ideas[0]}/"), submitted.ideas[0]
    again = submitted.agents[0].client.send("POST", f"/api/v1/ideas/{number}/submit/")
    assert (again.status_code, again.json()) == (200, first)


def test_nobody_else_finds_an_idea(submitted):
    others = (submitted.agents[1], *submitted.neighbours)
    refused = [each.refused(f"ideas/{submitted.ideas[0]}/", method="get") for each in others]
    assert refused == [NOT_FOUND] * 3


def test_an_idea_is_not_submitted_once_the_call_has_closed(submitted):
    with submitted.day(READING):
        assert submitted.agents[0].refused(f"ideas/{submitted.late}/submit/") == (409, "closed")


def test_a_reader_finds_every_idea(reading):
    passages = reading.reader.read(f"juries/{reading.reading}/passages/")["results"]
    assert reading.plain(passages) == [passage_of(rank) for rank in (0, 1)]


@pytest.mark.parametrize(("value", "code"), [(4, "incomplete"), (9, "invalid")])
def test_a_ballot_has_every_criterion_on_its_scale(reading, value, code):
    with reading.day(READING):
        first, *_others = marked(reading.reader, reading.reading, value)["marks"]
        refused = [
            reading.reader.refused(f"{passage}ballot/", {"marks": {first: value}}, method="put")
            for passage in programs.addresses_of(reading.reader, reading.reading)
        ]
    assert refused == [(422, code)] * 2


def test_a_jury_is_not_published_before_it_has_decided(marks_closed):
    with marks_closed.day(READING):
        assert marks_closed.manager.refused(f"juries/{marks_closed.reading}/publish/") == (409, "undecided")


def test_a_reader_sees_verdicts_once_published(shortlisted):
    passages = shortlisted.reader.read(f"juries/{shortlisted.reading}/passages/")["results"]
    assert shortlisted.plain(passages) == [
        passage_of(rank, ballot="cast", verdict="shortlisted", may_mark=False) for rank in (0, 1)
    ]


def test_an_idea_is_nominated_by_its_own_territory(shortlisted):
    stranger, wanted = shortlisted.neighbours[1], {"idea": shortlisted.ideas[0], "forum": shortlisted.forum}
    with shortlisted.day(READING):
        assert stranger.refused("nominations/", wanted) == NOT_FOUND


def test_a_nomination_asks_for_the_consent_of_the_team(shortlisted):
    wanted = {"idea": shortlisted.ideas[0], "forum": shortlisted.forum}
    with shortlisted.day(READING):
        assert shortlisted.manager.refused("nominations/", wanted) == (409, "consent_missing")


def test_a_nomination_freezes_what_the_team_had_written(nominated):
    answer = nominated.manager.read("nominations/")
    assert nominated.plain(answer) == one({**answers.NOMINATION, "id": KEY})


@pytest.mark.parametrize(
    ("rank", "day", "code"),
    [
        (0, READING, "already_nominated"),
        (1, READING, "territory_quota_reached"),
        (1, NOMINATIONS, "nominations_closed"),
    ],
)
def test_a_nomination_is_made_once_within_the_quota_and_in_time(nominated, rank, day, code):
    wanted = {"idea": nominated.ideas[rank], "forum": nominated.forum}
    with nominated.day(day):
        assert nominated.manager.refused("nominations/", wanted) == (409, code)


def test_a_member_from_the_territory_of_a_dossier_is_asked_to_step_aside(sitting):
    passages = sitting.members[1].read(f"juries/{sitting.jury}/passages/")["results"]
    joint = {"idea": None, "territory": "Somme", "state": "open", "opened_at": INSTANT}
    proposed = {"recusal": "proposed", "recusal_id": KEY, "may_mark": False}
    assert sitting.plain(passages) == [{**passage_of(0), "id": "passage", **joint, **proposed}]


def test_nobody_marks_before_they_have_answered(sitting):
    with sitting.day(FORUM):
        ballot = marked(sitting.coach, sitting.jury, 5)
        refused = sitting.members[1].refused(f"{sitting.dossier}ballot/", ballot, method="put")
    assert refused == (409, "conflicts_unanswered")


def test_a_jury_deliberates_with_its_quorum(sitting):
    with sitting.day(FORUM):
        absent = sitting.coach.read(f"juries/{sitting.jury}/seats/")[-1]["id"]
        programs.note(sitting, absent, present=False)
        refused = sitting.coach.refused(f"juries/{sitting.jury}/deliberate/")
        programs.note(sitting, absent, present=True)
    assert refused == (409, "no_quorum")


def test_a_decision_has_one_of_the_jury_s_verdicts(deliberating):
    with deliberating.day(FORUM):
        refused = deliberating.coach.refused(f"{deliberating.dossier}decision/", {"verdict": "peut-être"}, method="put")
    assert refused == (422, "invalid")


def test_a_territory_does_not_find_the_dossier_of_another(deliberating):
    with deliberating.day(FORUM):
        refused = deliberating.neighbours[1].refused(f"nominations/{deliberating.passage}/", method="get")
    assert refused == NOT_FOUND


def test_a_laureate_learns_it_at_home(decided):
    idea = decided.agents[0].read(f"ideas/{decided.ideas[0]}/")
    known = {"state": "laureate", "share_with_forum": True, "shortlisted_at": INSTANT, "answered_at": INSTANT}
    assert decided.plain(idea) == {**answers.IDEA, **known, "team": [{**answers.MEMBER, "consented_at": INSTANT}]}


def test_a_decision_comes_home_with_what_it_grants(decided):
    answer = decided.manager.read("nominations/")
    granted = {"verdict": "retained", "motivation": "Une équipe prête.", **GRANTED, "conditions": ""}
    decision = {**granted, "waiting_rank": None, "published_at": INSTANT, "delivered_at": INSTANT}
    assert decided.plain(answer) == one({**answers.NOMINATION, "id": KEY, "decision": decision})


def test_a_laureate_s_project_runs(started):
    with started.day(PROJECTS):
        answer = started.manager.read("projects/")
    assert started.plain(answer) == one({**answers.PROJECT, "phases": [phase_from(started.date(PROJECTS))]})


def test_the_nation_follows_it(started):
    with started.day(PROJECTS):
        answer = started.coach.read("portfolio/")
    phase = phase_from(started.date(PROJECTS))
    planned = {"phase_start": phase["planned_start"], "phase_end": phase["planned_end"]}
    assert started.plain(answer) == one({**answers.FOLLOWED, **planned})


def test_a_neighbour_follows_nothing(started):
    stranger = started.neighbours[1]
    with started.day(PROJECTS):
        lists = [stranger.read(path) for path in ("projects/", "nominations/")]
        portfolio = stranger.refused("portfolio/", method="get")
    assert lists == [{"count": 0, "next": None, "previous": None, "results": []}] * 2
    assert portfolio == NOT_FOUND


def test_a_committee_closes_once_it_has_a_verdict_on_each_project(planned):
    with planned.day(PROJECTS):
        assert planned.manager.refused(f"committees/{planned.committee}/close/") == (409, "verdict_missing")


def test_a_project_is_stopped_with_what_was_learnt(planned):
    with planned.day(PROJECTS):
        refused = planned.manager.refused(planned.on_the_agenda, {"verdict": "stopped"}, method="put")
    assert refused == (422, "invalid")


def test_a_committee_closes_with_its_verdict(closed):
    review = {**answers.REVIEW, **STOPPED, "author_name": "Chargée de programme", "decided_at": INSTANT}
    over = {"state": "closed", "closed_at": INSTANT, "decided_count": 1, "agenda": [review]}
    assert closed.plain(closed.closing) == {**answers.COMMITTEE, "held_on": closed.date(PROJECTS), **over}


def test_a_stopped_project_says_what_was_learnt(closed):
    with closed.day(PROJECTS):
        answer = closed.manager.read(f"projects/{closed.project}/")
    today = closed.date(PROJECTS)
    assert closed.plain(answer) == {
        **answers.PROJECT,
        "state": "stopped",
        "closed_at": INSTANT,
        "phases": [phase_from(today, real_end=today)],
        "post_mortem": {"learnt": STOPPED["learnt"], "why": STOPPED["why"], "restart": ""},
        "sponsor": "",
        "members": [{"id": KEY, "name": "Agente 0", "part": "team", "status": "agent"}],
    }
