"""One territory, one forum and their people, in a transaction where acts are tried and undone."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Problem
from programs.joint.forums.models import Forum
from programs.local.calls.models import Call
from tenants.contexts import in_programme, in_territory
from tenants.hosts import Site
from tests.factories.calls import a_call
from tests.factories.forums import NATIONAL, a_forum
from tests.support.personas import Persona, person

HOME, NATION, OUTSIDE = "home", "nation", "outside"  # in the territory's context, the programme's, or their own
STRANGER = "inconnue@ailleurs.fr"


@dataclass(frozen=True)
class Move:
    """One act on one thing, by its key; `where` says in which context it is done."""

    name: str
    thing: Any
    do: Callable[[], object]
    where: str = HOME
    verdict: str = ""


@dataclass
class World:
    """`taken_back`: the people whose role a manager has taken, and has not given again."""

    site: Site
    manager: Actor
    author: Persona
    colleague: Persona
    jurors: list[Persona]
    coach: Persona
    call: Call
    forum: Forum
    national: Actor = NATIONAL
    taken_back: set[Any] = field(default_factory=set)
    refused: int = 0
    done: int = 0

    def inside(self, where: str) -> AbstractContextManager[None]:
        return in_territory(self.site.schema_name) if where == HOME else in_programme()

    def attempt(self, move: Move) -> bool:
        """Do it, or learn that the product refuses it; anything but a Problem is a fault of its own."""
        before = set(self.taken_back)
        try:
            if move.where == OUTSIDE:
                move.do()
            else:
                with self.inside(move.where), transaction.atomic():
                    move.do()
        except Problem:
            self.taken_back = before
            self.refused += 1
            return False
        self.done += 1
        return True

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever is done in the block is as if it had not been."""
        before = set(self.taken_back)
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        self.taken_back = before

    def actor(self, persona: Persona) -> Actor:
        return persona.at(self.site)


def a_world(site: Site) -> World:
    """Somebody of each kind, an open call, a published forum that the territory takes part in."""
    manager = person("manager", at=site, name="Chargée").at(site)
    with in_territory(site.schema_name):
        call = a_call(closes_at=clock.now() + timedelta(days=30))
    return World(
        site=site,
        manager=manager,
        author=person("member", at=site, name="Autrice"),
        colleague=person("member", at=site, name="Collègue"),
        jurors=[person("member", at=site, name=f"Jurée {rank}") for rank in (1, 2)],
        coach=person("member", at=site, national=("national_coach",), name="Coach"),
        call=call,
        forum=a_forum(site),
    )
