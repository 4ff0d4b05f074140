"""The season as programs live it: who has a token where, and the acts of each stage."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core import mail
from django.utils import timezone

from eclore.kit import clock
from tenants.hosts import Site
from tests.journeys.steps.people import link_in
from tests.support.payloads import plain
from tests.support.personas import HostClient, api_client, browser, person
from tests.support.queue import Queue

GRANTED = {"weeks": 9, "days_per_week": "1.0"}
READER = "lectrice@exemple.fr"
READING, NOMINATIONS, FORUM, PROJECTS = 31, 51, 60, 62  # days of the season


@dataclass
class Api:
    """One person's program on one host."""

    client: HostClient

    def ask(self, method: str, path: str, data: Any = None, *, expects: int = 200) -> Any:
        answer = self.client.send(method, f"/api/v1/{path}", data)
        assert answer.status_code == expects, (method, path, answer.status_code, answer.content.decode()[:800])
        return json.loads(answer.content) if answer.content else None

    def read(self, path: str) -> Any:
        return self.ask("get", path)

    def make(self, path: str, data: Any = None) -> Any:
        return self.ask("post", path, data, expects=201)

    def act(self, path: str, data: Any = None) -> Any:
        return self.ask("post", path, data)

    def put(self, path: str, data: Any) -> Any:
        return self.ask("put", path, data)

    def refused(self, path: str, data: Any = None, *, method: str = "post") -> tuple[int, str]:
        """(status, code) of the problem details; the sentence is there too."""
        answer = self.client.send(method, f"/api/v1/{path}", data)
        assert answer["Content-Type"] == "application/problem+json", answer.content
        problem = json.loads(answer.content)
        assert problem["status"] == answer.status_code and problem["title"]
        return answer.status_code, problem["code"]


def program(site: Site, *roles: str, **who: Any) -> Api:
    return Api(api_client(site, person(*roles, at=site, **who)))


@dataclass
class Season:
    """Who takes part, and the keys of what they have made so far. Time only goes forward."""

    somme: Site
    national: Site
    queue: Queue
    manager: Api
    neighbours: list[Api]
    coach: Api
    agents: list[Api]
    anybody: Api
    start: datetime = field(default_factory=clock.now)
    edition: str = ""
    ideas: list[str] = field(default_factory=list)
    late: str = ""
    secrets: list[str] = field(default_factory=list)
    reading: str = ""
    reader: Api | None = None
    forum: str = ""
    jury: str = ""
    passage: str = ""
    members: list[Api] = field(default_factory=list)
    project: str = ""
    committee: str = ""
    review: str = ""
    closing: Any = None  # the committee, as closing it has answered

    @property
    def dossier(self) -> str:
        """The passage before the joint jury."""
        return f"juries/{self.jury}/passages/{self.passage}/"

    @property
    def on_the_agenda(self) -> str:
        """The project before the committee."""
        return f"committees/{self.committee}/agenda/{self.review}/"

    def date(self, day: int) -> str:
        return timezone.localdate(self.start + timedelta(days=day)).isoformat()

    def instant(self, day: int) -> str:
        return (self.start + timedelta(days=day)).isoformat()

    @contextmanager
    def day(self, number: int) -> Iterator[None]:
        """Live the block so many days after the start of the season."""
        with clock.at(self.start + timedelta(days=number)):
            yield

    def plain(self, payload: Any) -> Any:
        """An answer whose keys are told by what they are in the season."""
        kinds = ("edition", "reading", "jury", "passage", "project", "committee", "review")
        names = {getattr(self, kind): kind for kind in kinds if getattr(self, kind)}
        return plain(payload, names | {idea: f"idea {rank}" for rank, idea in enumerate(self.ideas)})


def gather(somme: Site, oise: Site, nord: Site, national: Site, queue: Queue) -> Season:
    """A programme manager in each of three territories, two agents in the first, and the nation's coach."""
    manager, *neighbours = (program(site, "manager", name="Chargée de programme") for site in (somme, oise, nord))
    coach = Api(api_client(national, person(national=("national_coach", "national_administrator"))))
    agents = [program(somme, "member", name=f"Agente {rank}") for rank in range(2)]
    return Season(somme, national, queue, manager, neighbours, coach, agents, Api(browser(somme)))


def open_a_call(season: Season) -> None:
    """For a month, with one place in a forum for each territory."""
    sent = {"opens_at": season.instant(-1), "closes_at": season.instant(30)}
    edition = season.manager.make("calls/", {"programme": "Appel à idées", "quota": 1, **sent})
    season.edition = edition["id"]
    season.manager.act(f"calls/{season.edition}/publish/")


def write(agent: Api, title: str) -> str:
    """A draft with all its answers."""
    keys = [question["key"] for question in agent.read("calls/current/")["call"]["questions"]]
    return agent.make("ideas/", {"title": title, "answers": dict.fromkeys(keys, f"Réponse de {title}.")})["id"]


def have_signed(season: Season, agent: Api, idea: str) -> str:
    """The line manager's program has the secret of the e-mail, and no token; returns this secret."""
    [member] = agent.read(f"ideas/{idea}/")["team"]
    asked = {"signatory_name": "Cheffe", "signatory_email": f"cheffe-{idea}@exemple.fr"}
    agent.make(f"ideas/{idea}/team/{member['id']}/commitment/", asked)
    season.queue.run()
    secret = link_in(mail.outbox[-1], "/engagement/").rstrip("/").rsplit("/", 1)[-1]
    signed = {"answer": "sign", "signatory_name": "Cheffe", "days_per_week": "1.0"}
    season.anybody.act(f"commitments/{secret}/", signed)
    return secret


