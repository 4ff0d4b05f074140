"""Whatever is sent to whichever address by whomever: never an error of ours.

The usual run sends a share, always the same; `make test SLOW=1`, fifteen times as much; ECLORE_SHARE=1, everything.
"""

import os
import re
import zlib
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, reset_queries, transaction

from eclore.kit import limits
from tenants import hosts
from tenants.territories import sites
from tests.budgets import season
from tests.budgets.addresses import Address, all_addresses
from tests.edge.hostile import Sending, Spy, sendings
from tests.support.personas import HostClient, Persona, api_client, browser
from tests.support.rehearsal import rehearsing

SHARE = int(os.environ.get("ECLORE_SHARE") or (10 if os.environ.get("ECLORE_SLOW") else 150))
TOLD = (
    "Content-Security-Policy",
    "Permissions-Policy",
    "Cross-Origin-Resource-Policy",
    "Cross-Origin-Opener-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "X-Frame-Options",
)
TELLING = {"territory": "manager", "national": "team", "auth": "agent"}
HOSTS = {"territory": f"{season.SLUG}.{settings.BASE_HOST}", "national": settings.BASE_HOST, "auth": settings.AUTH_HOST}


def visitors(kind: str) -> Iterator[tuple[str, HostClient, dict[str, str]]]:
    """Everybody of this kind of host, by session and by token; all share one handler, which is long to make."""
    place, handler = sites.find(HOSTS[kind]), None
    for name, persona in season.PEOPLE[kind].items():
        ways = {name: browser}
        if isinstance(persona, Persona) and kind != hosts.AUTH:
            ways[f"token of {name}"] = api_client
        for nature, way in ways.items():
            client = way(place, persona)
            handler = client.handler = handler or client.handler
            client.raise_request_exception = False
            yield nature, client, {key: morsel.value for key, morsel in client.cookies.items()}


def ask(client: HostClient, cookies: dict[str, str], sent: Sending) -> list[str]:
    """What is wrong with the answer."""
    client.cookies = SimpleCookie(cookies)
    reset_queries()
    with transaction.atomic():
        answer = client.generic(sent.method, sent.path, sent.body, sent.content_type, **sent.headers)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    connection.run_on_commit = []
    return [*(["an error"] if answer.status_code >= 500 else []), *unsaid(answer)]


def unsaid(answer: Any) -> Iterator[str]:
    """What browsers were not told, or may keep and show to somebody else."""
    yield from (f"no {name}" for name in TOLD if name not in answer.headers)
    if "unsafe" in answer.get("Content-Security-Policy", ""):
        yield "an unsafe policy"
    if not {"private", "no-store", "public"} & set(re.findall(r"[\w-]+", answer.get("Cache-Control", ""))):
        yield "nothing about caches"
    if answer.cookies and "public" in answer.get("Cache-Control", ""):
        yield "a cookie in an answer for everybody"


def names_read(everybody: list, telling: str, path: str) -> set[str]:
    """What the address reads, from whoever may do most there."""
    spy = Spy()
    with spy.watching():
        for name, client, cookies in everybody:
            for method in ("GET", "POST") if name == telling else ():
                ask(client, cookies, Sending("nothing wrong", method, path))
    return spy.names


def is_drawn(address: Address, name: str, sent: Sending) -> bool:
    return zlib.crc32(f"{address} {name} {sent.said} {sent.method}".encode()) % SHARE == 0


@pytest.mark.slow
@pytest.mark.parametrize("kind", HOSTS)
def test_nothing_that_is_sent_breaks_an_address(a_season, kind, monkeypatch, record_property):
    monkeypatch.setattr(settings, "LIMITS", dict.fromkeys(settings.LIMITS, ("1000000000/s", "1000000000/s")))
    broken, tried = {}, 0
    with rehearsing():
        everybody = list(visitors(kind))
        for address in all_addresses():
            if address.kind != kind or address.route in season.NOT_ROWS:
                continue
            path = address.path(season.identifiers_of(kind)[0])
            everything = list(sendings(address, path, names_read(everybody, TELLING[kind], path)))
            for name, client, cookies in everybody:
                if name.startswith("token") and not address.route.startswith("api/"):
                    continue
                for sent in everything:
                    if not is_drawn(address, name, sent):
                        continue
                    limits.forget_here()
                    tried += 1
                    for fault in ask(client, cookies, sent):
                        broken.setdefault(f"{fault} on {sent.method} {address}: {sent.said}", name)
        cache.clear()
    record_property("figure", f"Hostile requests to the {kind} host: {tried:,}, {len(broken)} faults")

    assert broken == {}
    assert tried > 50
