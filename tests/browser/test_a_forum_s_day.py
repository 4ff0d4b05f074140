"""Amiens in three windows: five territories, fifteen teams, twelve members, to the signed minutes.

The president leaves before the end and another presides; one territory's tables are locked when decisions go home.
"""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.conf import settings
from playwright.sync_api import expect

from programs.joint.juries.domain import seats
from programs.joint.juries.side import JOINT
from programs.juries import domain
from tenants.contexts import in_programme
from tenants.territories import sites
from tenants.territories.provisioning import provision
from tests.browser.days import (
    TABLET,
    WINDOW,
    Acts,
    Windows,
    answers_conflicts,
    confirms,
    freeze,
    others_mark,
    own_server,
    press,
    sign,
    starts,
    validates,
    verified,
)
from tests.factories.forums import NATIONAL, a_forum, a_jury, a_nomination
from tests.support import databases
from tests.support.personas import person

SLUGS = ("somme", "oise", "nord", "pas-de-calais", "val-d-oise")
LATE_COMERS = (
    {"slug": "pas-de-calais", "name": "Pas-de-Calais", "kind": "departement", "code": "62", "department": "62"},
    {"slug": "val-d-oise", "name": "Val-d'Oise", "kind": "departement", "code": "95", "department": "95"},
)
TEAMS, PLACES, MEMBERS = 3, 10, 12  # teams of each territory
HANDED_OVER = 8  # dossiers heard before the presidency changes hands
TITLE = "Forum interdépartemental"


@pytest.fixture
def day(browser, own_database, django_db_blocker, tmp_path):
    """(its windows and people) of a jury that is convened and has begun nothing."""
    name = f"{own_database}_forum_day"
    with own_server(name, tmp_path, django_db_blocker.unblock) as server:
        for each in LATE_COMERS:
            provision(**each)
        sites.forget()
        nation = sites.find(settings.BASE_HOST)
        places = [sites.find(f"{slug}.{settings.BASE_HOST}") for slug in SLUGS]
        forum = a_forum(*places, quota=TEAMS, name=TITLE, quota_total=TEAMS * len(places), places=PLACES)
        for place in places:
            for rank in range(TEAMS):
                a_nomination(place, forum, f"{place.name} {rank + 1}")
        people = [person(email=f"membre-{rank}@exemple.fr", name=f"Membre {rank}") for rank in range(MEMBERS)]
        homes = [None, None, *(places * 2)]
        jury = a_jury(
            forum,
            *((each.email, home) for each, home in zip(people, homes, strict=True)),
            title=TITLE,
            called=False,
            answered=False,
            quorum=7,
        )
        with in_programme():
            jury.seats.filter(email=people[1].email).update(role="vice")
        with databases.superuser(name) as connection:  # a territory that is locked fails at once, not in a minute
            for role in ("eclore_app", "eclore_worker"):
                connection.execute(f"ALTER ROLE {role} IN DATABASE {name} SET lock_timeout = '200ms'")
        windows = Windows(browser, server, nation)
        path = jury.get_absolute_url()
        day = SimpleNamespace(name=name, jury=jury, people=people, windows=windows, path=path, left=[])
        day.minutes = windows.url(f"{path}pv/")
        yield day
        windows.close()


@contextmanager
def locked(name, slug):
    """Nobody reads or writes the ideas of this territory meanwhile."""
    with databases.superuser(name) as server, server.transaction():
        server.execute(f"LOCK TABLE {slug.replace('-', '_')}.ideas_idea IN ACCESS EXCLUSIVE MODE")
        yield


def answer_for_others(day):
    """The members whose tablets are not on the screen answer for their conflicts: what is proposed is confirmed."""
    for member in day.people[2:]:
        actor = member.at(day.windows.place)
        with in_programme():
            seats.claim(actor)
            seat = day.jury.seats.get(user_id=actor.user_id)
            aside = seat.recusals.values_list("passage_id", flat=True)
            domain.answer_conflicts(day.jury, by=actor, aside=list(aside))


def passages(day):
    with in_programme():
        return list(JOINT.passages.objects.filter(jury=day.jury).select_related("jury").order_by("position"))


