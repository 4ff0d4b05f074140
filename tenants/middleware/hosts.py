"""Finds the site that a request is for; a host that is nobody's gets a plain 404."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotFound
from django.template.loader import render_to_string

from tenants import hosts
from tenants.hosts import Closed
from tenants.middleware import errors
from tenants.requests import Request
from tenants.territories import sites

Handler = Callable[[Request], HttpResponse]
# What the page of a closed site leads to, or is drawn with.
STILL_ANSWERED = (
    "/accessibilite/",
    "/confidentialite/",
    "/mentions-legales/",
    "/.well-known/",
    "/robots.txt",
    "/sante/",
)


def gone(path: str, name: str, closed: Closed) -> HttpResponse:
    """Without any context: where the programme went, and whom to ask; for programs, a problem."""
    if path.startswith("/api/"):
        sentence = f"{name} n'est plus ici. {closed.moved_to}".strip()
        response: HttpResponse = errors.problem(410, "territory_closed", sentence)
    else:
        context = {"name": name, "closed": closed, "is_address": closed.moved_to.startswith("https://")}
        response = HttpResponse(render_to_string("410.html", context), status=410)
    response["Cache-Control"] = "no-store"
    return response


class HostMiddleware:
    """Sets `request.site` and the urlconf of that kind of site.

    A page that says nothing of it is its reader's alone: no shared cache keeps it, and a browser asks again.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        site = sites.find(hosts.normalised(request.META.get("HTTP_HOST", "")))
        if site is None:
            sentence = "404 : cette adresse ne mène nulle part.\n"
            return HttpResponseNotFound(
                sentence, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
            )
        request.site = site
        request.urlconf = settings.URLCONFS[site.kind]
        if site.closed is not None and not request.path.startswith(STILL_ANSWERED):
            return gone(request.path, site.name, site.closed)
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        if response.cookies and "public" in response.headers["Cache-Control"]:  # an old session is being forgotten
            response.headers["Cache-Control"] = "private, no-cache"
        return response
