"""What each persona gets at each address: one look at each, and what it has cost."""

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie

from django.conf import settings
from django.db import reset_queries

from tenants.hosts import Site
from tests.budgets.addresses import Address
from tests.budgets.season import PEOPLE, identifiers_of
from tests.budgets.weight import assets_of
from tests.support.personas import Holder, HostClient, Persona, browser
from tests.support.statements import Statements

Seen = tuple[str, str]


@dataclass(frozen=True)
class Look:
    """`wire` is the size of the answer as it travels; `assets` what a browser fetches besides."""

    address: Address
    persona: str
    path: str
    status: int
    texts: tuple[str, ...]
    wire: int
    assets: frozenset[str]
    leads_to: str

    @property
    def is_explained(self) -> bool:
        """A page, an address for POST alone, or one that sends somebody who is let in elsewhere."""
        sent = self.status in (301, 302) and self.persona != "nobody" and not self.leads_to.startswith("/connexion/")
        return self.status in (200, 405) or sent

    @property
    def is_page(self) -> bool:
        return self.status == 200

    @property
    def statements(self) -> int:
        return len(self.texts)

    def __str__(self) -> str:
        return f"{self.address.kind} {self.path} as {self.persona}"


def look_everywhere(
    addresses: Iterable[Address], places: dict[str, Site], only: set[str] | None = None
) -> Iterator[Look]:
    """Every address, with everything it may name, by everybody; `only` those looks that were written so."""
    visitors = {kind: _visitors(site, PEOPLE[kind]) for kind, site in places.items()}
    for address in addresses:
        paths = dict.fromkeys(address.path(things) for things in identifiers_of(address.kind))
        for name, persona in PEOPLE[address.kind].items():
            for path in paths:
                if only is None or f"{address.kind} {path} as {name}" in only:
                    yield _look(visitors[address.kind][name], name, persona, address, path)


def _visitors(site: Site, people: Mapping[str, Persona | Holder | None]) -> dict[str, HostClient]:
    """One browser each for the whole visit: making one reads every middleware again."""
    visitors = {name: browser(site, persona) for name, persona in people.items()}
    handler = next(iter(visitors.values())).handler
    for visitor in visitors.values():
        visitor.handler, visitor.raise_request_exception = handler, False
    return visitors


def _look(visitor: HostClient, name: str, persona: Persona | Holder | None, address: Address, path: str) -> Look:
    kept = {name: morsel.value for name, morsel in visitor.cookies.items()}
    # Django keeps the last 9,000 statements: counting needs room.
    reset_queries()
    with Statements() as sql:
        answer = visitor.get(path, HTTP_ACCEPT_ENCODING="gzip")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    session = visitor.cookies.get(settings.SESSION_COOKIE_NAME)
    visitor.cookies = SimpleCookie(kept)
    if persona and (session is None or session.value != kept[settings.SESSION_COOKIE_NAME]):
        visitor.sign_in(persona)
    packed = answer.headers.get("Content-Encoding") == "gzip"
    is_html = answer.headers.get("Content-Type", "").startswith("text/html")
    assets = assets_of((gzip.decompress(content) if packed else content).decode(), path) if is_html else frozenset()
    return Look(
        address, name, path, answer.status_code, tuple(sql.texts), len(content), assets, answer.get("Location", "")
    )
