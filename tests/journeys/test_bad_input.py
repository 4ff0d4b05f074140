"""Whatever is sent to whichever address: never an error of ours, a sentence beside the field, nothing typed is lost."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from django.conf import settings

from tenants.territories import sites
from tests.budgets import season as small
from tests.budgets.addresses import Address, all_addresses
from tests.support.pages import Form, Page
from tests.support.personas import HostClient, browser
from tests.volume.plan import Together, Volume

pytestmark = [pytest.mark.slow]

PLACES = {"territory": f"{small.SLUG}.{settings.BASE_HOST}", "national": settings.BASE_HOST}
WHO = {"territory": ("manager", "president", "agent"), "national": ("team",)}
NOT_FORMS = ("/langue/", "/deconnexion/", "compte.")
SIGNING_OUT = ("demo/", "deconnexion/")
WRONG: dict[str, Any] = {"a NUL": "a\x00b", "too long": "x" * 100_000, "no date": "2026-99-99", "a number": -(10**30)}
TYPED = "Témoin de la saisie"


@pytest.fixture
def everything(db) -> None:
    """One of each thing that addresses name."""
    volume = Volume(ideas=3, jurors=3, readings=2, heard=2, projects=2, entries=1, committees=2, messages=4, people=2)
    small.grow(volume, Together(forums=4, participants=2, nominations=2, jurors=2), 0)


def visitors(kind: str) -> Iterator[HostClient]:
    place = sites.find(PLACES[kind])
    for who in WHO[kind]:
        client = browser(place, small.PEOPLE[kind][who])
        client.raise_request_exception = False
        yield client


def paths(kind: str, *, api: bool) -> list[tuple[Address, str]]:
    """Each address with something that exists, at the first stage where there is one."""
    found = []
    for address in all_addresses():
        if address.kind != kind or address.route.startswith(SIGNING_OUT):
            continue
        if address.route.startswith("api/") is api:
            known = [address.path(things) for things in small.identifiers_of(kind)]
            found += [(address, path) for path in dict.fromkeys(known) if path is not None]
    return found


def forms(client: HostClient, path: str) -> list[tuple[str, Form]]:
    """The forms of a page that change something here."""
    answer = client.get(path)
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        return []
    page = Page(answer.content.decode(), path)
    return [
        (urljoin(path, form.action), form)
        for form in page.forms
        if form.method == "post" and not any(part in form.action for part in NOT_FORMS)
    ]


@pytest.mark.parametrize("kind", PLACES)
def test_no_form_of_any_page_breaks_nor_forgets(everything, kind):
    broken, forgotten, tried = [], [], set()
    for client in visitors(kind):
        for _address, path in paths(kind, api=False):
            for action, form in forms(client, path):
                names = tuple(sorted({control.name for control in form.controls}))
                if (action, names) in tried or len(names) < 2:
                    continue
                tried.add((action, names))
                for said, wrong in WRONG.items():
                    data = {control.name: wrong for control in form.controls if control.kind != "hidden"}
                    answer = client.post(action, {**data, **_hidden(form)})
                    if answer.status_code >= 500:
                        broken.append((action, said))
                forgotten += _forgotten(client, action, form)
    assert broken == []
    assert forgotten == []
    assert len(tried) > 5, tried


def _hidden(form: Form) -> dict[str, str]:
    return {control.name: control.value for control in form.controls if control.kind == "hidden"}


def _forgotten(client: HostClient, action: str, form: Form) -> list[tuple[str, str]]:
    """Texts that a refused form does not give back, and refusals that point at no field."""
    texts = [control.name for control in form.controls if control.kind in ("text", "textarea")]
    data = {control.name: "" for control in form.controls if control.kind != "hidden"}
    answer = client.post(action, {**data, **dict.fromkeys(texts, TYPED), **_hidden(form)})
    if answer.status_code != 422:
        return []
    page = Page(answer.content.decode(), action)
    given = {control.name for each in page.forms for control in each.controls if TYPED in control.value}
    if not any(form.method == "post" and set(texts) <= {each.name for each in form.controls} for form in page.forms):
        return []  # what was sent before has been taken: there is nothing left to fill
    lost = [(action, name) for name in texts if name not in given]
    return (
        lost if 'aria-invalid="true"' in page.html or "summary" in page.html else [*lost, (action, "no field is shown")]
    )


@pytest.mark.parametrize("kind", PLACES)
def test_no_page_breaks_on_what_it_does_not_ask(everything, kind):
    broken = []
    for client in visitors(kind):
        for address, path in paths(kind, api=False):
            for data in ({}, {"a": "\x00", "verdict": "\x00", "present": "\x00", "next": "\x00//"}):
                if client.get(path, data).status_code >= 500 or client.post(path, data).status_code >= 500:
                    broken.append((str(address), data))
    assert broken == []


BODIES = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "a text": b'"x"',
    "a number": b"1e400",
    "null": b"null",
    "not UTF-8": b'{"a": "\xff"}',
    "deep": b"[" * 20_000,
}


@pytest.mark.parametrize("kind", PLACES)
def test_no_endpoint_breaks_and_each_refusal_has_a_code(everything, kind):
    broken, silent = [], []
    asked = _asked(kind)
    for client in visitors(kind):
        for address, path in paths(kind, api=True):
            route = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", address.route)
            for method, fields in asked.get(route, {}).items():
                for said, body in {**BODIES, **_bodies(fields)}.items():
                    answer = client.generic(method.upper(), path, body, content_type="application/json")
                    if answer.status_code >= 500:
                        broken.append((method, route, said))
                    elif answer.status_code >= 400 and "code" not in _read(answer):
                        silent.append((method, route, said))
                form = client.generic(method.upper(), path, b"a=b", content_type="application/x-www-form-urlencoded")
                assert form.status_code < 500, (method, route)
    assert sorted(broken) == []
    assert sorted(silent) == []


def _asked(kind: str) -> dict[str, dict[str, list[str]]]:
    """{path: {method: fields of its body}}, from the API's own description."""
    client = browser(sites.find(PLACES[kind]))
    schema = json.loads(client.get("/api/v1/schema/", {"format": "json"}, HTTP_ACCEPT="application/json").content)
    found: dict[str, dict[str, list[str]]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            if method in ("post", "put", "patch", "delete"):
                body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
                name = body.get("$ref", "").rsplit("/", 1)[-1]
                fields = schema["components"]["schemas"].get(name, {}).get("properties", {})
                found.setdefault(path, {})[method] = list(fields)
    return found


def _bodies(fields: list[str]) -> dict[str, bytes]:
    wrong = {**WRONG, "a list inside": [[]], "an object": {"a": 1}, "null": None}
    return {
        f"each {said}": json.dumps(dict.fromkeys(fields, value)).encode() for said, value in wrong.items() if fields
    }


def _read(answer: Any) -> dict[str, Any]:
    try:
        read = json.loads(answer.content)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
