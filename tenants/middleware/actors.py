"""Who is acting here: read again at every request, so that a revocation holds at once."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation

from eclore.kit import mail
from tenants.accounts import authentication
from tenants.memberships.domain import visits
from tenants.middleware.errors import forbidden
from tenants.middleware.hosts import Handler
from tenants.networks import network
from tenants.requests import Request


class ActorMiddleware:
    """Sets `request.actor` (rules) and `request.user` (Django's libraries) from one query."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        user, request.actor = authentication.of(request)
        request.user = user
        person = request.actor.user_id
        with mail.written_by(f"person {person}" if person else f"network {network(request)}"):
            response = self.get_response(request)
        if request.session.modified:
            authentication.bind(request)
        return response

    def process_view(self, request: Request, *_: Any) -> HttpResponse | None:
        """A visitor is read-only, whatever the rules of the pages say; the API refuses in its own words."""
        if request.path.startswith("/api/") or visits.can_act(request.actor, request.method, request.path):
            return None
        return forbidden(request, visits.read_only())


class LanguageMiddleware:
    """The language chosen in the footer, else French: agents' browsers are often left in English."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response
