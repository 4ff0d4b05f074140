"""Le Havre in three windows: seven selections and three renewals in one session, to the signed minutes.

One tablet loses the network for a dossier, which it marks all the same.
"""

import re
from types import SimpleNamespace

import pytest
from django.conf import settings
from playwright.sync_api import expect

from eclore.kit import clock
from programs.juries import domain
from programs.local.juries import domain as local
from programs.local.juries.models import Passage
from tenants.contexts import in_territory
from tenants.territories import sites
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
from tests.browser.test_unplugged import WAITS
from tests.factories import incubation
from tests.factories.juries import a_jury_setup

SELECTIONS = "Covoiturage Compost Guichet Lecture Marché Repas Vélo"
RENEWALS = ("Carbolocal", "Commerce&vous", "Pierre2vies")
LAUREATES, MEMBERS, UNPLUGGED = 4, 6, 2  # the rank of the dossier that a tablet marks without a network
TITLE = "Jury du 15 mars"
VERDICTS = {"laureate": "Un vrai besoin.", "not_retained": "Trop tôt.", "continued": "Les premiers usages sont là."}


@pytest.fixture
def day(browser, own_database, django_db_blocker, tmp_path):
    """(its windows and people) of a session that is prepared and has begun nothing."""
    with own_server(f"{own_database}_session_day", tmp_path, django_db_blocker.unblock) as server:
        place = sites.find(f"somme.{settings.BASE_HOST}")
        held = a_jury_setup(
            place,
            titles=SELECTIONS,
            members=MEMBERS,
            opened=False,
            called=False,
            answered=False,
            title=TITLE,
            quorum=4,
            places=LAUREATES,
            quota=LAUREATES + len(RENEWALS),
        )
        with in_territory(place):
            for name in RENEWALS:
                project = incubation.project(name, started=clock.today(), weeks=26)
                local.add_renewal(held.jury, by=held.runs, project_id=project.pk, title=name)
        windows = Windows(browser, server, place)
        yield SimpleNamespace(held=held, people=held.members, windows=windows, path=held.url)
        windows.close()


def passages(day):
    with in_territory(day.windows.place):
        return list(Passage.objects.filter(jury=day.held.jury).select_related("jury").order_by("position"))


def answer_for_others(day):
    for member in day.people[2:]:
        actor = member.at(day.windows.place)
        with in_territory(day.windows.place):
            domain.answer_conflicts(day.held.jury, by=actor, aside=[])


def hear(day, console, passage, tablets=()):
    """It starts; these tablets mark it in their browser, the others from theirs. How many ballots."""
    starts(console, passage.title)
    for page in tablets:
        page.goto(day.windows.url(passage.get_absolute_url()))
        validates(page, 4)
        page.get_by_text("Notes validées").first.wait_for()
    return len(tablets) + others_mark(passage, day.windows.place, day.people[len(tablets) :], worth=3.5)


def hear_without_network(day, console, passage, tablet):
    """The second tablet has kept the session: it is cut off, marks, and what it kept leaves once it is back."""
    room = day.windows.url(f"{day.path}salle/")
    tablet.goto(room)
    tablet.get_by_text(re.compile("gardée sur l.appareil")).wait_for(timeout=60_000)
    starts(console, passage.title)
    tablet.context.set_offline(True)
    tablet.goto(room)
    tablet.get_by_role("link", name=passage.title, exact=True).click()
    tablet.wait_for_url("**/passages/**")
    validates(tablet, 5)
    expect(tablet.locator(".keeping")).to_contain_text("Gardé ici")
    cast = others_mark(passage, day.windows.place, [day.people[0], *day.people[2:]], worth=3.5)
    tablet.context.set_offline(False)
    for _fifth in range(100):  # a page whose policy forbids `eval` is asked from outside
        if tablet.evaluate(WAITS) == 0:
            break
        tablet.wait_for_timeout(200)
    tablet.goto(day.windows.url(passage.get_absolute_url()))
    expect(tablet.locator("#state")).to_contain_text("Notes validées")
    return cast + 1


def decide(day, president):
    """Selections and renewals each in their own group, every verdict with its reason, in one request."""
    president.goto(day.windows.url(day.path))
    confirms(president, "Dévoiler le classement")
    president.goto(day.windows.url(f"{day.path}decisions/"))
    chosen = 0
    for row in president.locator("tbody tr:has([type=radio])").all():
        selection = row.locator("[value=laureate]").count() > 0
        chosen += selection
        verdict = ("laureate" if chosen <= LAUREATES else "not_retained") if selection else "continued"
        row.locator(f"[value={verdict}]").press("Space")
        row.locator("textarea").fill(VERDICTS[verdict])


def publish(console, day):
    console.goto(day.windows.url(f"{day.path}publication/"))
    confirms(console, "Publier et envoyer les réponses", "Publier et envoyer")


def test_a_session_from_its_opening_to_its_signed_minutes(day):
    console = day.windows.open(day.held.manager, viewport=WINDOW)
    president, tablet = (day.windows.open(each, viewport=TABLET) for each in day.people[:2])
    console.goto(day.windows.url(day.path))
    confirms(console, "Ouvrir la séance")
    for page in (president, tablet):
        answers_conflicts(page, day.windows.url(f"{day.path}salle/"))
    answer_for_others(day)
    heard = passages(day)
    assert len(heard) == 10
    cast = hear(day, console, heard[0], (president, tablet))
    for rank, passage in enumerate(heard[1:], start=1):
        apart = rank == UNPLUGGED
        cast += hear_without_network(day, console, passage, tablet) if apart else hear(day, console, passage)
    assert cast == len(heard) * MEMBERS
    console.reload()
    confirms(console, "Passer à la délibération")
    decide(day, president)
    acts = Acts()
    acts.do("keep the decisions", lambda: press(president, "Enregistrer les décisions"))
    acts.do("publish", lambda: publish(console, day))
    minutes = day.windows.url(f"{day.path}pv/")
    acts.do("freeze the minutes", lambda: freeze(president, minutes))
    acts.do("sign for the presidency", lambda: sign(president, minutes))
    acts.do("sign for the secretary", lambda: sign(console, minutes))
    assert len(acts.told) <= 8, acts
    assert acts.seconds <= 10, acts
    expect(console.get_by_text("Signée", exact=True).first).to_be_visible()
    assert verified(day.windows, console, TITLE) == ["Signé par la présidence", "Signé par le secrétariat"]
