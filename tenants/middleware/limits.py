"""Who asks too often waits: a page says so in a sentence, the API as a problem, both with Retry-After."""

from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from eclore.database.current import current
from eclore.kit import limits
from tenants.accounts.tokens import bearer
from tenants.middleware.hosts import Handler
from tenants.networks import network
from tenants.requests import Request

SAFE = ("GET", "HEAD", "OPTIONS")
# The field that a form reads an address from, by the name of its page; `email` elsewhere.
NAMED_BY = {"account_login_password": "login"}


class LimitMiddleware:
    """Counts before the view begins, and commits the count: nothing that fails later takes it back."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Request, *_: Any) -> HttpResponse | None:
        shared, own = _actions(request)
        if not shared and not own:
            return None
        asked = {"network": network(request), "account": account(request)}
        waits = [limits.count_here(action, **asked) for action in own]
        waits += [limits.count(action, **asked) for action in sorted(shared)]  # one order: rows are locked
        if shared:
            current().commit_and_continue()
        return too_many(request, max(waits)) if any(waits) else None


def account(request: Request) -> str:
    """The account that acts, or that is named: a token, a secret link, a person, an address that somebody has typed."""
    is_program = request.path.startswith("/api/")
    if is_program and (token := bearer(request)) is not None:  # pages read none
        return f"token {token}"
    if secret := request.resolver_match and request.resolver_match.kwargs.get("secret"):
        return f"link {secret}"
    if request.actor.is_authenticated:
        return f"person {request.actor.user_id}"
    if is_program:
        return ""
    match = request.resolver_match
    named = request.POST.get(NAMED_BY.get((match and match.url_name) or "", "email"))
    return f"address {named.strip().lower()}" if named else ""


def too_many(request: Request, wait: int) -> HttpResponse:
    """429, with the seconds to wait."""
    if request.path.startswith("/api/"):
        title = _("Trop de demandes en peu de temps. Attendez %(wait)d secondes, puis recommencez.") % {"wait": wait}
        problem = {"type": "about:blank#too_many", "title": title, "status": 429, "code": "too_many"}
        response: HttpResponse = JsonResponse(problem, status=429, content_type="application/problem+json")
    else:
        response = render(request, "429.html", {"minutes": ceil(wait / 60)}, status=429)
    response["Retry-After"] = str(wait)
    return response


def _actions(request: Request) -> tuple[set[str], set[str]]:
    """What is counted for the whole installation, and what for this process: reading with a program."""
    shared: set[str] = set()
    own: set[str] = set()
    writes = request.method not in SAFE
    named = settings.LIMITED.get((request.resolver_match and request.resolver_match.url_name) or "")
    if named and (writes or named == "exports"):
        shared.add(named)
    if writes and request.content_type == "multipart/form-data":
        shared.add("uploads")
    if request.path.startswith("/api/"):
        (shared if writes else own).add("api")
    return shared, own
