"""What each persona gets at each address: one look at each, and what it has cost."""

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie

from django.conf import settings

from tenants.hosts import Site
from tests.budgets.addresses import Address
from tests.budgets.recorder import reading
from tests.budgets.season import PEOPLE, identifiers_of
from tests.budgets.shown import rows_shown, rows_written
from tests.budgets.weight import assets_of
from tests.support.personas import Holder, HostClient, Persona, browser

Seen = tuple[str, str]


@dataclass(frozen=True)
class Look:
    """`wire` is the size of the answer as it travels; `assets` what a browser fetches besides.

    `rows` were fetched in all, for `shown` ones, or `written` into a file; `letters` are those of all statements and
    `nodes` those of templates.
    """

    address: Address
    persona: str
    path: str
    status: int
    statements: int
    rows: int
    letters: int
    nodes: int
    shown: int
    written: int | None
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
    with reading() as read:
        answer = visitor.get(path, HTTP_ACCEPT_ENCODING="gzip")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    session = visitor.cookies.get(settings.SESSION_COOKIE_NAME)
    visitor.cookies = SimpleCookie(kept)
    if persona and (session is None or session.value != kept[settings.SESSION_COOKIE_NAME]):
        visitor.sign_in(persona)
    packed = answer.headers.get("Content-Encoding") == "gzip"
    kind, plain = answer.headers.get("Content-Type", ""), gzip.decompress(content) if packed else content
    return Look(
        address=address,
        persona=name,
        path=path,
        status=answer.status_code,
        statements=len(read.statements),
        rows=read.rows,
        letters=read.letters,
        nodes=read.nodes,
        shown=rows_shown(kind, plain),
        written=rows_written(kind, plain),
        wire=len(content),
        assets=assets_of(plain.decode(), path) if kind.startswith("text/html") else frozenset(),
        leads_to=answer.get("Location", ""),
    )
