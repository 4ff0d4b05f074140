"""What each persona gets at each address: one look at each, and what it has cost."""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tenants.hosts import Place
from tests.budgets.addresses import Address
from tests.budgets.season import PEOPLE, things_of
from tests.budgets.weight import assets_of
from tests.support.personas import HostClient, browser
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

    @property
    def is_page(self) -> bool:
        return self.status == 200

    @property
    def statements(self) -> int:
        return len(self.texts)

    def __str__(self) -> str:
        return f"{self.address.kind} {self.path} as {self.persona}"


def look_everywhere(
    addresses: Iterable[Address], places: dict[str, Place], only: set[str] | None = None
) -> Iterator[Look]:
    """Every address, with everything it may name, by everybody; `only` those looks that were written so."""
    for address in addresses:
        paths = dict.fromkeys(address.path(things) for things in things_of(address.kind))
        for name, persona in PEOPLE[address.kind].items():
            for path in paths:
                if only is None or f"{address.kind} {path} as {name}" in only:
                    yield _look(browser(places[address.kind], persona), name, address, path)


def _look(visitor: HostClient, name: str, address: Address, path: str) -> Look:
    visitor.raise_request_exception = False
    with Statements() as sql:
        answer = visitor.get(path, HTTP_ACCEPT_ENCODING="gzip")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    packed = answer.headers.get("Content-Encoding") == "gzip"
    is_html = answer.headers.get("Content-Type", "").startswith("text/html")
    assets = assets_of((gzip.decompress(content) if packed else content).decode(), path) if is_html else frozenset()
    return Look(address, name, path, answer.status_code, tuple(sql.texts), len(content), assets)
