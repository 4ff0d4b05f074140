"""A jury's day for the journeys of this folder: a database and a server of its own, its people, their windows."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings

from programs.juries import domain
from programs.juries.criteria import criteria_of
from tenants.hosts import Site
from tenants.territories import sites
from tests.browser import chromium
from tests.browser.serving import Server, served
from tests.support import databases
from tests.support.personas import Persona, context_of
from tests.support.personas import browser as client_of

WINDOW = {"width": 1280, "height": 900}
TABLET = {"width": 820, "height": 1180}
SCALE = 5


@contextmanager
def own_server(name: str, folder: Path, unblock: Callable[[], Any]) -> Iterator[Server]:
    """The template's territories, in a database that is served to one journey alone."""
    with unblock():
        sites.forget()
        databases.clone(name)
        try:
            with databases.pointed_at(name), served(name, folder) as server:
                yield server
        finally:
            databases.drop(name)
            sites.forget()


@dataclass
class Windows:
    """The browsers of a day, each with somebody signed in on `place`."""

    browser: Any
    server: Server
    place: Site
    contexts: list[Any] = field(default_factory=list)

    def open(self, somebody: Persona | None, **options: Any) -> Any:
        """A page of a browser of its own; `options` are the context's."""
        context = self.browser.new_context(locale="fr-FR", reduced_motion="reduce", **options)
        if somebody is not None:
            cookie = client_of(self.place, somebody).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "domain": self.place.host, "path": "/"}]
            )
        self.contexts.append(context)
        return context.new_page()

    def url(self, path: str) -> str:
        return self.server.url(self.place.host, path)

    def close(self) -> None:
        for context in self.contexts:
            chromium.close(context)


def press(page: Any, name: str) -> None:
    """A button of the page; until the next page is there."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def confirms(page: Any, name: str, answer: str = "") -> None:
    """What asks before it acts, and its answer: the same words unless others are given."""
    page.get_by_role("link", name=name, exact=True).first.click()
    with page.expect_navigation():
        page.get_by_role("dialog").get_by_role("button", name=answer or name, exact=True).click()


def answers_conflicts(page: Any, room: str) -> None:
    """From the room, before any dossier opens; what is proposed stays ticked."""
    page.goto(room)
    page.get_by_role("link", name="Répondre pour tous les dossiers").click()
    press(page, "Répondre pour tous les dossiers")


def validates(page: Any, value: int) -> None:
    """The same mark everywhere on the sheet in front of a member; sent, or kept on the tablet."""
    for criterion in page.locator("fieldset.criterion").all():
        criterion.get_by_role("radio").nth(value - 1).check(force=True)
    page.get_by_role("button", name="Valider mes notes").click()


def line(console: Any, title: str) -> Any:
    """Of this dossier, in the console's list."""
    return console.get_by_role("row").filter(has=console.get_by_role("link", name=title, exact=True)).first


def starts(console: Any, title: str) -> None:
    line(console, title).get_by_role("button", name=re.compile("Commencer|Rouvrir")).click()
    line(console, title).get_by_role("button", name="Terminer").wait_for()


def others_mark(passage: Any, place: Site, members: Sequence[Persona], worth: float) -> int:
    """The members whose tablets are not on the screen; those who stepped aside do not. How many ballots."""
    drawn, cast = Random(f"{passage.title} {worth}"), 0
    actors = [each.at(place) for each in members]
    with context_of(place):
        criteria = criteria_of(passage)
        aside = set(passage.recusals.filter(confirmed_at__isnull=False).values_list("seat__user_id", flat=True))
        for actor in actors:
            if actor.user_id not in aside:
                marks = {each.pk: min(SCALE, max(1, round(worth + drawn.uniform(-1.5, 1.5)))) for each in criteria}
                domain.cast(passage, by=actor, marks=marks)
                cast += 1
    return cast


def freeze(page: Any, minutes: str) -> None:
    page.goto(minutes)
    press(page, "Figer le procès-verbal")


def sign(page: Any, minutes: str) -> None:
    """Whose turn it is, by an account that has just been proved."""
    page.goto(minutes)
    page.get_by_role("link", name="Signer").first.click()
    press(page, "Signer")


def verified(windows: Windows, page: Any, title: str) -> list[str]:
    """The full minutes, taken from `page` as a file, at the public address: what is said there of its signatures."""
    with page.expect_download() as taken:
        page.get_by_role("link", name="Version complète (PDF)").first.click()
    anybody = windows.open(None, viewport=WINDOW)
    anybody.goto(windows.url("/verifier/"))
    anybody.locator("input[type=file]").set_input_files(taken.value.path())
    press(anybody, "Vérifier")
    told = anybody.locator("main [role=status] .notice").inner_text()
    assert "Authentique" in told and title in told
    return re.findall(r"Signé par (?:la présidence|le secrétariat)", told)


@dataclass
class Acts:
    """What people did between two moments, and the seconds that the machine took of it."""

    told: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def do(self, name: str, act: Callable[[], Any]) -> None:
        begun = time.monotonic()
        act()
        self.told.append(name)
        self.seconds += time.monotonic() - begun
