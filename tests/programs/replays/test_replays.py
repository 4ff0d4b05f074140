"""The four programmes come out with their documented numbers, through real contexts."""

import re
from collections import Counter

import pytest

from eclore.kit import mail
from programs.joint.forums.models import Nomination
from programs.joint.juries.models import Ballot, Decision, HearingNotice
from programs.joint.juries.models import MinutesSignature as JointSignature
from programs.local.calls.models import Edition
from programs.local.ideas.models import Idea
from programs.local.incubation.models import Phase, Project
from programs.local.juries.models import Jury, MinutesSignature, Passage
from programs.replays.catalogue import REPLAYS, territories
from tenants.contexts import in_programme, in_territory
from tenants.territories import sites
from tests.support.auditing import found, verified, wordless
from tests.support.personas import HostClient

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("replays")]


@pytest.fixture(scope="module")
def played(own_database, django_db_blocker):
    """The four programmes in a database of their own."""
    from tests.support import databases

    name = f"{own_database}_replays"
    with django_db_blocker.unblock():
        databases.clone(name)
        with databases.pointed_at(name):
            made = territories()
            with mail.muted():
                assert [replay.play(made) for replay in REPLAYS.values()] == [True] * 4
            yield made
        databases.drop(name)


@pytest.fixture
def statistics(played):
    response = HostClient_national().get("/api/v1/statistics/")
    assert response.status_code == 200
    return response.json()


def HostClient_national():
    from django.conf import settings

    sites.forget()
    return HostClient(sites.find(settings.BASE_HOST))


def test_the_funnels_are_the_documented_ones(statistics):
    funnels = {
        (row["territory"], row["edition"], row["programme"]): (row["submitted"], row["auditioned"], row["laureates"])
        for row in statistics["editions"]
    }

    assert funnels["le-havre", 2, "Appel à innovateur territorial"] == (15, 7, 4)
    assert funnels["fabrique-numerique", 1, "Fabrique numérique"] == (50, 12, 7)


def test_the_forum_heard_fifteen_teams_of_five_territories_and_kept_ten(statistics):
    [forum] = statistics["forums"]

    assert (forum["date"], forum["presented"], forum["selected"]) == ("2019-11-28", 15, 10)
    assert forum["territories"] == 5


def test_eight_investigations_started_six_were_inconclusive_two_reached_construction(statistics):
    by_start = {row["start"]: row for row in statistics["investigations"]}

    assert by_start["2020-01-14"] == {"start": "2020-01-14", "started": 8, "inconclusive": 6, "reached_construction": 2}


@pytest.mark.parametrize(("slug", "edition"), [("le-havre", 2), ("fabrique-numerique", 1)])
def test_a_jury_was_called_shown_its_ranking_and_its_minutes_are_signed_twice(played, slug, edition):
    with in_territory(played[slug]):
        jury = Jury.objects.get(edition__number=edition, kind="audition")
        verbs = set(jury.events.values_list("verb", flat=True))
        assert {"send_order", "reveal", "publish", "freeze_minutes", "sign_minutes"} <= verbs
        signatures = MinutesSignature.objects.filter(minutes__jury=jury).order_by("created_at", "capacity")
        assert sorted(signatures.values_list("capacity", flat=True)) == ["presidency", "secretary"]


def test_the_forum_s_teams_were_told_their_hour_and_its_minutes_are_signed(played):
    with in_programme():
        assert JointSignature.objects.count() == 2
        assert HearingNotice.objects.count() == 15
        assert not HearingNotice.objects.filter(delivered_at=None).exists()


def test_one_session_heard_selection_and_renewal(played):
    with in_territory(played["le-havre"]):
        jury = Jury.objects.get(edition__number=2, kind="audition")
        kinds = Counter(jury.passages.values_list("kind", flat=True))
        continued = Passage.objects.filter(jury=jury, kind="renewal", decision__verdict="continued").count()
        seconds = Phase.objects.filter(kind="construction", number=2).count()

    assert (str(jury.held_on), kinds, continued, seconds) == ("2022-03-15", {"selection": 7, "renewal": 3}, 3, 3)


def test_a_juror_never_marked_their_own_territory(played):
    with in_programme():
        own = Ballot.objects.filter(cast_at__isnull=False, seat__territory__role=_own_role()).count()
        others = Ballot.objects.filter(cast_at__isnull=False).count()

    assert (own, others) == (0, 15 * 12)


def _own_role():
    from django.db.models import F

    return F("passage__nomination__territory_role")


def test_every_joint_decision_came_home(played):
    with in_programme():
        delivered = Decision.objects.filter(delivered_at__isnull=False).count()
        nominated = Nomination.objects.count()

    assert (delivered, nominated) == (15, 15)


def test_two_stopped_projects_were_taken_over_locally(played):
    names = []
    for slug in ("pas-de-calais", "val-d-oise"):
        with in_territory(played[slug]):
            names += Project.objects.filter(taken_over_locally=True).values_list("name", flat=True)

    assert sorted(names) == ["Prev' Accueil", "Sur la route !"]


def test_finished_editions_are_closed(played):
    states = {}
    for slug, territory in played.items():
        with in_territory(territory):
            states[slug] = set(Edition.objects.values_list("state", flat=True))

    assert {slug: found for slug, found in states.items() if found != {"closed"}} == {}


def test_a_generated_dossier_says_more_than_its_title(played):
    with in_territory(played["fabrique-numerique"]):
        ideas = list(Idea.objects.filter(generated=True).values_list("title", "answers__problem"))

    assert len(ideas) == 43
    assert all(re.search(r"\d{3}", problem) and len(problem) > len(title) + 60 for title, problem in ideas)
    assert len({problem for _title, problem in ideas}) == 43


def test_a_replay_is_played_once(played):
    with mail.muted():
        assert [replay.play(played) for replay in REPLAYS.values()] == [False] * 4


def test_every_log_and_what_it_has_sealed_are_whole_and_told_in_words(played):
    code, text = verified()
    assert (code, found(text)) == (0, [])
    for tenant_context in (in_programme(), *(in_territory(territory) for territory in played.values())):
        with tenant_context:
            assert wordless() == set()
