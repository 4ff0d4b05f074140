"""The same season by programs: tokens instead of pages, status codes, and a code for each refusal."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from eclore.kit import clock
from tenants.hosts import Site
from tests.journeys.steps.people import link_in
from tests.support.personas import HostClient, api_client, browser, person

GRANTED = {"weeks": 9, "days_per_week": "1.0"}


@dataclass
class Api:
    """One person's program on one host."""

    client: HostClient

    def ask(self, method: str, path: str, data: Any = None, *, expects: int = 200) -> Any:
        answer = self.client.send(method, f"/api/v1/{path}", data)
        assert answer.status_code == expects, (method, path, answer.status_code, answer.content.decode()[:800])
        return json.loads(answer.content) if answer.content else None

    def make(self, path: str, data: Any = None, *, expects: int = 201) -> Any:
        return self.ask("post", path, data, expects=expects)

    def act(self, path: str, data: Any = None) -> Any:
        return self.ask("post", path, data)

    def refused(self, path: str, data: Any = None, *, method: str = "post") -> tuple[int, str]:
        """(status, code) of the problem details; the sentence is there too."""
        answer = self.client.send(method, f"/api/v1/{path}", data)
        assert answer["Content-Type"] == "application/problem+json", answer.content
        problem = json.loads(answer.content)
        assert problem["status"] == answer.status_code and problem["title"]
        return answer.status_code, problem["code"]


@pytest.fixture
def begin(real_db) -> datetime:
    return clock.now()


def program(site: Site, *roles: str, **who: Any) -> Api:
    return Api(api_client(site, person(*roles, at=site, **who)))


def an_edition(manager: Api, begin: datetime) -> str:
    dates = {"opens_at": begin - timedelta(days=1), "closes_at": begin + timedelta(days=30)}
    sent = {name: value.isoformat() for name, value in dates.items()}
    edition = manager.make("calls/", {"programme": "Appel à idées", "quota": 1, **sent})
    manager.act(f"calls/{edition['id']}/publish/")
    return edition["id"]


def an_idea(agent: Api, title: str) -> str:
    """A draft with all its answers."""
    keys = [question["key"] for question in agent.ask("get", "calls/current/")["call"]["questions"]]
    idea = agent.make("ideas/", {"title": title, "answers": dict.fromkeys(keys, f"Réponse de {title}.")})
    return idea["id"]


def signed(agent: Api, idea: str, anybody: Api, queue: Any) -> None:
    """The line manager's program has the secret of the e-mail, and no token."""
    [member] = agent.ask("get", f"ideas/{idea}/")["team"]
    asked = {"signatory_name": "Cheffe", "signatory_email": f"cheffe-{idea}@exemple.fr"}
    agent.make(f"ideas/{idea}/team/{member['id']}/commitment/", asked)
    queue.run()
    secret = link_in(mail.outbox[-1], "/engagement/").rstrip("/").rsplit("/", 1)[-1]
    anybody.act(f"commitments/{secret}/", {"answer": "sign", "signatory_name": "Cheffe", "days_per_week": "1.0"})
    assert anybody.refused(f"commitments/{secret}/", {"answer": "refuse", "reason": "Non."}) == (
        409,
        "already_answered",
    )


def decided(jury: str, manager: Api, verdicts: dict[str, str]) -> None:
    """{idea: verdict}, published together."""
    assert manager.refused(f"juries/{jury}/publish/") == (409, "undecided")
    for passage in manager.ask("get", f"juries/{jury}/passages/"):
        verdict = verdicts[passage["idea"]]
        terms = {"verdict": verdict, "motivation": "Parce que.", **(GRANTED if verdict == "laureate" else {})}
        manager.ask("put", f"juries/{jury}/passages/{passage['id']}/decision/", terms)
    manager.act(f"juries/{jury}/publish/")


