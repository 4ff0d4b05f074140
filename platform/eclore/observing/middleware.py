"""One line of the log for each request, its counts, and the facts that go with everything logged meanwhile."""

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse

from eclore.observing import context, metrics

logger = logging.getLogger("eclore.requests")
Handler = Callable[[HttpRequest], HttpResponse]


class ObservingMiddleware:
    """The pattern of the address is told, never the address: links are keys."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began, before = time.perf_counter(), metrics.begun()
        context.begin(request=uuid.uuid4().hex, method=request.method)
        response = self.get_response(request)
        seconds = time.perf_counter() - began
        metrics.answered(request, response.status_code, seconds, before)
        facts = {"status": response.status_code, "ms": round(seconds * 1000, 1)}
        logger.info("request", extra={"facts": facts})
        return response


class SiteMiddleware:
    """Right after the host is found."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        context.tell(territory=request.site.tenant_context.schema or request.site.kind)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        if request.resolver_match is not None:
            context.tell(route=request.resolver_match.route)


def _failed(request: HttpRequest | None = None, **_: Any) -> None:
    """Called while the error is being handled, wherever it was raised."""
    logger.error("request failed", exc_info=True)


got_request_exception.connect(_failed, dispatch_uid="eclore.observing")
