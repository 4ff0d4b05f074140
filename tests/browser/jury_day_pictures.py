"""The pictures of a jury's day, `make screens`: the tablet, the console, the room's screen, its closed deliberation.

A forum invented for them, on the national host: nothing here is anybody's. Not collected with the tests.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from PIL import Image

from eclore.kit import clock
from programs.joint.juries.side import JOINT
from programs.juries import domain, projection
from tenants.contexts import in_programme
from tenants.territories import sites
from tests.browser import chromium
from tests.browser.screens import HOSTS
from tests.factories.forums import NATIONAL, a_forum, a_jury, a_nomination
from tests.support import databases
from tests.support.personas import browser as client_of
from tests.support.personas import person

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens"
HEAVIEST, QUALITY, SETTLED = 100_000, 70, 400
WIDTHS = {390: 844, 820: 1180, 1280: 720}
SCHEMES = ("light", "dark")
TEAMS = {
    "Le bon guichet du premier coup": ("Somme", 4.5),
    "Cantine au plus juste": ("Oise", 4.3),
    "Mon dossier, où en est-il ?": ("Pas-de-Calais", 4.1),
    "Relais aidants": ("Nord", 3.8),
    "Tournées partagées": ("Val d'Oise", 3.6),
    "Le carnet du jeune majeur": ("Pas-de-Calais", 3.4),
    "Bibliobus à la demande": ("Somme", 3.4),
    "Une clé pour les équipements": ("Oise", 3.2),
    "Travaux annoncés, trajets calmes": ("Nord", 3.0),
    "Factures sans aller-retour": ("Val d'Oise", 2.7),
    "Prêts de matériel entre services": ("Nord", 2.4),
    "Un vestiaire pour tous": ("Somme", 2.1),
}
MEMBERS, PLACES, HEARD, DECIDED = 8, 6, 6, 4


@pytest.fixture(scope="module")
def day(site: Any, own_database: str, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """A session that hears its sixth team, in the database that is served; `code`: what opens its screen."""
    with django_db_blocker.unblock(), databases.pointed_at(f"{own_database}_browser"):
        yield held()


def held() -> SimpleNamespace:
    nation = sites.find(HOSTS["national"])
    territory = sites.find(f"oise.{settings.BASE_HOST}")
    assert nation is not None
    assert territory is not None
    forum = a_forum(territory, quota=len(TEAMS), name="Forum interdépartemental", quota_total=len(TEAMS))
    for title in TEAMS:
        a_nomination(territory, forum, title)
    people = [person(email=f"jury-{rank}@exemple.fr", name=f"Membre {rank + 1}") for rank in range(MEMBERS)]
    jury = a_jury(forum, *((each.email, None) for each in people), title="Forum interdépartemental", places=PLACES)
    actors = [each.at(nation) for each in people]
    with in_programme():
        for passage in jury.passages.all():
            jury.passages.filter(pk=passage.pk).update(origin=TEAMS[passage.title][0])
        JOINT.open_session(jury, by=NATIONAL)
        for position, title in enumerate(TEAMS):
            jury.passages.filter(title=title).update(position=position)
        domain.change(jury, by=NATIONAL, held_on=clock.today())
        for rank, seat in enumerate(jury.seats.order_by("created_at"), start=1):
            jury.seats.filter(pk=seat.pk).update(name=f"Membre n° {rank}")
        domain.open_projection(jury, by=NATIONAL)
        passages = list(jury.passages.order_by("position"))
        for passage in passages[:HEARD]:
            domain.open_passage(passage, by=NATIONAL)
            mark(passage, actors[: -3 if passage == passages[HEARD - 1] else None])
        domain.pass_to_questions(passages[HEARD - 1], by=NATIONAL)
        code = projection.code_of(jury)
    return SimpleNamespace(jury=jury, nation=nation, people=people, actors=actors, passages=passages, code=code)


def mark(passage: Any, actors: list[Any]) -> None:
    """Around what the team is worth, the same each time."""
    drawn = Random(passage.title)
    for actor in actors:
        worth = TEAMS[passage.title][1]
        marks = {
            criterion.pk: min(5, max(1, round(worth + drawn.uniform(-1.5, 1.5))))
            for criterion in passage.jury.criteria.all()
        }
        domain.cast(passage, by=actor, marks=marks)


def deliberate(day: SimpleNamespace) -> None:
    """The others are heard; the first teams are retained, the last is not; the president shows it to the room."""
    with in_programme():
        for passage in day.passages[HEARD - 1 :]:
            domain.open_passage(passage, by=NATIONAL)
            mark(passage, day.actors)
        domain.deliberate(day.jury, by=NATIONAL)
        domain.reveal(day.jury, by=day.actors[0])
        for passage in [*day.passages[:DECIDED], day.passages[-1]]:
            verdict = "not_retained" if passage == day.passages[-1] else "retained"
            found = JOINT.passages.objects.select_related("jury__forum").get(pk=passage.pk)
            JOINT.decide(found, by=day.actors[0], verdict=verdict, motivation="Utile et prêt à commencer.")
        domain.show_deliberation(day.jury, by=day.actors[0], drawn=projection.version_of(day.jury))


def test_the_pictures_of_a_jury_s_day(browser: Any, site: Any, day: SimpleNamespace) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    home, president, member = f"/jurys/{day.jury.pk}/", client_of(day.nation, day.people[0]), day.people[-1]
    room = client_of(day.nation)
    room.post("/ecran/", {"code": day.code})
    current = day.passages[HEARD - 1]
    taken = [
        take(browser, site, "console", president, home, ".work #deroulement"),
        take(browser, site, "tablet", client_of(day.nation, member), current.get_absolute_url(), "fieldset.criterion"),
        take(browser, site, "room", room, "/ecran/", ".room-passage .clock"),
    ]
    deliberate(day)
    taken.append(take(browser, site, "deliberation", room, "/ecran/", ".ranking .in-zone"))
    assert sum(taken) < 2_000_000


def take(browser: Any, site: Any, name: str, client: Any, path: str, sign: str) -> int:
    """At each width, light and dark, once the page bears this `sign`; the bytes of them all."""
    weight, cookie = 0, client.cookies[settings.SESSION_COOKIE_NAME].value
    for scheme in SCHEMES:
        context = browser.new_context(locale="fr-FR", reduced_motion="reduce", color_scheme=scheme)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "domain": HOSTS["national"], "path": "/"}]
        )
        page = context.new_page()
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.goto(site.url(HOSTS["national"], path))
            page.locator(sign).first.wait_for(timeout=5_000)
            page.wait_for_timeout(SETTLED)
            weight += keep(page.screenshot(), FOLDER / f"{name}-{width}-{scheme}.webp")
        chromium.close(context)
    return weight


def keep(picture: bytes, file: Path) -> int:
    Image.open(io.BytesIO(picture)).convert("RGB").save(file, quality=QUALITY, method=6)
    assert file.stat().st_size < HEAVIEST, file.name
    return file.stat().st_size