def test_a_season_by_programs(begin, somme, oise, nord, national, queue) -> None:
    manager, neighbour, third = (program(site, "manager") for site in (somme, oise, nord))
    coach = Api(api_client(national, person(national=("national_coach", "national_administrator"))))
    agents = [program(somme, "member") for _rank in range(2)]
    edition = an_edition(manager, begin)
    assert agents[0].refused("calls/", {})[0] == 403

    ideas = [an_idea(agent, f"Idée {rank}") for rank, agent in enumerate(agents)]
    late = an_idea(agents[0], "Trop tard")
    for agent, idea in zip(agents, ideas, strict=True):
        signed(agent, idea, Api(browser(somme)), queue)
        agent.act(f"ideas/{idea}/submit/")
    assert agents[0].refused(f"ideas/{ideas[0]}/submit/")[0] == 409
    assert agents[1].refused(f"ideas/{ideas[0]}/", method="get") == (404, "not_found")
    for stranger in (neighbour, third):
        assert stranger.refused(f"ideas/{ideas[0]}/", method="get") == (404, "not_found")

    with clock.at(begin + timedelta(days=31)):
        assert agents[0].refused(f"ideas/{late}/submit/") == (409, "closed")
        reader = program(somme, "juror", email="lectrice@exemple.fr")
        today = clock.today().isoformat()
        reading = manager.make(
            "juries/",
            {"edition": edition, "kind": "reading", "title": "Lecture", "held_on": today, "quorum": 1, "ideas": ideas},
        )["id"]
        manager.make(f"juries/{reading}/seats/", {"email": "lectrice@exemple.fr", "name": "Lectrice"})
        manager.act(f"juries/{reading}/open/")
        criteria = [criterion["id"] for criterion in reader.ask("get", f"juries/{reading}/")["criteria"]]
        for passage in reader.ask("get", f"juries/{reading}/passages/"):
            ballot = f"juries/{reading}/passages/{passage['id']}/ballot/"
            assert reader.refused(ballot, {"marks": {criteria[0]: 4}}, method="put") == (422, "incomplete")
            assert reader.refused(ballot, {"marks": {criteria[0]: 9}}, method="put") == (422, "invalid")
            reader.ask("put", ballot, {"marks": dict.fromkeys(criteria, 4)})
        manager.act(f"juries/{reading}/deliberate/")
        decided(reading, manager, dict.fromkeys(ideas, "shortlisted"))

        forum = coach.make(
            "forums/",
            {
                "name": "Forum",
                "place": "Amiens",
                "held_on": (begin + timedelta(days=60)).date().isoformat(),
                "nominations_until": (begin + timedelta(days=50)).isoformat(),
                "quota_total": 5,
                "places": 1,
                "criteria": ["L'idée"],
            },
        )["slug"]
        coach.make(f"forums/{forum}/participants/", {"territory": "somme", "quota": 1})
        coach.act(f"forums/{forum}/publish/")
        wanted = [{"idea": idea, "forum": forum} for idea in ideas]
        assert third.refused("nominations/", {"idea": ideas[0], "forum": forum}) == (404, "not_found")
        assert manager.refused("nominations/", wanted[0]) == (409, "consent_missing")
        for agent, idea in zip(agents, ideas, strict=True):
            agent.act(f"ideas/{idea}/consent/", {"agreed": True})
        manager.make("nominations/", wanted[0])
        assert manager.refused("nominations/", wanted[0]) == (409, "already_nominated")
        assert manager.refused("nominations/", wanted[1]) == (409, "territory_quota_reached")

    with clock.at(begin + timedelta(days=51)):
        assert manager.refused("nominations/", wanted[1]) == (409, "nominations_closed")

    with clock.at(begin + timedelta(days=60)):
        jury = coach.make("juries/", {"forum": forum, "quorum": 2})["id"]
        members = [("membre@jury.fr", "Membre", None), ("elu@somme.fr", "Élu", "somme")]
        programs = [Api(api_client(national, person(email=email, name=name))) for email, name, _from in members]
        for email, name, territory in members:
            coach.make(f"juries/{jury}/seats/", {"email": email, "name": name, "territory": territory})
        coach.act(f"juries/{jury}/open/")
        [passage] = coach.ask("get", f"juries/{jury}/passages/")
        address = f"juries/{jury}/passages/{passage['id']}"
        coach.act(f"{address}/open/")
        criteria = [criterion["id"] for criterion in coach.ask("get", f"juries/{jury}/")["criteria"]]
        marks = {"marks": dict.fromkeys(criteria, 5)}
        programs[0].ask("put", f"{address}/ballot/", marks)
        assert programs[1].refused(f"{address}/ballot/", marks, method="put") == (409, "recusal_pending")
        absent = coach.ask("get", f"juries/{jury}/seats/")[-1]["id"]
        for present in (False, True):
            coach.ask("patch", f"juries/{jury}/seats/{absent}/", {"present": present})
            if not present:
                assert coach.refused(f"juries/{jury}/deliberate/") == (409, "no_quorum")
        coach.act(f"juries/{jury}/deliberate/")
        retained = {"verdict": "retained", "motivation": "Une équipe prête.", **GRANTED}
        assert coach.refused(f"{address}/decision/", {"verdict": "peut-être"}, method="put")[0] == 422
        coach.ask("put", f"{address}/decision/", retained)
        assert third.refused(f"nominations/{passage['id']}/", method="get") == (404, "not_found")
        coach.act(f"juries/{jury}/publish/")
        queue.run()
        assert agents[0].ask("get", f"ideas/{ideas[0]}/")["state"] == "laureate"

    with clock.at(begin + timedelta(days=62)):
        [project] = manager.ask("get", "projects/")["results"]
        manager.act(f"projects/{project['id']}/start/", {"on": clock.today().isoformat()})
        assert [row["name"] for row in coach.ask("get", "portfolio/")["results"]] == ["Idée 0"]
        assert third.refused("portfolio/", method="get") == (404, "not_found")
        assert third.ask("get", "projects/")["results"] == [] and third.ask("get", "nominations/")["results"] == []
        committee = manager.make(
            "committees/", {"title": "Comité", "held_on": clock.today().isoformat(), "projects": [project["id"]]}
        )
        assert manager.refused(f"committees/{committee['id']}/close/") == (409, "verdict_missing")
        review = f"committees/{committee['id']}/agenda/{committee['agenda'][0]['id']}/"
        assert manager.refused(review, {"verdict": "stopped"}, method="put")[0] == 422
        manager.ask(
            "put", review, {"verdict": "stopped", "learnt": "Le besoin est couvert.", "why": "Un service existe."}
        )
        assert manager.act(f"committees/{committee['id']}/close/")["state"] == "closed"
