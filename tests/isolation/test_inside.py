"""Inside a territory and inside a forum: drafts and dossiers of others, marks of other members, dossiers one has left.

Every list, page, search, sort, export and endpoint, by people who are in the house; every text is its row's canary.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.db.models import Q

from eclore.kit import clock
from programs.joint.deliberations import models as joint
from programs.local.calls.models import Call
from programs.local.ideas.models import Idea
from programs.local.messages.models import Message
from programs.local.selections import models as local
from tenants import hosts
from tenants.doors import in_programme, in_territory
from tenants.territories.models import Territory
from tests.budgets import season
from tests.budgets.addresses import all_addresses
from tests.isolation import canaries, figures
from tests.isolation.canaries import Sown
from tests.isolation.cast import OTHER as HERE
from tests.isolation.cast import Visitor, place_of
from tests.isolation.rounds import seen_by, written_on
from tests.support import databases
from tests.support.personas import HostClient, Persona, browser, script
from tests.support.rehearsal import rehearsing
from tests.volume import badges, juries, together
from tests.volume.filling import fill
from tests.volume.people import Someone
from tests.volume.plan import Together, Volume, key

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("inside")]
VOLUME = Volume(ideas=4, jurors=4, readings=3, heard=3, projects=2, entries=2, committees=2, messages=6, people=4)
TOGETHER = Together(forums=4, participants=1, nominations=3, jurors=4)
LEFT, JUROR, HOLDER, JOINT_JUROR = 1, 2, 3, 2
QUERIES = ("", "?tri=titre", "?tri=-submitted", "?vue=colonnes", "?page=2", "?ordering=title", "?limit=1&offset=1")


@dataclass
class House:
    """Who is there, and the rows that each must never meet (as keys)."""

    sown: Sown
    closed: dict[str, set[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def inside(own_database, django_db_blocker) -> Iterator[House]:
    name = f"{own_database}_inside"
    with django_db_blocker.unblock():
        hosts.forget()
        databases.clone(name)
        with databases.pointed_at(name):
            season.people.settle_nation(4)
            with in_programme():
                territory = Territory.objects.get(slug=HERE)
            fill(territory, VOLUME)
            together.meet([territory], TOGETHER)
            closed = _what_is_closed()
            sown = canaries.sow(name, HERE)
            yield House(sown, closed)
        canaries.put_back(sown)
        databases.drop(name)
        hosts.forget()


def _what_is_closed() -> dict[str, set[str]]:
    """A member has left a dossier of the reading round and of the joint jury; an agent has one idea of four."""
    with in_territory(HERE):
        reading, seat = key(HERE, juries.READING), juries.seat_of(HERE, juries.READING, JUROR)
        left = local.Passage.objects.get(pk=juries.passage_of(HERE, juries.READING, LEFT))
        local.Recusal.objects.filter(passage=left).delete()
        with_a_card = juries.seat_of(HERE, juries.READING, HOLDER)
        for each in (seat, with_a_card):
            local.Recusal.objects.create(passage=left, seat_id=each, confirmed_at=clock.now())
        agent = Someone(HERE, "agent", 1)
        now = Call.objects.get(edition__number=2)
        others = Idea.objects.filter(call=now).exclude(Q(team__user_id=agent.user_id) | Q(author_id=agent.user_id))
        to_others = Message.objects.exclude(to_email=agent.email)
        ballots = local.Ballot.objects.filter(passage__jury=reading)
        closed = {
            "agent": _keys(others, ballots, to_others, local.Recusal.objects.all(), local.Passage.objects.filter(
                jury__state__in=("open", "deliberation"))),
            "juror": _keys([left], [left.idea], ballots.exclude(seat_id=seat), Message.objects.all()),
            "holder of a card": _keys(
                [left], [left.idea], ballots.exclude(seat_id=with_a_card), Message.objects.all(),
                *(model.objects.exclude(jury=reading) for model in (local.Passage, local.Seat, local.Criterion)),
                local.Jury.objects.exclude(pk=reading), local.Decision.objects.all()),
        }  # fmt: skip
    with in_programme():
        jury = key("joint-jury", together.SITTING)
        passage = joint.Passage.objects.get(pk=key(jury, "passage", LEFT))
        joint.Recusal.objects.filter(passage=passage).delete()
        seat = key(jury, "seat", JOINT_JUROR)
        joint.Seat.objects.filter(pk=seat).update(user_id=Someone("national", "jure", 1).user_id)
        season.people._accounts([Someone("national", "jure", 1)])
        joint.Recusal.objects.create(passage=passage, seat_id=seat, confirmed_at=clock.now())
        closed["joint juror"] = _keys(
            [passage, passage.nomination], joint.Ballot.objects.filter(passage__jury=jury).exclude(seat_id=seat)
        )
    return closed


def _keys(*groups) -> set[str]:
    return {str(each.pk) for group in groups for each in group}


WHO = {
    "agent": (HERE, Someone(HERE, "agent", 1).persona),
    "juror": (HERE, Someone(HERE, "jury", JUROR).persona),
    "joint juror": ("national", Someone("national", "jure", 1).persona),
    "holder of a card": (HERE, badges.holder_of(key(HERE, juries.READING), HOLDER)),
}
BY_PROGRAM = [who for who, (_host, someone) in WHO.items() if isinstance(someone, Persona)]


@pytest.mark.parametrize("who", WHO)
def test_what_is_closed_to_somebody_inside_stays_closed(inside, who):
    host, someone = WHO[who]
    place, sown = place_of(host), inside.sown
    closed, met, seen, tried = inside.closed[who], {}, set(), 0
    hidden = {each for each, row in sown.rows.items() if row in closed}
    with rehearsing():
        programs = [script(place, someone)] if who in BY_PROGRAM else []
        for client in (browser(place, someone), *programs):
            client.raise_request_exception = False
            visitor = Visitor(who, client, {name: morsel.value for name, morsel in client.cookies.items()})
            for path in _paths(place.kind):
                tried += 1
                found = sown.canaries_in(seen_by(visitor, path))
                seen |= found
                told = written_on(path.removeprefix("/"))
                for each in {each for each in found & hidden if sown.where[each] not in told}:
                    met.setdefault(sown.where[each], path)

    assert (len(hidden) > 5, len(seen) > 5) == (True, True)
    assert met == {}
    figures.hold(
        f"Pages, lists, exports and endpoints opened by the {who} inside", tried, "0 rows that are closed to them"
    )


@pytest.mark.parametrize("who", BY_PROGRAM)
def test_nobody_finds_by_searching_what_they_may_not_read(inside, who):
    """The answer to a search for a hidden text is the answer to a search for nothing: no row, no count, no order."""
    host, someone = WHO[who]
    place, sown = place_of(host), inside.sown
    hidden = sorted(each for each, row in sown.rows.items() if row in inside.closed[who])[:6]
    told, tried = {}, 0
    with rehearsing():
        client = script(place, someone)
        visitor = Visitor(who, client, {})
        asked = _asked(client)
        lists = [path for path in asked if seen_by(visitor, path)]
        for path in lists:
            for name in asked.get(path, ()):
                nothing = seen_by(visitor, f"{path}?{name}=zqy00000000000").replace("zqy00000000000", "")
                for each in hidden:
                    tried += 1
                    if seen_by(visitor, f"{path}?{name}={each}").replace(each, "") != nothing:
                        told[f"{path}?{name}="] = sown.where[each]
    assert lists
    assert told == {}
    figures.hold(f"Searches for what is closed to the {who}", tried, "0 that differ from a search for nothing")


def _paths(kind: str) -> Iterator[str]:
    """Everything that an address may name, lists in every order."""
    for address in all_addresses():
        if address.kind == kind and address.route not in season.NOT_ROWS:
            for path in dict.fromkeys(address.path(things) for things in season.things_of(kind)):
                yield from (path + query for query in QUERIES) if "<" not in address.route else (path,)


def _asked(client: HostClient) -> dict[str, list[str]]:
    """The API's lists and what each may be asked, from its own description: pages hold tokens that change each time."""
    schema = json.loads(client.get("/api/v1/schema/?format=json", HTTP_ACCEPT="application/json").content)
    return {
        path: [each["name"] for each in methods["get"].get("parameters", []) if each["in"] == "query"]
        for path, methods in schema["paths"].items()
        if "get" in methods and "{" not in path
    }
