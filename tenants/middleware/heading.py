"""HEAD on every address: what GET would answer, without its body and without its effects.

Links are opened by mailboxes, chats and proxies before their reader sees them, often by HEAD: a link that acts when it
is opened must not act then. The view runs as for GET, and everything that it has written is forgotten; a view that uses
up what another service has given, which no transaction takes back, looks at `request.heads` first.
"""

from typing import Any, cast

from django.http import HttpResponse

from eclore.database.current import current
from tenants.middleware.hosts import Handler
from tenants.requests import Request


class HeadMiddleware:
    """Stands in the context, around sessions: nor are they kept, nor is any cookie given."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.heads = request.method == "HEAD"
        if not request.heads:
            return self.get_response(request)
        request.method = "GET"
        try:
            response = self.get_response(request)
        finally:
            request.method = "HEAD"
        current().rollback_and_continue()
        response.cookies.clear()
        return _without_body(response)


def _without_body(response: Any) -> HttpResponse:
    """The same answer; its length is the one that GET would tell, where it is known."""
    if response.streaming:
        response.streaming_content = iter(())
        return cast(HttpResponse, response)
    response.headers.setdefault("Content-Length", str(len(response.content)))
    response.content = b""
    return cast(HttpResponse, response)
