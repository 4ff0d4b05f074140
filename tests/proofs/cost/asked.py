"""What may be asked of the program: the parameters of every page and list, the free texts of every form and body."""

import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import resolve

from tenants.territories import sites
from tests.journeys.test_bad_input import PLACES, forms, paths, visitors
from tests.proofs.cost import texts
from tests.proofs.cost.measures import Point, of_a_request
from tests.support.pages import Page
from tests.support.personas import HostClient, browser

# What a line of a request may hold (gunicorn), and what a form may (DATA_UPLOAD_MAX_MEMORY_SIZE is far beyond).
LINE, TEXT = 4000, 64_000
ASKED = re.compile(r"""(?:GET|query_params)(?:\.get\(|\[)["'](\w+)|["'](\w+)["'] in request\.GET""")
SHORT = ("text", "search", "email", "tel", "url", "password", "number", "date", "datetime-local", "textarea")


@dataclass(frozen=True)
class Case:
    """One field of one request, the shape of what it is given, and the longest text that it is given."""

    client: HostClient
    method: str
    path: str
    field: str
    others: tuple[tuple[str, Any], ...]
    shape: str
    largest: int

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.field}: {self.shape}, {self.largest} letters"

    def cost(self, size: int) -> Point:
        given = {**dict(self.others), self.field: texts.SHAPES[self.shape](size)}
        return of_a_request(lambda: self._send(given), size)

    def _send(self, given: dict[str, Any]) -> object:
        if self.method == "GET":
            return self.client.get(self.path, given)
        if self.path.startswith("/api/"):
            return self.client.generic(self.method, self.path, json.dumps(given), content_type="application/json")
        return self.client.post(self.path, given)


def parameters(kind: str) -> list[Case]:
    """Of every page and list: what its forms ask, what its view reads, what the API's document says."""
    client = next(visitors(kind))
    described = _described(kind)
    cases = []
    for address, path in [*paths(kind, api=False), *paths(kind, api=True)]:
        known = described.get("/" + _curly(address.route), set()) if path.startswith("/api/") else _read_by(kind, path)
        limits = _asked_by(client, path)
        for name in sorted(known | set(limits)):
            cases += _cases(client, "GET", path, name, (), limits.get(name, 0))
    return cases


def typed(kind: str) -> list[Case]:
    """Every text of every form that a page draws."""
    cases, seen = [], set()
    for client in visitors(kind):
        for _address, path in paths(kind, api=False):
            for action, form in forms(client, path):
                others = {control.name: sent[0] for control in form.controls if (sent := control.sent())}
                for control in form.controls:
                    if control.kind in SHORT and (action, control.name) not in seen:
                        seen.add((action, control.name))
                        cases += _cases(client, "POST", action, control.name, tuple(others.items()), control.limit)
    return cases


def bodies(kind: str) -> list[Case]:
    """Every text of every body of the API."""
    client, document = next(visitors(kind)), _document(kind)
    routes = {"/" + _curly(address.route): path for address, path in paths(kind, api=True)}
    cases = []
    for route, method, operation in _operations(document):
        body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        fields = (
            document["components"]["schemas"].get(body.get("$ref", "").rpartition("/")[2], {}).get("properties", {})
        )
        for name, field in fields.items():
            if route in routes and field.get("type") == "string":
                cases += _cases(client, method.upper(), routes[route], name, (), field.get("maxLength", 0))
    return cases


def _cases(
    client: HostClient, method: str, path: str, name: str, others: tuple[tuple[str, Any], ...], limit: int
) -> list[Case]:
    """Up to what the field says that it takes, and up to what a request may hold."""
    largest = LINE if method == "GET" else TEXT
    return [
        Case(client, method, path, name, others, shape, most)
        for shape in texts.FEW
        for most in sorted({min(limit or largest, largest), largest})
    ]


def _asked_by(client: HostClient, path: str) -> dict[str, int]:
    """The names that its forms ask, and how many letters each takes."""
    answer = client.get(path)
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        return {}
    page = Page(answer.content.decode(), path)
    asking = [control for form in page.forms if form.method == "get" for control in form.controls]
    return {control.name: control.limit for control in asking if control.name}


def _read_by(kind: str, path: str) -> set[str]:
    """The names that the module of its view reads."""
    view = inspect.unwrap(resolve(path, urlconf=f"eclore.config.urls.{kind}").func)
    module = inspect.getmodule(view)
    source = inspect.getsource(module) if module else ""
    return {name for found in ASKED.findall(source) for name in found if name}


def _described(kind: str) -> dict[str, set[str]]:
    return {
        route: {each["name"] for each in operation.get("parameters", []) if each["in"] == "query"}
        for route, method, operation in _operations(_document(kind))
        if method == "get"
    }


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for route, methods in document["paths"].items():
        for method, operation in methods.items():
            yield route, method, operation


def _document(kind: str) -> dict[str, Any]:
    said = browser(sites.find(PLACES[kind])).get("/api/v1/schema/?format=json")
    read: dict[str, Any] = json.loads(said.content)
    return read


def _curly(route: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
