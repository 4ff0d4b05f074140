"""Public pages, written once and kept a moment: a crowd of readers costs little more than one.

Only what a view has declared `cache_public`, asked for without a session, and that sets no cookie: it is the same for
whoever asks. Each web process keeps its own, for settings.PUBLIC_PAGE_SECONDS; 0 keeps nothing.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Any

from cachetools import TLRUCache
from django.conf import settings
from django.http import HttpResponse

from tenants.middleware.hosts import Handler
from tenants.requests import Request

KEPT, LARGEST = 512, 200_000
MARK = "is_for_everybody"
# What shapes an answer besides its address; a visitor who brings any other cookie is somebody.
HEADERS = (
    "HTTP_HOST",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_ACCEPT",
    "HTTP_HX_REQUEST",
    "HTTP_HX_TARGET",
    "HTTP_X_FORWARDED_PROTO",
)


def cache_public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Declare that what this view answers to nobody in particular may be kept a moment."""

    @wraps(view)
    def declared(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        setattr(response, MARK, True)
        return response

    return declared


@dataclass(frozen=True)
class _Page:
    content: bytes
    headers: tuple[tuple[str, str], ...]

    def answer(self) -> HttpResponse:
        response = HttpResponse(self.content)
        for name, value in self.headers:
            response.headers[name] = value
        return response


class PublicPagesMiddleware:
    """Stands before the contexts: a page that is kept opens none."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self._pages: TLRUCache[tuple[str, ...], _Page] = TLRUCache(
            KEPT, ttu=lambda _key, _page, now: now + settings.PUBLIC_PAGE_SECONDS, timer=lambda: time.monotonic()
        )
        self._lock = Lock()

    def __call__(self, request: Request) -> HttpResponse:
        if not settings.PUBLIC_PAGE_SECONDS or not _is_nobody(request):
            return self.get_response(request)
        key = _key(request)
        with self._lock:
            page = self._pages.get(key)
        if page:
            return page.answer()
        response = self.get_response(request)
        if _may_be_kept(request, response):
            with self._lock:
                self._pages[key] = _Page(response.content, tuple(response.headers.items()))
        return response


def _is_nobody(request: Request) -> bool:
    known = {settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    return request.method == "GET" and "HTTP_AUTHORIZATION" not in request.META and known.issuperset(request.COOKIES)


def _may_be_kept(request: Request, response: HttpResponse) -> bool:
    """A token of somebody's forms is never kept: it comes with a cookie, or with the visitor's own."""
    return (
        getattr(response, MARK, False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and settings.CSRF_COOKIE_NAME not in request.COOKIES
        and len(response.content) <= LARGEST
    )


def _key(request: Request) -> tuple[str, ...]:
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return (request.get_full_path(), language, *(request.META.get(name, "") for name in HEADERS))
