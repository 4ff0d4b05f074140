"""What to send to everything that writes: who, where in the season, and what they type; a write without a plan fails.

A form is taken from its page as its person sees it, an endpoint's body from the API's own description; `typed` is what
the season cannot guess. `refused` says why nothing comes of it in this season: it is sent all the same.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.budgets import season
from tests.factories import files
from tests.proofs.plans import DONE_ONCE_BY_RULE, PLANS, Plan
from tests.proofs.writing import Write, every_write
from tests.support.pages import Form, Page
from tests.support.personas import HostClient
from tests.volume.people import Someone

HERE = season.SLUG
PEOPLE: dict[str, dict[str, Any]] = {
    "territory": {
        "manager": Someone(HERE, "gestion").persona,
        "president": Someone(HERE, "jury", 1).persona,
        "juror": Someone(HERE, "jury", 2).persona,
        "member": Someone(HERE, "agent", 1).persona,
        "coach": Someone(HERE, "coach").persona,
        "holder": season.PEOPLE["territory"]["holder"],
        "nobody": None,
    },
    "national": {
        "team": Someone("national", "equipe").persona,
        "president": Someone("national", "coach").persona,
        "juror": Someone("national", "coach", 2).persona,
        "holder": season.PEOPLE["national"]["holder"],
        "nobody": None,
    },
    "auth": {"nobody": None, "member": Someone(HERE, "agent", 1).persona},
}
GUESSED = {
    "email": "nouvelle@exemple.fr",
    "date": "2027-01-15",
    "datetime-local": "2027-01-15T10:00",
    "number": "2",
    "time": "10:00",
    "url": "https://exemple.fr/",
}
FORMATS = {
    "email": "nouvelle@exemple.fr",
    "date": "2027-01-15",
    "date-time": "2027-01-15T10:00:00Z",
    "decimal": "1",
    "uri": "https://exemple.fr/",
}
FILE = object()
NOT_SENT = ("csrfmiddlewaretoken", "once")


class NoPlanError(LookupError):
    """Somebody has made a form or an endpoint that no proof sends anything to."""


@dataclass(frozen=True)
class Sending:
    """One thing to send: `fields` of a form, or the `body` of an endpoint."""

    write: Write
    plan: Plan
    path: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None

    def by(self, client: HostClient, **headers: str) -> Any:
        """Django's answer; a file is read anew each time."""
        content = {name: _file() if value is FILE else value for name, value in self.fields.items()}
        if not self.write.is_api:
            return client.post(self.path, content, headers=headers)
        if FILE in self.fields.values():
            return client.post(self.path, content, headers=headers)
        return client.send(self.write.method, self.path, self.body, headers=headers)


def planned() -> list[tuple[Write, Plan]]:
    """Every write with its plan. Raises NoPlanError, naming those that have none."""
    writes = every_write()
    without = [str(write) for write in writes if str(write) not in PLANS and str(write) not in DONE_ONCE_BY_RULE]
    gone = (PLANS.keys() | DONE_ONCE_BY_RULE.keys()) - {str(write) for write in writes}
    if without or gone:
        raise NoPlanError(f"tell tests/proofs/plans what to send to {without}; what became of {sorted(gone)}?")
    return [(write, PLANS[str(write)]) for write in writes if str(write) in PLANS]


def sending(write: Write, plan: Plan, client: HostClient, document: Mapping[str, Any]) -> Sending:
    """What this plan sends, read from the page or from the API's document."""
    things = {**season.identifiers_of(write.kind)[plan.stage], **plan.things}
    path = write.address.path(things)
    if write.is_api:
        described = {} if plan.alone else _described(write, document)
        if described == {"file": FILE}:
            return Sending(write, plan, path, fields=described)
        typed = _real(plan.typed, things)
        return Sending(write, plan, path, body={**described, **typed} if isinstance(described, dict) else typed or None)
    form = _form(client, path)
    return Sending(write, plan, path, fields={**(filled(form) if form else {}), **_real(plan.typed, things)})


def _real(typed: Any, things: Mapping[str, Any]) -> Any:
    """With the keys of what the season calls so."""
    if isinstance(typed, Mapping):
        return {name: _real(value, things) for name, value in typed.items()}
    if isinstance(typed, list):
        return [_real(value, things) for value in typed]
    return str(things[typed[1:]]) if isinstance(typed, str) and typed.startswith("@") else typed


def _form(client: HostClient, path: str) -> Form | None:
    """The form that posts to this path, on its own page or on one above; None for a button of another page."""
    for page in _above(path):
        answer = client.get(page)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            for form in Page(answer.content.decode(), page).forms:
                if form.method == "post" and urlsplit(urljoin(page, form.action)).path == path:
                    return form
    return None


def _above(path: str) -> Iterator[str]:
    while len(path) > 1:
        yield path
        path = path.rstrip("/").rpartition("/")[0] + "/"


def filled(form: Form) -> dict[str, Any]:
    """What somebody sends who fills every field and ticks every box, but takes no row of the form away."""
    data: dict[str, Any] = {}
    for control in form.controls:
        if control.name in (*NOT_SENT, "") or control.name.endswith("-DELETE"):
            continue
        if control.kind == "file":
            data[control.name] = FILE
        elif control.kind == "radio":
            if control.chosen or control.name not in data:
                data[control.name] = [control.value]
        elif control.kind.startswith("select"):
            offered = [value for value, _words in control.options if value]
            data[control.name] = [*[each for each in control.selected if each], *offered][:1]
        else:
            data.setdefault(control.name, []).append(control.value or _guess(control.kind, control.name))
    named = [(name, value) for _words, name, value in form.buttons if name]
    return {**data, **{name: [value] for name, value in named[:1]}}


def _guess(kind: str, name: str) -> str:
    return "" if kind == "hidden" else GUESSED.get(kind, GUESSED["email"] if "mail" in name else "Texte")


def _file() -> Any:
    return files.upload(files.pdf())


def _described(write: Write, document: Mapping[str, Any]) -> Any:
    """A body of the document's own shape; None for an operation without one."""
    shape = re.sub(r"<[^>]+>", "{}", f"/{write.address.route}")
    found = [methods for path, methods in document["paths"].items() if re.sub(r"{\w+}", "{}", path) == shape]
    content = found[0][write.method].get("requestBody", {}).get("content", {}) if found else {}
    if "application/json" in content:
        return _example(content["application/json"]["schema"], document)
    return {"file": FILE} if content else None


def _example(schema: Mapping[str, Any], document: Mapping[str, Any]) -> Any:
    if "$ref" in schema:
        return _example(document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]], document)
    if parts := schema.get("allOf") or schema.get("oneOf"):
        return _example(parts[0], document)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        fields = schema.get("properties", {})
        return {name: _example(each, document) for name, each in fields.items() if not each.get("readOnly")}
    if kind == "array":
        return [_example(schema["items"], document)]
    plain = {"integer": max(1, schema.get("minimum", 1)), "number": 1, "boolean": True}
    return plain[kind] if kind in plain else FORMATS.get(schema.get("format", ""), "Texte")
