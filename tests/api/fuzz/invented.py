"""Requests that schemathesis invents from an OpenAPI document, pointed at real things of the season.

`ECLORE_FUZZ=long` invents more of each.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.core.transport import Response
from schemathesis.specs.openapi import checks

from tests.budgets import season
from tests.budgets.addresses import Address, NotKnownError
from tests.support.personas import HostClient

FITTING, MISFITTING = (40, 40) if os.environ.get("ECLORE_FUZZ") == "long" else (2, 1)
INVENTS = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}
KEPT_TO = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
load_all_checks()


@dataclass(frozen=True)
class Invented:
    """One case, ready to be sent by anybody."""

    case: Case
    sent: requests.PreparedRequest

    def by(self, client: HostClient) -> Any:
        """Django's answer; its content is read."""
        return client.generic(
            self.sent.method,
            self.sent.path_url,
            self.sent.body or b"",
            self.sent.headers.get("Content-Type", "application/json"),
            headers={"Accept": "*/*"},
        )

    def check(self, answer: Any) -> None:
        """Raises schemathesis' FailureGroup, with the request as a curl command, when the document tells otherwise."""
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        headers = {name: [value] for name, value in answer.items()}
        self.case.validate_response(
            Response(answer.status_code, headers, content, self.sent, 0.0, False), checks=KEPT_TO
        )


def invented(document: dict[str, Any], kind: str, origin: str) -> Iterator[Invented]:
    """Some of everything that this document allows, and of what it does not."""
    for found in schemathesis.openapi.from_dict(document).get_all_operations():
        operation = found.ok()
        if operation.path.lstrip("/") in season.NOT_ROWS:
            continue
        for mode, many in ((GenerationMode.POSITIVE, FITTING), (GenerationMode.NEGATIVE, MISFITTING)):
            for number, case in enumerate(_cases(operation, mode, many)):
                if mode == GenerationMode.POSITIVE or number % 2:
                    _point(case, kind, number)
                yield Invented(case, requests.Request(**_written(case, origin)).prepare())


def _cases(operation: Any, mode: GenerationMode, many: int) -> list[Case]:
    kept: list[Case] = []

    @settings(max_examples=many, **INVENTS)
    @given(operation.as_strategy(generation_mode=mode))
    def keep(case: Case) -> None:
        kept.append(case)

    with suppress(*((Unsatisfiable,) if mode == GenerationMode.NEGATIVE else ())):  # nothing would misfit
        keep()
    return kept


def _written(case: Case, origin: str) -> dict[str, Any]:
    kwargs = case.as_transport_kwargs(base_url=origin)
    return {
        name: value
        for name, value in kwargs.items()
        if name in ("method", "url", "params", "headers", "data", "json", "files")
    }


def _point(case: Case, kind: str, number: int) -> None:
    """At a thing that is there, at one of its stages, instead of a key that nobody has."""
    stages = season.identifiers_of(kind)
    things = stages[number % len(stages)]
    try:
        path = Address(kind, re.sub(r"{(\w+)}", r"<str:\1>", case.path.lstrip("/"))).path(things)
    except NotKnownError:
        return
    names = re.findall(r"{(\w+)}", case.path)
    found = re.fullmatch(re.sub(r"{\w+}", "([^/]+)", case.path), path)
    case.path_parameters = dict(zip(names, found.groups(), strict=True)) if found else case.path_parameters
    if isinstance(case.body, dict):
        for name in case.body:
            thing = things.get(name) or things.get(f"{name}s")
            if thing is not None and isinstance(case.body[name], str):
                case.body[name] = str(thing)
