"""Public pages, written once and kept a moment: a crowd of readers costs little more than one.

Only what a view has declared `cache_public`, asked for without a session, and that sets no cookie: it is the same for
whoever asks. Each web process keeps its own, for settings.PUBLIC_PAGE_SECONDS; 0 keeps nothing. A page is kept by the
parameters that it knows: others change nothing of it, and make no other page.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Any

from cachetools import LRUCache, TLRUCache
from django.conf import settings
from django.http import HttpResponse, QueryDict

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


def cache_public(view: Callable[..., HttpResponse], *known: str) -> Callable[..., HttpResponse]:
    """Declare that what this view answers to nobody in particular may be kept a moment, by its `known` parameters.

    Any other parameter is taken out of the request before it is answered: the page cannot depend on it.
    """

    @wraps(view)
    def declared(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        request.GET = _known(request.GET, known)
        request.META["QUERY_STRING"] = request.GET.urlencode()  # links that lead back here are written from it
        response = view(request, *args, **kwargs)
        setattr(response, MARK, known)
        return response

    return declared


def _known(given: QueryDict, known: tuple[str, ...]) -> QueryDict:
    """Its known parameters, once each, in one order: as many addresses as there are pages."""
    kept = QueryDict(mutable=True)
    for name in sorted(set(known) & set(given)):
        kept[name] = given.get(name, "")
    return kept


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
        # What is asked of a page by its parameters is kept apart: any number of searches empties no page.
        self._pages, self._asked = _moments(KEPT), _moments(KEPT // 4)
        # Which parameters each path knows, learnt from its first answer.
        self._known: LRUCache[tuple[str, ...], tuple[str, ...]] = LRUCache(KEPT)
        self._lock = Lock()

    def __call__(self, request: Request) -> HttpResponse:
        if not settings.PUBLIC_PAGE_SECONDS or not _is_nobody(request):
            return self.get_response(request)
        place = _place(request)
        with self._lock:
            known = self._known.get(place)
            page = None if known is None else self._shelf(request, known).get(_key(request, place, known))
        if page:
            return page.answer()
        response = self.get_response(request)
        if _may_be_kept(request, response):
            known = getattr(response, MARK)
            with self._lock:
                self._known[place] = known
                page = _Page(response.content, tuple(response.headers.items()))
                self._shelf(request, known)[_key(request, place, known)] = page
        return response

    def _shelf(self, request: Request, known: tuple[str, ...]) -> "TLRUCache[tuple[str, ...], _Page]":
        return self._asked if _known(request.GET, known) else self._pages


def _moments(most: int) -> "TLRUCache[tuple[str, ...], _Page]":
    """So many pages, each for a moment."""
    return TLRUCache(
        most, ttu=lambda _key, _page, now: now + settings.PUBLIC_PAGE_SECONDS, timer=lambda: time.monotonic()
    )


def _is_nobody(request: Request) -> bool:
    known = {settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    return request.method == "GET" and "HTTP_AUTHORIZATION" not in request.META and known.issuperset(request.COOKIES)


def _may_be_kept(request: Request, response: HttpResponse) -> bool:
    """A token of somebody's forms is never kept: it comes with a cookie, or with the visitor's own."""
    return (
        getattr(response, MARK, None) is not None
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and settings.CSRF_COOKIE_NAME not in request.COOKIES
        and len(response.content) <= LARGEST
    )


def _place(request: Request) -> tuple[str, ...]:
    """Where, in which words and for which reader; without what its address asks."""
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return (request.path, language, *(request.META.get(name, "") for name in HEADERS))


def _key(request: Request, place: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    return (*place, _known(request.GET, known).urlencode())
