"""Inside a territory and inside a forum: drafts and dossiers of others, marks of other members, dossiers one has left.

Every list, page, search, sort, export and endpoint, by people who are in the system; every text is its row's canary.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pytest

from eclore.kit import clock
from tenants.contexts import in_programme
from tenants.territories.models import Territory
from tests.budgets import season
from tests.budgets.addresses import all_addresses
from tests.isolation import closed, figures
from tests.isolation.canaries import Canaries, filled
from tests.isolation.cast import OTHER as HERE
from tests.isolation.cast import Visitor, place_of
from tests.isolation.closed import LED, WHO
from tests.isolation.rounds import seen_by, written_on
from tests.support import databases
from tests.support.pages import Page
from tests.support.personas import HostClient, Persona, api_client, browser
from tests.support.rehearsal import rehearsing
from tests.volume import together
from tests.volume.filling import fill
from tests.volume.plan import Together, Volume

pytestmark = [pytest.mark.slow]
WHOLE = bool(os.environ.get("ECLORE_SLOW"))
VOLUME = Volume(ideas=4, jurors=4, readings=3, heard=3, projects=2, entries=2, committees=2, messages=6, people=4)
TOGETHER = Together(forums=4, participants=1, nominations=3, jurors=4)
# Every order, page and view that a list may be asked for.
OF_A_PAGE = ("?tri=titre", "?tri=-depot", "?vue=colonnes", "?page=2")
OF_THE_API = ("?ordering=title", "?limit=1&offset=1", "?page=2")
# What one page of a jury may be asked besides: the ballots of one dossier, the two other versions of the minutes.
OF_A_JURY = ("?version=bulletins", "?version=communicable", *(f"?bulletins={each}" for each in closed.LEFT_PASSAGES))
OF_RESULTS = ("/classement/", "/pv/")
# New in each answer: the tokens and keys of forms, the key of a new idea and what it is drawn from, the nonce of
# scripts, the hour a workbook is made.
CHANGES = re.compile(
    r"[A-Za-z0-9]{64}|name=\"(?:key|once)\" value=\"[^\"]*\"|nonce-[\w+/=-]+|nonce=\"[^\"]*\"|<dcterms:\w+[^>]*>[^<]*"
)
OF_A_NEW_IDEA = re.compile(r"name=\"drawn\" [^>]*")
ABOUT_JURIES = ("/jurys/", "/api/v1/juries/")
ABOUT_OTHERS = ("/appels/", "/forums/", "/api/v1/calls/", "/api/v1/forums/")
# Components shown with examples, written anew each time; their form looks for nothing.
SPECIMENS = ("/demo/composants/",)
NOTHING = "zqy00000000000"


@dataclass
class System:
    """Who is there, and the rows that each must never meet (as keys)."""

    canaries: Canaries
    closed: dict[str, set[str]]


@pytest.fixture(scope="module")
def inside(own_database, django_db_blocker) -> Iterator[System]:
    copied = databases.copied(f"{own_database}_inside")
    with django_db_blocker.unblock(), copied as name, databases.pointed_at(name):
        season.people.settle_nation(4)
        with in_programme():
            territory = Territory.objects.get(slug=HERE)
        fill(territory, VOLUME)
        together.meet([territory], TOGETHER)
        kept = closed.close()
        with filled(name, HERE) as canaries:
            canaries.rows[closed.NAME], canaries.where[closed.NAME] = str(closed.FORUM), "forums_forum.name"
            yield System(canaries, kept)


def _groups(people: Iterable[str]) -> list[pytest.param]:
    """Those of the territory and those of the nation, on two workers."""
    return [pytest.param(who, marks=pytest.mark.xdist_group(f"inside {WHO[who][0]}")) for who in people]


BY_PROGRAM = [who for who, (_host, someone) in WHO.items() if isinstance(someone, Persona)]


@pytest.mark.parametrize("who", _groups(WHO))
def test_what_is_closed_to_somebody_inside_stays_closed(inside, who):
    canaries, met, seen, tried = inside.canaries, {}, set(), 0
    hidden = {each for each, row in canaries.rows.items() if row in inside.closed[who]}
    with rehearsing():
        for visitor, path in _visits(who):
            tried += 1
            found = canaries.canaries_in(seen_by(visitor, path))
            seen |= found
            may = written_on(path.removeprefix("/")) | LED.get(who, set())
            for each in {each for each in found & hidden if canaries.where[each] not in may}:
                met.setdefault(canaries.where[each], path)

    assert (len(hidden) > 5, len(seen) > 5) == (True, True)
    assert met == {}
    _hold(f"Pages, lists, exports and endpoints opened by the {who} inside", tried, "0 rows that are closed to them")


@pytest.mark.parametrize("who", _groups(WHO))
def test_nobody_finds_by_searching_what_they_may_not_read(inside, who):
    """The answer to a search for a hidden text is the answer to a search for nothing: no row, no count, no order."""
    canaries, told, tried = inside.canaries, {}, 0
    hidden = sorted(each for each, row in canaries.rows.items() if row in inside.closed[who])[:6]
    with rehearsing(), clock.at(clock.now()):
        for visitor, asking in _searches(who):
            nothing = _said(visitor, f"{asking}{NOTHING}").replace(NOTHING, "")
            for each in hidden:
                tried += 1
                if _said(visitor, f"{asking}{each}").replace(each, "") != nothing:
                    told[asking] = canaries.where[each]

    assert told == {}
    _hold(f"Searches for what is closed to the {who}", tried, "0 that differ from a search for nothing")


@pytest.mark.parametrize("who", _groups(WHO))
def test_nothing_that_somebody_reads_moves_with_what_is_closed_to_them(inside, who):
    """A mark and a count are figures, and bear no canary: what is read before others write is read afterwards."""
    with rehearsing(), clock.at(clock.now()):
        visits = [(visitor, path) for visitor, path in _visits(who) if _counts(path)]
        closed.mark(who, 1)
        before = [_said(visitor, path) for visitor, path in visits]
        closed.mark(who, 5)
        closed.stir(who)
        after = [_said(visitor, path) for visitor, path in visits]
        has_marked = closed.mark(who, 3, own=True)
        own = [_said(visitor, path) for visitor, path in visits if has_marked and path.startswith(ABOUT_JURIES)]

    assert [path for (_visitor, path), one, two in zip(visits, before, after, strict=True) if one != two] == []
    # one's own marks move: what stays the same is not what shows nothing
    assert set(own) <= set(after) if not has_marked else set(own) - set(after)
    _hold(f"Answers that the {who} reads twice, as others write", len(visits), "0 that move")


def _hold(name: str, count: int, what: str) -> None:
    """The usual run is the one that is written."""
    if not WHOLE:
        figures.hold(name, count, what)


def _visits(who: str) -> Iterator[tuple[Visitor, str]]:
    """Every page with a session; the API with a token, for those who may have one (with both in the whole run)."""
    host, someone = WHO[who]
    site = place_of(host)
    visitor = _visitor(who, browser(site, someone))
    program = _visitor(who, api_client(site, someone)) if who in BY_PROGRAM else None
    for path in _paths(site.kind):
        is_api = path.startswith("/api/")
        if program is None or not is_api or WHOLE:
            yield visitor, path
        if program and is_api:
            yield program, path


def _visitor(who: str, client: HostClient) -> Visitor:
    client.raise_request_exception = False
    return Visitor(who, client, {name: morsel.value for name, morsel in client.cookies.items()})


def _paths(kind: str) -> Iterator[str]:
    """Everything that an address may name, lists in every order."""
    everything = [*season.identifiers_of(kind), *closed.elsewhere(kind)]
    for address in all_addresses():
        if address.kind == kind and address.route not in season.NOT_ROWS:
            for path in dict.fromkeys(address.path(things) for things in everything):
                yield path
                for query in _queries(address.route):
                    yield path + query


def _queries(route: str) -> tuple[str, ...]:
    if "<" not in route:
        return OF_THE_API if route.startswith("api/") else OF_A_PAGE
    return OF_A_JURY if route.endswith(OF_RESULTS) else ()


def _counts(path: str) -> bool:
    """A list of anything, or a page about what holds many things; not what is new each time."""
    is_list = not re.search(r"[0-9a-f]{8}-|[?]", path) and path not in SPECIMENS
    return is_list or path.startswith((*ABOUT_JURIES, *ABOUT_OTHERS))


def _searches(who: str) -> Iterator[tuple[Visitor, str]]:
    """Whatever may be looked for, as `/path/?name=`: by the forms of pages, by what the API says of its lists."""
    by_the_api: dict[str, list[str]] = {}
    for visitor, path in _visits(who):
        if "?" in path or path in SPECIMENS:
            continue
        if path.startswith("/api/"):
            by_the_api = by_the_api or _described(visitor)
            names = by_the_api.get(path, [])
        else:
            names = _typed(Page(seen_by(visitor, path)))
        yield from ((visitor, f"{path}?{name}=") for name in names)


def _described(visitor: Visitor) -> dict[str, list[str]]:
    schema = json.loads(visitor.client.get("/api/v1/schema/?format=json", HTTP_ACCEPT="application/json").content)
    return {
        path: [each["name"] for each in methods["get"].get("parameters", []) if each["in"] == "query"]
        for path, methods in schema["paths"].items()
        if "get" in methods and "{" not in path
    }


def _typed(page: Page) -> list[str]:
    """The fields where one writes what one looks for."""
    controls = [control for form in page.forms if form.method == "get" for control in form.controls]
    return [control.name for control in controls if control.kind in ("text", "search")]


def _said(visitor: Visitor, path: str) -> str:
    """What they read, but for what is new in each answer."""
    said = seen_by(visitor, path)
    return CHANGES.sub("", OF_A_NEW_IDEA.sub("", said) if 'name="key"' in said else said)
