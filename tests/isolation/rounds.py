"""Everybody tries everything: each address × method × person × thing of the other territory, and what is answered.

Each request is undone when it was answered: the thousandth meets the same project as the first.
"""

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import unquote

from django.core import mail
from django.db import connection, reset_queries, transaction
from pypdf import PdfReader
from pypdf.errors import PdfReadError

from tenants.hosts import Site
from tests.budgets import season
from tests.budgets.addresses import ARGUMENT, Address, all_addresses
from tests.isolation import gates
from tests.isolation.canaries import Canaries
from tests.isolation.cast import Visitor, visitors
from tests.support.rehearsal import rehearsing

USUAL, RARE = ("GET", "POST"), ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE")
# What the link of a card says to whoever holds it: which jury, whose seat, and the domain of its address.
OF_A_CARD = ("jury.title", "jury.place", "seat.name", "seat.email")
# What the link to one's own marks says: theirs, and what was decided.
OF_A_TRANSCRIPT = (
    "jury.title",
    "seat.name",
    "seat.quality",
    "criterion.label",
    "passage.title",
    "ballot.comment",
    "decision.verdict",
)
BY_ITS_SECRET = {
    route: frozenset(f"{app}_{column}" for app in ("local_juries", "joint_juries") for column in columns)
    for route, columns in (("carte/", OF_A_CARD), ("mes-notes/", OF_A_TRANSCRIPT))
}
ASKS_NOTHING = ("OPTIONS",)
REFUSED = (401, 403, 404, 405, 410)
SIGN_IN = ("/connexion/", "/compte/login/")
# Who tries the rare methods too when time is short: those who may do most, and nobody.
BOLD = {
    "anonymous",
    "manager",
    "joint juror",
    "national administrator",
    "token of manager",
    "holder of a card",
    "holder of a joint card",
}


@dataclass(frozen=True)
class Answer:
    """One combination; `columns` are those of the other territory whose strings came out."""

    address: Address
    path: str
    method: str
    person: str
    status: int
    columns: frozenset[str]
    leads_to: str
    stopped: bool

    @property
    def names_other(self) -> bool:
        return bool(ARGUMENT.search(self.address.route))

    @property
    def refuses(self) -> bool:
        """It is not there, it is not for them, or they are asked who they are first."""
        return self.status in REFUSED or self.leads_to.startswith(SIGN_IN)

    def __str__(self) -> str:
        return f"{self.method} {self.address.kind} {self.path} by {self.person}: {self.status} {self.leads_to}"


@dataclass
class Round:
    """What one host has answered to everybody; `stopped`: addresses whose gate has answered before the view."""

    tried: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    shown: dict[tuple[str, str], Answer] = field(default_factory=dict)
    opened: dict[tuple[str, str], Answer] = field(default_factory=dict)
    broken: dict[str, Answer] = field(default_factory=dict)
    stopped: dict[str, Answer] = field(default_factory=dict)
    mailed: set[str] = field(default_factory=set)

    def keep(self, answer: Answer) -> None:
        self.tried += 1
        self.statuses[answer.status] += 1
        for column in answer.columns - written_on(answer.address.route):
            self.shown.setdefault((column, answer.person), answer)
        if answer.status >= 500:
            self.broken.setdefault(f"{answer.method} {answer.address}", answer)
        if answer.stopped:
            self.stopped.setdefault(answer.address.route, answer)
        if answer.names_other and not answer.refuses and answer.method not in ASKS_NOTHING:
            self.opened.setdefault((answer.address.route, answer.person.removeprefix("token of ")), answer)


@dataclass(frozen=True)
class Try:
    """One combination, before it is tried."""

    address: Address
    path: str
    method: str
    visitor: Visitor


def go_round(
    site: Site, canaries: Canaries, what: Callable[[list[Visitor]], Iterable[Try]], *, only: set[str] | None = None
) -> Round:
    """Everybody (or only some) at this host tries `what`."""
    found = Round()
    with rehearsing(), gates.let_through():
        everybody = [each for each in visitors(site) if only is None or each.nature in only]
        for each in what(everybody):
            found.keep(_ask(each, canaries))
        found.mailed = set().union(*(canaries.columns_in(str(each.message())) for each in mail.outbox))
    return found


def tries(kind: str, everybody: list[Visitor], *, whole: bool) -> Iterator[Try]:
    """Every address × person × method × thing; short of `whole`, one thing each and the rare methods by few."""
    for address in all_addresses():
        if address.kind != kind or address.route in season.NOT_ROWS:
            continue
        paths = list(dict.fromkeys(address.path(things) for things in season.identifiers_of(kind)))
        for path in paths if whole else paths[:1]:
            for visitor in everybody:
                if visitor.is_program and not address.route.startswith("api/"):
                    continue
                for method in (*USUAL, *RARE) if whole or visitor.nature in BOLD else USUAL:
                    yield Try(address, path, method, visitor)


def written_on(route: str) -> frozenset[str]:
    """The columns that the link itself gives a right to read."""
    return next((columns for begins, columns in BY_ITS_SECRET.items() if route.startswith(begins)), frozenset())


def _ask(each: Try, canaries: Canaries) -> Answer:
    client = each.visitor.client
    client.cookies = SimpleCookie(each.visitor.cookies)
    reset_queries()
    gates.forget()
    with transaction.atomic():
        answer = client.generic(each.method, each.path, *_body(each.address, each.method))
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    connection.run_on_commit = []
    said = f"{answer.headers}\n{text_of(content)}"
    return Answer(
        each.address,
        each.path,
        each.method,
        each.visitor.nature,
        answer.status_code,
        frozenset(canaries.columns_in(said)),
        answer.headers.get("Location", ""),
        gates.stopped(answer),
    )


def _body(address: Address, method: str) -> tuple[Any, ...]:
    """Keys of the other territory under every name that our forms and endpoints know."""
    if method in ("GET", "HEAD", "OPTIONS"):
        return ()
    things = {re.split(r"\W", word)[-1]: str(thing) for word, thing in season.identifiers_of("territory")[0].items()}
    named = {**things, **{word.rstrip("s"): thing for word, thing in things.items()}}
    if address.route.startswith("api/"):
        return json.dumps(named), "application/json"
    return "&".join(f"{word}={thing}" for word, thing in named.items()), "application/x-www-form-urlencoded"


def text_of(content: bytes) -> str:
    """What a person reads in an answer: workbooks and documents are opened."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    if content.startswith(b"%PDF"):
        with suppress(PdfReadError):  # a file that somebody sent is read as it is
            return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return unquote(content.decode(errors="replace"))


def seen_by(visitor: Visitor, path: str) -> str:
    """What they read at an address; empty when it is not a page to them."""
    client = visitor.client
    client.cookies = SimpleCookie(visitor.cookies)
    gates.forget()
    with transaction.atomic():
        answer = client.get(path)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    unheard = answer.status_code == gates.TOO_MANY or answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    assert not unheard, f"{path}: nothing is proved by an answer {answer.status_code}"
    return text_of(content) if answer.status_code == 200 else ""
