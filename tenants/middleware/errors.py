"""What people see when the system says no, or when something breaks."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.database.current import current
from eclore.kit.errors import NotAllowed, Problem
from tenants.requests import Request


class ErrorMiddleware:
    """A Problem that a view lets through becomes a page: 403 for a right, else the sentence and a way back.

    What the request had written is forgotten first.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Problem):
            return None
        current().rollback_and_continue()
        if isinstance(exception, NotAllowed):
            if not request.actor.is_somebody:
                return redirect(reverse("sign-in", query={"suite": request.get_full_path()}))
            return forbidden(request, exception)
        return render(request, "refused.html", {"refusal": exception}, status=exception.status)


def bad_request(request: Request, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: Request, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"refusal": exception}, status=403)


def not_found(request: Request, exception: Exception | None = None) -> HttpResponse:
    """Programs that ask for an address of the API which is not there read a problem, as for any other refusal."""
    if request.path.startswith("/api/"):
        sentence = _("Rien ne se trouve à cette adresse, ou vous n'y avez pas accès.")
        problem = {"type": "about:blank#not_found", "title": sentence, "status": 404, "code": "not_found"}
        return JsonResponse(problem, status=404, content_type="application/problem+json")
    return render(request, "404.html", status=404)


def server_error(request: Request) -> HttpResponse:
    """No database, no context: whatever broke may break again."""
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: Request, reason: str = "") -> HttpResponse:
    """The form is too old, or came from elsewhere; what was typed is still in the browser's previous page."""
    context: dict[str, Any] = {"reason": reason}
    return render(request, "403_csrf.html", context, status=403)
