"""OpenAPI, one document for each kind of host, and how the two ways in are written in it.

A document takes a second and a half: a process makes it once for each language and form. Clients ask again by its tag.
"""

import hashlib
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer

JSON, YAML = "application/vnd.oai.openapi+json", "application/vnd.oai.openapi"
_written: dict[tuple[str, str | None, str], tuple[bytes, str]] = {}
_lock = Lock()


@require_safe
def territory(request: HttpRequest) -> HttpResponse:
    """The API of a territory's host."""
    return _answer(request, "eclore.config.urls.territory")


@require_safe
def national(request: HttpRequest) -> HttpResponse:
    """The API of the national host."""
    return _answer(request, "eclore.config.urls.national")


def _answer(request: HttpRequest, urlconf: str) -> HttpResponse:
    """YAML unless JSON is asked for, by `format` or by `Accept`."""
    asked = request.GET.get("format", "")
    accepted = request.headers.get("Accept", "")
    is_json = asked == "json" or (not asked and "json" in accepted and "text/html" not in accepted)
    content, tag = _document(urlconf, get_language(), JSON if is_json else YAML)
    if request.headers.get("If-None-Match") == tag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(content, content_type=f"{JSON if is_json else YAML}; charset=utf-8")
        name = "schema.json" if is_json else "schema.yaml"
        response["Content-Disposition"] = f'inline; filename="{name}"'
    response["ETag"] = tag
    response["Cache-Control"] = "private, max-age=300"
    return response


def _document(urlconf: str, language: str | None, kind: str) -> tuple[bytes, str]:
    """Its bytes and their tag; one is made at a time, whoever asks."""
    key = (urlconf, language, kind)
    with _lock:
        if key not in _written:
            generator: Any = SchemaGenerator  # its functions are not typed
            schema = generator(urlconf=urlconf).get_schema(request=None, public=True)
            renderer = OpenApiJsonRenderer() if kind == JSON else OpenApiYamlRenderer()
            content = renderer.render(schema, renderer_context={})
            _written[key] = content, f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        return _written[key]


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # how it registers itself
    """A token made by `create_token`, for one site."""

    target_class = "api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # how it registers itself
    """The session of the host's pages."""

    target_class = "api.authentication.HostSessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
