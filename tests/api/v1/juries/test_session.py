"""A whole session by programs, from its composition to its publication: what each step answers, to whom."""

from dataclasses import dataclass
from typing import Any

import pytest

from programs.local.calls import template
from tenants.contexts import in_territory
from tests.factories.juries import ideas_for
from tests.support.payloads import INSTANT, KEY, plain
from tests.support.personas import HostClient, Persona, api_client, person

COMPOSED = {"kind": "reading", "title": "Présélection", "held_on": "2030-01-15", "quorum": 1}


@dataclass
class Session:
    """`runs` and `votes` are the programs of the manager and of the juror."""

    runs: HostClient
    votes: HostClient
    juror: Persona
    edition: str
    ideas: list[str]
    path: str = ""

    def told(self, payload: Any, **names: str) -> Any:
        """`names`: what else has a name in it, key by key."""
        ideas = dict(zip(self.ideas, ("idea A", "idea B"), strict=True))
        return plain(payload, {self.edition: "edition", **ideas, **names})

    def run(self, verb: str, data: Any = None, *, method: str = "post") -> Any:
        return self.runs.send(method, f"{self.path}{verb}/", data)

    def read(self, path: str = "") -> Any:
        """What the juror sees there."""
        return self.votes.get(f"{self.path}{path}").json()

    @property
    def passages(self) -> list[dict[str, Any]]:
        return self.read("passages/")["results"]


@pytest.fixture
def prepared(somme) -> Session:
    """Two ideas that have been submitted, nothing more."""
    manager, juror = person("manager", at=somme), person("juror", at=somme)
    ideas = ideas_for(somme, ["A", "B"], runs=manager.at(somme), shortlisted=False)
    with in_territory(somme):
        edition = str(ideas[0].call.edition_id)
    runs, votes = api_client(somme, manager), api_client(somme, juror)
    return Session(runs, votes, juror, edition, [str(idea.pk) for idea in ideas])


def compose(session: Session) -> Any:
    asked = {**COMPOSED, "edition": session.edition, "ideas": session.ideas}
    answer = session.runs.send("post", "/api/v1/juries/", asked)
    session.path = f"/api/v1/juries/{answer.json()['id']}/"
    return answer


@pytest.fixture
def composed(prepared) -> Session:
    compose(prepared)
    return prepared


def seat(session: Session) -> Any:
    return session.run("seats", {"email": session.juror.email, "name": "Jurée"})


@pytest.fixture
def opened(composed) -> Session:
    seat(composed)
    composed.run("open")
    return composed


def mark(session: Session) -> list[Any]:
    session.votes.send("post", f"{session.path}conflicts/", {"aside": []})
    marks = {each["id"]: 4 for each in session.read()["criteria"]}
    return [
        session.votes.send("put", f"{session.path}passages/{each['id']}/ballot/", {"marks": marks})
        for each in session.passages
    ]


@pytest.fixture
def marked(opened) -> Session:
    mark(opened)
    return opened


@pytest.fixture
def revealed(marked) -> Session:
    for verb in ("deliberate", "reveal"):
        marked.run(verb)
    return marked


def decide(session: Session) -> list[Any]:
    return [
        session.run(f"passages/{each['id']}/decision", {"verdict": verdict}, method="put")
        for each, verdict in zip(session.passages, ("shortlisted", "not_shortlisted"), strict=True)
    ]


@pytest.fixture
def decided(revealed) -> Session:
    decide(revealed)
    return revealed


def jury(session: Session, **dates: Any) -> dict[str, Any]:
    nothing = dict.fromkeys(("forum", "renewal_places", "opened_at", "closed_at", "revealed_at", "published_at"))
    told = {**COMPOSED, **nothing, "id": KEY, "edition": "edition", "state": "open"}
    by_group = dict.fromkeys(("elected", "management", "field", "partner"), 0)
    return {**told, "place": "", "places": 20, "quorum_by_group": by_group, **dates}


