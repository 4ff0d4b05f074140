"""Forums, nominations and joint juries through the API: the same acts, rules and refusals as the pages."""

from datetime import timedelta

import pytest

from eclore.kit import clock
from eclore.kit.actor import MANAGER, MEMBER
from programs.bridge import deliveries
from programs.joint.juries import domain
from programs.joint.juries.models import Passage
from tenants.contexts import in_programme
from tests.factories.forums import NATIONAL, a_decided_forum, a_forum, a_jury, a_nomination, a_shortlisted
from tests.support.personas import api_client, browser, person
from tests.support.statements import Statements

API = "/api/v1"


@pytest.fixture
def coach(national):
    return api_client(national, person(national=("national_coach",)))


@pytest.fixture
def manager_client(somme):
    return api_client(somme, person(MANAGER, at=somme))


def fields(**changes):
    return {
        "name": "Forum du Nord",
        "place": "Lille",
        "held_on": (clock.today() + timedelta(days=30)).isoformat(),
        "nominations_until": (clock.now() + timedelta(days=20)).isoformat(),
        **changes,
    }


def problem(answer):
    body = answer.json()
    return answer.status_code, body["code"], body.get("field")


def test_a_forum_is_prepared_joined_and_published(coach, somme, national):
    created = coach.send("POST", f"{API}/forums/", fields(quota_total=5, places=2))
    assert created.status_code == 201
    body = created.json()
    assert (body["slug"], body["state"], body["quota_total"], body["participants"]) == ("forum-du-nord", "draft", 5, [])
    joined = coach.send("POST", f"{API}/forums/forum-du-nord/participants/", {"territory": "somme", "quota": 2})
    assert joined.json() == {
        "id": joined.json()["id"],
        "territory": "somme",
        "name": "Somme",
        "quota": 2,
        "nominated": 0,
        "hosts": False,
        "late": False,
    }
    assert browser(national).get(f"{API}/forums/forum-du-nord/").status_code == 404
    assert coach.send("POST", f"{API}/forums/forum-du-nord/publish/").json()["state"] == "published"
    assert browser(national).get(f"{API}/forums/").json()["results"][0]["slug"] == "forum-du-nord"


def test_refusals_carry_a_code_and_a_field(coach, somme):
    forum = a_forum(somme)
    again = coach.send("POST", f"{API}/forums/{forum.slug}/participants/", {"territory": "somme"})
    assert problem(again) == (409, "already_participating", "territory")
    assert problem(coach.send("POST", f"{API}/forums/", fields(places=99))) == (
        422,
        "more_places_than_dossiers",
        "places",
    )
    assert problem(coach.send("POST", f"{API}/forums/", {"name": 3})) == (422, "invalid", None)
    assert problem(coach.send("POST", f"{API}/forums/{forum.slug}/publish/")) == (409, "wrong_state", None)


def test_nobody_but_the_national_team_runs_forums(national, somme):
    forum = a_forum(somme)
    for client in (browser(national), api_client(national, person())):
        for method, path in (("POST", ""), ("POST", f"{forum.slug}/close/"), ("GET", f"{forum.slug}/dossiers/")):
            assert client.send(method, f"{API}/forums/{path}", {}).status_code in (401, 403)


def test_a_territory_nominates_reads_and_withdraws(manager_client, somme):
    forum, idea = a_forum(somme), a_shortlisted(somme)
    assert [(row["slug"], row["remaining"]) for row in manager_client.get(f"{API}/nominations/forums/").json()] == [
        (forum.slug, 3)
    ]
    sent = manager_client.send("POST", f"{API}/nominations/", {"idea": str(idea.pk), "forum": forum.slug})
    assert sent.status_code == 201
    assert sent.json()["snapshot"]["team"] == [{"name": "Agente · Somme", "status": "Agente ou agent"}]
    again = manager_client.send("POST", f"{API}/nominations/", {"idea": str(idea.pk), "forum": forum.slug})
    assert problem(again) == (409, "already_nominated", None)
    assert [row["id"] for row in manager_client.get(f"{API}/nominations/").json()["results"]] == [sent.json()["id"]]
    assert manager_client.send("POST", f"{API}/nominations/{sent.json()['id']}/withdraw/").status_code == 204
    assert manager_client.get(f"{API}/nominations/{sent.json()['id']}/").status_code == 404


def test_a_territory_reads_its_decision_and_takes_the_idea_up(manager_client, somme, oise):
    a_decided_forum(somme, oise, retained=["Oise"])
    deliveries.deliver("somme")
    (row,) = manager_client.get(f"{API}/nominations/").json()["results"]
    assert (row["decision"]["verdict"], row["decision"]["motivation"]) == ("not_retained", "Motif pour Somme.")
    taken = manager_client.send("POST", f"{API}/ideas/{row['idea']}/take-up/")
    assert (taken.status_code, taken.json()["idea"]) == (201, row["idea"])
    again = manager_client.send("POST", f"{API}/ideas/{row['idea']}/take-up/")
    assert (again.status_code, again.json()) == (201, taken.json())
    other = api_client(somme, person("manager", at=somme))
    assert problem(other.send("POST", f"{API}/ideas/{row['idea']}/take-up/")) == (409, "not_declined", None)


