"""At every step: nobody has read anything of another territory, whatever page they opened or address they guessed."""

from tests.journeys.steps.people import Land, Season
from tests.support.visitor import Visitor

PLACES = (
    "/",
    "/appel/",
    "/appels/",
    "/mes-idees/",
    "/jurys/",
    "/projets/",
    "/comites/",
    "/forums/",
    "/messages/",
    "/membres/",
    "/visites/",
    "/reglages/",
    "/idees/nouvelle/",
    "/idees/proches/?answer=familles+renoncent",
    "/api/v1/ideas/",
    "/api/v1/juries/",
    "/api/v1/projects/",
    "/api/v1/committees/",
    "/api/v1/messages/",
    "/api/v1/nominations/",
    "/api/v1/calls/",
    "/api/v1/members/",
)
OPEN_TO_ALL = ("/", "/projets/", "/forums/", "/statistiques/", "/api/v1/statistics/", "/api/v1/forums/")


def check(season: Season) -> None:
    """Look at what each has seen so far, and let the managers look everywhere."""
    for land in season.lands:
        others = [other for other in season.lands if other is not land]
        _look_around(land, others)
        for visitor in land.people.values():
            never_saw(visitor, *others)
    for member in season.jury:
        never_saw(member, season.nord)
    anybody = Visitor("Tout le monde", "")
    for path in OPEN_TO_ALL:
        anybody.open(season.national.url(path))
    never_saw(anybody, season.nord)


def never_saw(visitor: Visitor, *lands: Land) -> None:
    """No page and no e-mail of this person holds the word of these territories."""
    for land in lands:
        pages = [url for url, html in visitor.seen if land.word in html.lower()]
        assert pages == [], f"{visitor.name} has read of {land.site.name} on {pages}"


def _look_around(land: Land, others: list[Land]) -> None:
    manager, before = land.manager, land.manager.page
    for path in PLACES:
        answer = manager.at(land.site.host).get(path)
        manager.seen.append((path, answer.content.decode()))
        assert answer.status_code in (200, 302), (path, answer.status_code)
    for other in others:
        for address in other.addresses.values():
            here = address.replace(other.site.host, land.site.host)
            answer = manager.at(land.site.host).get(here.split(land.site.host)[-1].lstrip(":0123456789"))
            assert answer.status_code == 404, (here, answer.status_code)
            manager.seen.append((here, answer.content.decode()))
    manager.page = before