def passages(session: Session, *verdicts: str | None, ballot: str) -> list[dict[str, Any]]:
    nothing = dict.fromkeys(("territory", "project_id", "opened_at", "recusal_id"))
    same = {
        **nothing,
        "id": KEY,
        "kind": "selection",
        "state": "waiting",
        "recusal": "none",
        "ballot": ballot,
        "paper": False,
    }
    return [
        {**same, "position": place, "title": it, "idea": f"idea {it}", "verdict": verdict, "may_mark": ballot != "cast"}
        for place, (it, verdict) in enumerate(zip("AB", verdicts, strict=True), start=1)
    ]


def test_a_manager_composes_a_jury_with_the_criteria_of_the_call(prepared):
    answer = compose(prepared)
    criteria = [
        {"id": KEY, "label": draft.label, "hint": draft.hint, "weight": f"{draft.weight:.2f}", "kind": "selection"}
        for draft in template.CRITERIA
    ]

    assert answer.status_code == 201
    assert prepared.told(answer.json()) == {**jury(prepared, state="preparation"), "criteria": criteria}


def test_a_manager_seats_a_member(composed):
    answer = seat(composed)

    assert answer.status_code == 201
    assert composed.told(answer.json()) == {
        "id": KEY,
        "name": "Jurée",
        "quality": "",
        "quality_group": "other",
        "territory": None,
        "presides": False,
        "role": "member",
        "present": False,
        "stays": [],
    }


def test_a_manager_opens_the_session(composed):
    seat(composed)

    assert composed.told(composed.run("open").json()) == jury(composed, opened_at=INSTANT)


def test_a_member_finds_every_dossier_to_mark(opened):
    assert [each["may_mark"] for each in opened.passages] == [False, False]  # they have not answered on conflicts
    opened.votes.send("post", f"{opened.path}conflicts/", {"aside": []})
    assert opened.told(opened.passages) == passages(opened, None, None, ballot="nothing")


def test_a_member_marks_every_dossier(opened):
    criteria = {each["id"]: each["label"] for each in opened.read()["criteria"]}
    dossiers = {each["id"]: f"passage {each['title']}" for each in opened.passages}
    cast = {
        "marks": dict.fromkeys(criteria.values(), 4),
        "comment": "",
        "cast": True,
        "cast_at": INSTANT,
        "paper": False,
    }

    assert [opened.told(each.json(), **criteria, **dossiers) for each in mark(opened)] == [
        {**cast, "passage": "passage A"},
        {**cast, "passage": "passage B"},
    ]


def test_the_marks_are_closed_then_revealed(marked):
    assert [marked.run(verb).status_code for verb in ("deliberate", "reveal")] == [200, 200]


def test_the_ranking_gives_the_same_rank_to_equals(revealed):
    criteria = dict.fromkeys((each["id"] for each in revealed.read()["criteria"]), "4.00")
    row = {"rank": 1, "mean": "4.00", "ballots": 1, "paper": 0, "expected": 1, "criteria": criteria, "verdict": None}

    assert revealed.runs.get(f"{revealed.path}ranking/").json()["results"] == [
        {**row, "passage": passage["id"], "kind": "selection", "title": passage["title"]}
        for passage in revealed.passages
    ]


def test_a_manager_decides_of_every_dossier(revealed):
    nothing = dict.fromkeys(("weeks", "days_per_week", "next_on", "waiting_rank", "published_at", "delivered_at"))
    same = {**nothing, **dict.fromkeys(("motivation", "phase", "means", "conditions"), "")}
    first, second = (passage["id"] for passage in revealed.passages)
    answers = decide(revealed)

    assert [answer.status_code for answer in answers] == [200, 200]
    assert [answer.json() for answer in answers] == [
        {**same, "passage": first, "verdict": "shortlisted"},
        {**same, "passage": second, "verdict": "not_shortlisted"},
    ]


def test_no_member_reads_a_decision_before_it_is_published(decided):
    assert decided.told(decided.passages) == passages(decided, None, None, ballot="cast")


def test_a_manager_publishes_all_decisions_at_once(decided):
    dates = dict.fromkeys(("opened_at", "closed_at", "revealed_at", "published_at"), INSTANT)

    assert decided.told(decided.run("publish").json()) == {
        "jury": jury(decided, state="published", **dates),
        "delivery": None,
    }


def test_members_read_decisions_once_published(decided):
    decided.run("publish")

    assert decided.told(decided.passages) == passages(decided, "shortlisted", "not_shortlisted", ballot="cast")
