"""Finds the site that a request is for; a host that is nobody's gets a plain 404."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotFound

from tenants import hosts
from tenants.requests import Request
from tenants.territories import sites

Handler = Callable[[Request], HttpResponse]


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
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        if response.cookies and "public" in response.headers["Cache-Control"]:  # an old session is being forgotten
            response.headers["Cache-Control"] = "private, no-cache"
        return response
