"""One session, held on either side: what is expected of a jury is expected of both kinds."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest

from eclore.kit.actor import Actor
from programs.joint.juries.side import JOINT
from programs.juries import domain
from programs.juries.contract import AnySide
from programs.juries.models import AbstractJury, AbstractPassage
from programs.local.juries.side import LOCAL
from tenants.hosts import Site
from tests.factories.forums import NATIONAL, a_forum, a_jury, a_nomination, a_shortlisted, nominated
from tests.factories.ideas import a_file
from tests.factories.juries import a_jury_setup
from tests.support.personas import HostClient, Persona, browser, context_of, person


@dataclass
class Held:
    """A session that is open, its two dossiers heard; the first of its two members presides."""

    side: AnySide
    site: Site
    jury: AbstractJury
    passages: list[AbstractPassage]
    members: list[Persona]
    manager: Persona
    runs: Actor

    @property
    def url(self) -> str:
        return f"/jurys/{self.jury.pk}/"

    def inside(self) -> AbstractContextManager[None]:
        return context_of(self.site)

    def dossier(self, rank: int = 0) -> str:
        return f"{self.url}passages/{self.passages[rank].pk}/"

    def member(self, rank: int = 1) -> HostClient:
        return browser(self.site, self.members[rank])

    def president(self) -> HostClient:
        return self.member(0)

    def leader(self) -> HostClient:
        return browser(self.site, self.manager)

    def marks(self, value: int = 4, **others: str) -> dict[str, object]:
        """What a member sends."""
        with self.inside():
            keys = [criterion.pk.hex for criterion in self.jury.criteria.all()]
        return {**{f"critere_{key}": value for key in keys}, **others}

    def deliberate(self) -> None:
        with self.inside():
            domain.deliberate(self.jury, by=self.runs)


def a_stranger(held: Held) -> Persona:
    """Somebody who marks here, in other sessions than this one."""
    return person("juror", at=held.site) if held.side.adds_passages else person(email="ailleurs@exemple.fr")


@pytest.fixture(params=["local", "joint"])
def hold(request: pytest.FixtureRequest, somme: Site, oise: Site, national: Site) -> Callable[..., Held]:
    """Make a session of one side; `options` are the jury's, or those of the two functions below."""

    def held(**options: object) -> Held:
        if request.param == "local":
            return local_session(somme, **options)
        return joint_session(somme, oise, national, **options)

    return held


def local_session(somme: Site, *, filed: bool = False, **options: object) -> Held:
    """`filed`: a file goes with the first dossier; `opened`, `heard`: how far the session has gone."""
    made = a_jury_setup(somme, titles="A B", members=2, filed=filed, **options)
    return Held(LOCAL, somme, made.jury, made.passages, made.members, made.manager, made.runs)


def joint_session(
    somme: Site,
    oise: Site,
    national: Site,
    *,
    filed: bool = False,
    opened: bool = True,
    heard: bool = True,
    called: bool = True,
    **options: object,
) -> Held:
    """The same, of dossiers that two territories have sent."""
    forum = a_forum(somme, oise)
    idea = a_shortlisted(oise, "A")
    if filed:
        with context_of(oise):
            a_file(idea)
    nominated(oise, forum, idea)
    a_nomination(somme, forum, "B")
    members = [person(email=f"membre-{rank}@exemple.fr") for rank in range(2)]
    jury = a_jury(forum, *((each.email, None) for each in members), called=called, **{"quorum": 2, **options})
    with context_of(national):
        if opened:
            JOINT.open_session(jury, by=NATIONAL)
        passages = list(jury.passages.all())
        for passage in passages if opened and heard else ():
            domain.open_passage(passage, by=NATIONAL)
        if opened and heard:
            domain.close_passage(passages[-1], by=NATIONAL)
    manager = person(national=("national_coach",))
    return Held(JOINT, national, jury, passages, members, manager, NATIONAL)