def hear(day, console, passage, tablets=()):
    """It starts; these tablets mark it in their browser, the others who are there from theirs. How many ballots."""
    starts(console, passage.title)
    for page in tablets:
        page.goto(day.windows.url(passage.get_absolute_url()))
        validates(page, 4)
        page.get_by_text("Notes validées").first.wait_for()
    absent = [*day.left, *day.people[: len(tablets)]]
    members = [each for each in day.people if each not in absent]
    return len(tablets) + others_mark(passage, day.windows.place, members, worth=3.5)


def hand_over(day, console, president):
    """The president gives the presidency to the vice-president, whom the page proposes, then leaves."""
    president.goto(day.windows.url(day.path))
    president.get_by_role("link", name="Confier la présidence").first.click()
    press(president, "Confier la présidence")
    day.left.append(day.people[0])
    with in_programme():
        former = day.jury.seats.get(email=day.people[0].email)
        domain.note_presence(former, by=NATIONAL, present=False)


def decide(day, vice):
    """The marks are shown to the jury; every verdict with its reason, in one request."""
    vice.goto(day.windows.url(day.path))
    confirms(vice, "Dévoiler le classement")
    vice.goto(day.windows.url(f"{day.path}decisions/"))
    rows = vice.locator("tbody tr:has([type=radio])")
    expect(rows).to_have_count(TEAMS * len(SLUGS))
    for rank, row in enumerate(rows.all()):
        row.locator(f"[value={'retained' if rank < PLACES else 'not_retained'}]").press("Space")
        row.locator("textarea").fill("Utile, et prêt à commencer." if rank < PLACES else "À reprendre localement.")


def publish(console, day):
    console.goto(day.windows.url(f"{day.path}publication/"))
    confirms(console, "Publier")


def to_the_signed_minutes(day, console, vice):
    """What was done since the last verdict, while one territory cannot be reached."""
    acts = Acts()
    acts.do("keep the decisions", lambda: press(vice, "Enregistrer les décisions"))
    with locked(day.name, "oise"):
        acts.do("publish", lambda: publish(console, day))
        console.get_by_text("1 essai manqué").first.wait_for(timeout=20_000)
        acts.do("freeze the minutes", lambda: freeze(vice, day.minutes))
        acts.do("sign for the presidency", lambda: sign(vice, day.minutes))
        acts.do("sign for the secretary", lambda: sign(console, day.minutes))
    return acts


def test_a_forum_from_its_opening_to_its_signed_minutes(day):
    console = day.windows.open(person(national=("national_coach",), name="Coach nationale"), viewport=WINDOW)
    president, vice = (day.windows.open(each, viewport=TABLET) for each in day.people[:2])
    console.goto(day.windows.url(day.path))
    confirms(console, "Ouvrir la séance")
    for page in (president, vice):
        answers_conflicts(page, day.windows.url(f"{day.path}salle/"))
    answer_for_others(day)
    heard = passages(day)
    cast = hear(day, console, heard[0], (president, vice))
    cast += sum(hear(day, console, passage) for passage in heard[1:HANDED_OVER])
    hand_over(day, console, president)
    cast += sum(hear(day, console, passage) for passage in heard[HANDED_OVER:])
    # two members of each territory step aside from its three teams; the first president has left before the end
    assert cast == len(heard) * (MEMBERS - 2) - (len(heard) - HANDED_OVER)
    console.reload()
    confirms(console, "Passer à la délibération")
    decide(day, vice)
    acts = to_the_signed_minutes(day, console, vice)
    assert len(acts.told) <= 8, acts
    assert acts.seconds <= 10, acts
    expect(console.get_by_text("Signée", exact=True).first).to_be_visible()
    assert verified(day.windows, console, TITLE) == ["Signé par la présidence", "Signé par le secrétariat"]
    console.goto(day.windows.url(f"{day.path}publication/"))
    press(console, "Relancer")
    console.get_by_text("Chaque territoire a ses décisions.").locator("visible=true").first.wait_for(timeout=20_000)