def test_an_agent_and_another_territory_get_nothing(somme, oise):
    nomination = a_nomination(somme, a_forum(somme, oise))
    agent = api_client(somme, person(MEMBER, at=somme))
    neighbour = api_client(oise, person(MANAGER, at=oise))
    assert agent.get(f"{API}/nominations/").status_code == 403
    assert neighbour.get(f"{API}/nominations/").json()["results"] == []
    assert neighbour.get(f"{API}/nominations/{nomination.pk}/").status_code == 404
    assert neighbour.send("POST", f"{API}/nominations/{nomination.pk}/withdraw/").status_code == 404


def test_a_joint_jury_sits_and_publishes(coach, national, somme, oise):
    forum = a_forum(somme, oise)
    a_nomination(somme, forum, "Allo 80")
    a_nomination(oise, forum, "Les Locavors")
    jury = coach.send("POST", f"{API}/juries/", {"forum": forum.slug, "quorum": 1}).json()
    base = f"{API}/juries/{jury['id']}/"
    seat = {"email": "elue@somme.fr", "name": "Élue", "territory": "somme"}
    assert coach.send("POST", f"{base}seats/", seat).status_code == 201
    assert problem(coach.send("POST", f"{base}seats/", seat)) == (409, "already_seated", "email")
    member = api_client(national, person(email="elue@somme.fr"))
    assert coach.send("POST", f"{base}open/").json()["state"] == "open"
    rows = {row["title"]: row for row in member.get(f"{base}passages/").json()["results"]}
    assert {title: (row["territory"], row["recusal"]) for title, row in rows.items()} == {
        "Allo 80": ("Somme", "proposed"),
        "Les Locavors": ("Oise", "none"),
    }
    assert problem(member.get(f"{base}passages/{rows['Allo 80']['id']}/")) == (409, "conflicts_unanswered", None)
    assert member.send("POST", f"{base}conflicts/", {"aside": [rows["Allo 80"]["id"]]}).status_code == 200
    assert member.get(f"{base}passages/{rows['Allo 80']['id']}/").status_code == 404
    other = rows["Les Locavors"]["id"]
    assert coach.send("POST", f"{base}passages/{other}/open/").json()["state"] == "open"
    marks = {criterion["id"]: 5 for criterion in jury["criteria"]}
    short = member.send("PUT", f"{base}passages/{other}/ballot/", {"marks": dict(list(marks.items())[:1])})
    assert problem(short) == (422, "incomplete", "marks")
    sent = member.send("PUT", f"{base}passages/{other}/ballot/", {"marks": marks, "comment": "Solide."}).json()
    assert (len(sent["marks"]), sent["comment"], sent["cast_at"] is None) == (2, "Solide.", False)
    assert (sent["marks"], sent["cast"]) == (marks, True)
    assert member.get(f"{base}ranking/").status_code == 403
    assert coach.send("POST", f"{base}deliberate/").status_code == 200
    assert coach.get(f"{base}ranking/").status_code == 403
    assert coach.send("POST", f"{base}reveal/").status_code == 200
    ranked = [(row["rank"], row["title"], row["mean"]) for row in coach.get(f"{base}ranking/").json()["results"]]
    assert ranked == [(1, "Les Locavors", "5.00"), (None, "Allo 80", None)]
    assert problem(coach.send("POST", f"{base}publish/")) == (409, "undecided", None)


def test_publishing_says_how_far_decisions_have_gone(coach, somme):
    jury = a_decided_forum(somme, published=False)
    answer = coach.send("POST", f"{API}/juries/{jury.pk}/publish/")
    assert answer.json()["delivery"] == {"delivered": 0, "territories": 1}
    assert answer.json()["jury"]["state"] == "published"


def test_strangers_find_no_jury(national, somme):
    jury = a_jury(a_forum(somme), ("presidente@exemple.fr", None))
    stranger = api_client(national, person())
    assert stranger.get(f"{API}/juries/").json()["results"] == []
    assert stranger.get(f"{API}/juries/{jury.pk}/").status_code == 404
    assert [browser(national).get(f"{API}/juries/{path}").status_code for path in ("", f"{jury.pk}/")] == [401, 401]


@pytest.mark.parametrize("dossiers", [1, 3])
def test_lists_cost_the_same_however_long(coach, manager_client, national, somme, dossiers):
    forum = a_forum(somme)
    for number in range(dossiers):
        a_nomination(somme, forum, f"Dossier {number}")
    jury = a_jury(forum, ("membre@exemple.fr", somme))
    member = api_client(national, person(email="membre@exemple.fr"))
    with in_programme():
        domain.open_session(jury, by=NATIONAL)
        assert Passage.objects.count() == dossiers
    costs = [
        _cost(coach, f"{API}/forums/{forum.slug}/dossiers/"),
        _cost(manager_client, f"{API}/nominations/"),
        _cost(member, f"{API}/juries/{jury.pk}/passages/"),
    ]
    assert costs == [4, 3, 5]


def test_bad_bodies_are_told_never_crash(coach, manager_client, somme):
    a_forum(somme)
    for body in ([], "texte", {"idea": "x", "forum": "\x00"}, {"idea": None, "forum": 3}, None):
        assert manager_client.send("POST", f"{API}/nominations/", body).status_code == 422
        assert coach.send("POST", f"{API}/juries/", body).status_code in (404, 422)


def _cost(client, path):
    with Statements() as sql:
        assert client.get(path).status_code == 200, path
    return len(sql)
