"""ETag, If-None-Match and If-Match, written into the OpenAPI documents from the table of what may be compared."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver

from api.preconditions import PREFIX, RESOURCES

HOSTS = ("api.v1.territory", "api.v1.national")
TAG = {"description": "The state that was read: send it back in If-Match.", "schema": {"type": "string"}}
NONE_MATCH = "A tag that is kept: 304 and nothing else while it is still that of the answer."
MATCH = (
    "The ETag of the resource at this address, or of the nearest above it: 412 when it has changed since."
    " Without it the write is taken, and only what it sends changes."
)


def with_preconditions(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """drf-spectacular's postprocessing hook."""
    compared = _addresses()
    for path, address in result["paths"].items():
        if "get" in address and _plain(path) in compared:
            _read(address["get"])
        if any(above in compared for above in _above(_plain(path))):
            for method in {"post", "put", "patch", "delete"} & set(address):
                _written(address[method])
    return result


def _read(operation: dict[str, Any]) -> None:
    operation.setdefault("parameters", []).append(_header("If-None-Match", NONE_MATCH))
    operation["responses"]["200"].setdefault("headers", {})["ETag"] = TAG
    operation["responses"]["304"] = {"description": "Nothing has changed since."}


def _written(operation: dict[str, Any]) -> None:
    operation.setdefault("parameters", []).append(_header("If-Match", MATCH))
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    operation["responses"]["412"] = {
        "description": "It has changed since it was read; nothing was written.",
        "content": content,
        "headers": {"ETag": TAG},
    }


def _header(name: str, words: str) -> dict[str, Any]:
    return {"in": "header", "name": name, "schema": {"type": "string"}, "description": words}


def _addresses() -> set[str]:
    """Where something may be compared, on either kind of host."""
    routes = (found for host in HOSTS for found in _routes(import_module(host).urlpatterns))
    return {_plain(f"{PREFIX}{route}") for route, name in routes if name in RESOURCES}


def _routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, str]]:
    for entry in patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry.url_patterns, route)
        else:
            yield route, str(entry.name)


def _plain(path: str) -> str:
    """A path whose keys have no name, however they are written."""
    return re.sub(r"<[^>]*>|{[^}]*}", "{}", path)


def _above(path: str) -> Iterator[str]:
    parts = path.strip("/").split("/")
    return (f"/{'/'.join(parts[:count])}/" for count in range(len(parts), 2, -1))
