"""A territory's juries, made by the acts that make them in life. Call these outside any context."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.transitions import apply
from programs.juries.criteria import criteria_of
from programs.local.calls.models import Edition
from programs.local.ideas.models import Idea
from programs.local.juries import domain
from programs.local.juries.models import Jury, Passage
from tenants.contexts import in_territory
from tenants.hosts import Site
from tests.factories.calls import a_call
from tests.factories.ideas import a_file, an_idea
from tests.support.personas import Persona, person

_number = itertools.count(1)
EVER = datetime(9999, 1, 1, tzinfo=UTC)  # until when a member has answered, for whatever a test takes in later


@dataclass
class JurySetup:
    """A jury and its people; the first member presides. `actors` are the members as they act here."""

    site: Site
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


def ideas_for(site: Site, titles: list[str], *, runs: Actor, shortlisted: bool, **call: Any) -> list[Idea]:
    """Submitted ideas of one new call, one author each; shortlisted if wished."""
    authors = [person("member", at=site, name=f"Autrice {next(_number)}").at(site) for _title in titles]
    with in_territory(site):
        asked = a_call(**call)
        ideas = [an_idea(asked, author, title=title) for author, title in zip(authors, titles, strict=True)]
        if shortlisted:
            for idea in ideas:
                apply(idea, "shortlist", by=runs)
    return ideas


def a_jury_setup(
    site: Site,
    *,
    kind: str = "audition",
    titles: str = "A B C",
    members: int = 3,
    presided: bool = True,
    opened: bool = True,
    heard: bool = True,
    called: bool = True,
    answered: bool = True,
    filed: bool = False,
    quota: int = 4,
    **options: Any,
) -> JurySetup:
    """A jury on these dossiers, open, everybody called and every passage heard unless said otherwise.

    `answered`: its members have said that they have no conflict of interest, with whatever dossier. `filed`: the first
    dossier has a file.
    """
    manager = person("manager", at=site, name="Chargée de programme")
    runs = manager.at(site)
    people = [person("juror", at=site, name=f"Membre {next(_number)}") for _rank in range(members)]
    ideas = ideas_for(site, titles.split(), runs=runs, shortlisted=kind == "audition", quota=quota)
    actors = [each.at(site) for each in people]
    with in_territory(site):
        options = {"quorum": 2, "title": "Jury de printemps", "held_on": clock.today(), **options}
        edition = Edition.objects.get(pk=ideas[0].call.edition_id)
        jury = domain.compose(edition, by=runs, kind=kind, ideas=ideas, **options)
        _seat(jury, people, by=runs, presided=presided, called=called, until=EVER if answered else None)
        if filed:
            a_file(ideas[0])
        if opened:
            domain.open_session(jury, by=runs)
        passages = passages_of(jury)
        if opened and heard and kind == "audition":
            for passage in passages:
                domain.open_passage(passage, by=runs)
            domain.close_passage(passages[-1], by=runs)
    return JurySetup(site, manager, people, jury, passages, runs, actors)


def _seat(
    jury: Jury, people: list[Persona], *, by: Actor, presided: bool, called: bool, until: datetime | None
) -> None:
    """They sit, and are there once they are called; they have answered for every dossier taken in `until` then."""
    for rank, each in enumerate(people):
        seat = domain.add_seat(jury, by=by, email=each.email, name=each.name, presides=presided and rank == 0)
        if called:
            domain.note_presence(seat, by=by, present=True)
    jury.seats.update(conflicts_until=until)


def passages_of(jury: Jury) -> list[Passage]:
    """In their order, tied to this very jury; inside the context."""
    passages = list(jury.passages.select_related("idea"))
    for passage in passages:
        passage.jury = jury
    return passages


def mark(passage: Passage, by: Actor, *values: int, comment: str = "") -> Any:
    """A validated ballot with these marks, the last one repeated for the criteria that remain; inside the context."""
    criteria = criteria_of(passage)
    padded = [*values, *[values[-1]] * len(criteria)]
    marks = {criterion.pk: value for criterion, value in zip(criteria, padded, strict=False)}
    return domain.cast(passage, by=by, marks=marks, comment=comment)


def mark_everything(jury_setup: JurySetup, value: int = 4) -> None:
    """Every member marks every dossier alike; inside the context."""
    for passage in jury_setup.passages:
        for actor in jury_setup.actors:
            mark(passage, actor, value)


def deliberating(site: Site, **options: Any) -> JurySetup:
    """A jury whose ballots are all in and whose deliberation has begun."""
    jury_setup = a_jury_setup(site, **options)
    with in_territory(site):
        mark_everything(jury_setup)
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
    return jury_setup


def decide_all(jury_setup: JurySetup, *verdicts: str, **terms: Any) -> None:
    """These verdicts in the order of passages, the last one for those that remain; inside the context."""
    padded = [*verdicts, *[verdicts[-1]] * len(jury_setup.passages)]
    for passage, verdict in zip(jury_setup.passages, padded, strict=False):
        domain.decide(passage, by=jury_setup.runs, verdict=verdict, motivation=f"Parce que {passage.title}.", **terms)