def submit(season: Season) -> None:
    """One idea each, and a draft that is never sent."""
    season.ideas = [write(agent, f"Idée {rank}") for rank, agent in enumerate(season.agents)]
    season.late = write(season.agents[0], "Trop tard")
    for agent, idea in zip(season.agents, season.ideas, strict=True):
        season.secrets.append(have_signed(season, agent, idea))
        agent.act(f"ideas/{idea}/submit/")


def compose_the_reading(season: Season) -> None:
    """Every idea, one reader."""
    season.reader = program(season.somme, "juror", email=READER)
    sent = {"edition": season.edition, "kind": "reading", "title": "Lecture", "quorum": 1, "ideas": season.ideas}
    season.reading = season.manager.make("juries/", {**sent, "held_on": clock.today().isoformat()})["id"]
    season.manager.make(f"juries/{season.reading}/seats/", {"email": READER, "name": "Lectrice"})
    season.manager.act(f"juries/{season.reading}/open/")
    season.reader.act(f"juries/{season.reading}/conflicts/", {"aside": []})


def marked(api: Api, jury: str, value: int) -> dict[str, dict[str, int]]:
    """A ballot of this jury, with the same mark for each criterion."""
    return {"marks": {criterion["id"]: value for criterion in api.read(f"juries/{jury}/")["criteria"]}}


def addresses_of(api: Api, jury: str) -> list[str]:
    """Each passage of a jury, as this person sees them."""
    return [f"juries/{jury}/passages/{passage['id']}/" for passage in api.read(f"juries/{jury}/passages/")["results"]]


def read_everything(season: Season) -> None:
    """The reader marks, the manager closes."""
    for passage in addresses_of(season.reader, season.reading):
        season.reader.put(f"{passage}ballot/", marked(season.reader, season.reading, 4))
    season.manager.act(f"juries/{season.reading}/deliberate/")


def shortlist(season: Season) -> None:
    """Everything, published together."""
    for passage in addresses_of(season.manager, season.reading):
        season.manager.put(f"{passage}decision/", {"verdict": "shortlisted", "motivation": "Parce que."})
    season.manager.act(f"juries/{season.reading}/publish/")


def publish_a_forum(season: Season) -> None:
    """For one dossier of one territory, in two months."""
    sent = {"name": "Forum", "place": "Amiens", "quota_total": 5, "places": 1, "criteria": ["L'idée"]}
    dates = {"held_on": season.date(FORUM), "nominations_until": season.instant(50)}
    season.forum = season.coach.make("forums/", {**sent, **dates})["slug"]
    season.coach.make(f"forums/{season.forum}/participants/", {"territory": "somme", "quota": 1})
    season.coach.act(f"forums/{season.forum}/publish/")


def nominate(season: Season) -> None:
    """Every team consents; there is one place."""
    for agent, idea in zip(season.agents, season.ideas, strict=True):
        agent.act(f"ideas/{idea}/consent/", {"agreed": True})
    season.manager.make("nominations/", {"idea": season.ideas[0], "forum": season.forum})


def seat_a_jury(season: Season) -> None:
    """One member from nowhere, without a conflict, one from the territory that is heard; the passage is begun."""
    season.jury = season.coach.make("juries/", {"forum": season.forum, "quorum": 2})["id"]
    for email, name, territory in (("membre@jury.fr", "Membre", None), ("elu@somme.fr", "Élu", "somme")):
        season.members.append(Api(api_client(season.national, person(email=email, name=name))))
        season.coach.make(f"juries/{season.jury}/seats/", {"email": email, "name": name, "territory": territory})
    season.coach.act(f"juries/{season.jury}/open/")
    for seat in season.coach.read(f"juries/{season.jury}/seats/"):
        note(season, seat["id"], present=True)
    [passage] = season.coach.read(f"juries/{season.jury}/passages/")["results"]
    season.passage = passage["id"]
    season.coach.act(f"juries/{season.jury}/passages/{season.passage}/open/")
    season.members[0].act(f"juries/{season.jury}/conflicts/", {"aside": []})


def note(season: Season, seat: str, *, present: bool) -> None:
    """A member of the joint jury is there, or not."""
    season.coach.ask("patch", f"juries/{season.jury}/seats/{seat}/", {"present": present})


def publish_a_laureate(season: Season) -> None:
    """The decision goes home with the worker."""
    retained = {"verdict": "retained", "motivation": "Une équipe prête.", **GRANTED}
    season.coach.put(f"juries/{season.jury}/passages/{season.passage}/decision/", retained)
    season.coach.act(f"juries/{season.jury}/publish/")
    season.queue.run()


def start_the_project(season: Season) -> None:
    """Two days after the forum."""
    [project] = season.manager.read("projects/")["results"]
    season.project = project["id"]
    season.manager.act(f"projects/{season.project}/start/", {"on": clock.today().isoformat()})


def plan_a_committee(season: Season) -> None:
    """The project alone is on its agenda."""
    sent = {"title": "Comité", "held_on": clock.today().isoformat(), "projects": [season.project]}
    committee = season.manager.make("committees/", sent)
    season.committee, season.review = committee["id"], committee["agenda"][0]["id"]
