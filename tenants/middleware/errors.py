"""What people see when the system says no, or when something breaks."""

import logging
import sys
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import is_valid_path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eclore.database.conflicts import is_conflict
from eclore.database.current import current
from eclore.database.outages import is_away, is_full
from eclore.kit.errors import NotAllowed, Problem
from eclore.kit.transitions import AlreadyDone
from eclore.kit.web import form_page
from tenants.requests import Request

logger = logging.getLogger(__name__)

MET = gettext_lazy(
    "La même chose a été enregistrée au même moment par un autre envoi : celui-ci n'a rien changé."
    " Rechargez la page pour voir où en sont les choses, puis recommencez s'il le faut."
)

RUNNING = gettext_lazy(
    "Votre envoi précédent est encore en cours : rechargez la page dans un instant, sans l'envoyer de nouveau."
)

AWAY = gettext_lazy(
    "Le service redémarre, ou sa base de données ne répond pas : cet envoi n'a rien changé."
    " Recommencez dans une minute."
)
FULL = gettext_lazy(
    "Le disque du service est plein : cet envoi n'a rien enregistré. Gardez votre texte, et recommencez plus tard."
)
SECONDS_AWAY, SECONDS_FULL = 10, 300  # what who asks again is asked to wait


class ErrorMiddleware:
    """A Problem that a view lets through becomes a page: 403 for a right, else the sentence and a way back.

    What the request had written is forgotten first. What another request has crossed is for the context's middleware.
    An address that was not asked as it wants to be says so in a page.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        response = self.get_response(request)
        is_blank = isinstance(response, HttpResponseNotAllowed) and not request.path.startswith("/api/")
        return not_allowed(request, response) if is_blank else response

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        if is_conflict(exception):
            request.conflict = exception
            return HttpResponse(status=409)
        if not isinstance(exception, Problem):
            return None
        current().rollback_and_continue()
        if isinstance(exception, AlreadyDone):
            messages.info(request, _("C'était déjà fait : rien n'a été fait deux fois."))
            return redirect(exception.subject)
        if isinstance(exception, NotAllowed):
            if not request.actor.is_somebody:
                return redirect(reverse("sign-in", query={"suite": form_page(request)}))
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
        return problem(404, "not_found", sentence)
    return render(request, "404.html", status=404)


def conflict(request: Request, error: Exception) -> HttpResponse:
    """Somebody else wrote the same thing at the same moment; no database, no context. What is no crossing is logged."""
    logger.warning("two requests have met on the same rows", exc_info=error)
    return _bare(request, "409.html", "conflict", str(MET), wait=1 if request.path.startswith("/api/") else 0)


def _bare(request: Request, template: str, code: str, sentence: str, *, wait: int = 0) -> HttpResponse:
    """A problem, a sentence for a part of a page, or a page that asks nothing of the database; `wait` in seconds."""
    status = int(template.removesuffix(".html"))
    if request.path.startswith("/api/"):
        return problem(status, code, sentence, wait=wait)
    if "HX-Request" in request.headers:
        response = HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    else:
        response = HttpResponse(render_to_string(template), status=status)
    if wait:
        response["Retry-After"] = str(wait)
    return response


def still_running(request: Request) -> HttpResponse:
    """The same form is being dealt with, and takes long."""
    return render(request, "refused.html", {"refusal": {"sentence": RUNNING}}, status=409)


def problem(status: int, code: str, title: str, *, wait: int = 0) -> HttpResponse:
    """Problem details (RFC 9457) where no endpoint has been reached; `wait` in seconds."""
    body = {"type": f"about:blank#{code}", "title": title, "status": status, "code": code}
    response = JsonResponse(body, status=status, content_type="application/problem+json")
    if wait:
        response["Retry-After"] = str(wait)
    return response


def not_allowed(request: Request, response: HttpResponse) -> HttpResponse:
    """What an address is for, and the way back to the page where its button is: one answer for all of them."""
    context = {"awaits_a_button": request.method in ("GET", "HEAD"), "back_url": page_above(request)}
    page = render(request, "405.html", context, status=405)
    page["Allow"] = response["Allow"]
    return page


def page_above(request: Request) -> str:
    """The nearest address above this one that leads somewhere: `/idees/<key>/` above `/idees/<key>/retirer/`."""
    parts = request.path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:length])}/"
        if is_valid_path(above, getattr(request, "urlconf", None)):
            return above
    return "/"


def server_error(request: Request) -> HttpResponse:
    """No database, no context: whatever broke may break again. A database that is away, or a full disk, says so."""
    error = sys.exc_info()[1]  # Django asks for this page while it handles what was raised
    if is_full(error):
        response = _bare(request, "507.html", "disk_full", str(FULL), wait=SECONDS_FULL)
    elif is_away(error):
        response = _bare(request, "503.html", "away", str(AWAY), wait=SECONDS_AWAY)
    else:
        return HttpResponse(render_to_string("500.html"), status=500)
    response["Cache-Control"] = "no-store"
    return response


def csrf_failure(request: Request, reason: str = "") -> HttpResponse:
    """The form is too old, or came from elsewhere; what was typed is still in the browser's previous page."""
    context: dict[str, Any] = {"reason": reason}
    response = render(request, "403_csrf.html", context, status=403)
    response.headers["Eclore-State"] = "too-old"  # a page that sent its form by itself renews it (static keeping.js)
    return response
