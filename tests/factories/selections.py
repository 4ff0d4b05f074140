"""A territory's juries, made by the acts that make them in life. Call these outside any door."""

import itertools
from dataclasses import dataclass, field
from typing import Any

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.transitions import apply
from programs.local.calls.models import Edition
from programs.local.ideas.models import Idea
from programs.local.selections import domain
from programs.local.selections.models import Jury, Passage
from tenants.doors import in_territory
from tenants.hosts import Place
from tests.factories.calls import a_call
from tests.factories.ideas import an_idea
from tests.support.personas import Persona, person

_number = itertools.count(1)


@dataclass
class Court:
    """A jury and its people; the first member presides. `actors` are the members as they act here."""

    place: Place
    manager: Persona
    members: list[Persona]
    jury: Jury
    passages: list[Passage]
    runs: Actor
    actors: list[Actor] = field(default_factory=list)

    @property
    def president(self) -> Actor:
        return self.actors[0]

    @property
    def url(self) -> str:
        return f"/jurys/{self.jury.pk}/"


def ideas_for(place: Place, titles: list[str], *, runs: Actor, shortlisted: bool, **call: Any) -> list[Idea]:
    """Submitted ideas of one new call, one author each; shortlisted if wished."""
    authors = [person("member", at=place, name=f"Autrice {next(_number)}").at(place) for _title in titles]
    with in_territory(place):
        asked = a_call(**call)
        ideas = [an_idea(asked, author, title=title) for author, title in zip(authors, titles, strict=True)]
        if shortlisted:
            for idea in ideas:
                apply(idea, "shortlist", by=runs)
    return ideas


def a_court(
    place: Place, *, kind: str = "audition", titles: str = "A B C", members: int = 3, presided: bool = True,
    opened: bool = True, heard: bool = True, quota: int = 4, **options: Any,
) -> Court:  # fmt: skip
    """A jury on these dossiers, open, with every passage heard unless said otherwise."""
    manager = person("manager", at=place, name="Chargée de programme")
    runs = manager.at(place)
    people = [person("juror", at=place, name=f"Membre {next(_number)}") for _rank in range(members)]
    ideas = ideas_for(place, titles.split(), runs=runs, shortlisted=kind == "audition", quota=quota)
    actors = [each.at(place) for each in people]
    with in_territory(place):
        options = {"quorum": 2, "title": "Jury de printemps", "held_on": clock.today(), **options}
        edition = Edition.objects.get(pk=ideas[0].call.edition_id)
        jury = domain.compose(edition, by=runs, kind=kind, ideas=ideas, **options)
        for rank, each in enumerate(people):
            domain.add_seat(jury, by=runs, email=each.email, name=each.name, presides=presided and rank == 0)
        if opened:
            domain.open_session(jury, by=runs)
        passages = passages_of(jury)
        if opened and heard and kind == "audition":
            for passage in passages:
                domain.open_passage(passage, by=runs)
            domain.close_passage(passages[-1], by=runs)
    return Court(place, manager, people, jury, passages, runs, actors)


def passages_of(jury: Jury) -> list[Passage]:
    """In their order, tied to this very jury; inside the door."""
    passages = list(jury.passages.select_related("idea"))
    for passage in passages:
        passage.jury = jury
    return passages


def mark(passage: Passage, by: Actor, *values: int, comment: str = "") -> Any:
    """A validated ballot with these marks, the last one repeated for the criteria that remain; inside the door."""
    criteria = list(passage.jury.criteria.all())
    padded = [*values, *[values[-1]] * len(criteria)]
    marks = {criterion.pk: value for criterion, value in zip(criteria, padded, strict=False)}
    return domain.cast(passage, by=by, marks=marks, comment=comment)


def mark_everything(court: Court, value: int = 4) -> None:
    """Every member marks every dossier alike; inside the door."""
    for passage in court.passages:
        for actor in court.actors:
            mark(passage, actor, value)


def deliberating(place: Place, **options: Any) -> Court:
    """A jury whose ballots are all in and whose deliberation has begun."""
    court = a_court(place, **options)
    with in_territory(place):
        mark_everything(court)
        domain.deliberate(court.jury, by=court.president)
    return court


def decide_all(court: Court, *verdicts: str, **terms: Any) -> None:
    """These verdicts in the order of passages, the last one for those that remain; inside the door."""
    padded = [*verdicts, *[verdicts[-1]] * len(court.passages)]
    for passage, verdict in zip(court.passages, padded, strict=False):
        domain.decide(passage, by=court.runs, verdict=verdict, motivation=f"Parce que {passage.title}.", **terms)
