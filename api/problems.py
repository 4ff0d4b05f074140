"""Errors as problem details (RFC 9457): a stable code, a sentence, the field to mend."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from api.actors import site_request
from eclore.database.current import current
from eclore.kit.errors import Problem
from eclore.kit.transitions import AlreadyDone

MEDIA_TYPE = "application/problem+json"


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """What DRF answers on an exception; what the request had written is forgotten first."""
    current().rollback_and_continue()
    if isinstance(error, AlreadyDone) and (shown := as_it_stands(context["request"])):
        return shown
    if isinstance(error, Problem):
        extra = {"field": error.field} if error.field else {}
        return _later(problem(error.status, error.code, str(error.sentence), **extra, **error.facts), error.facts)
    if isinstance(error, Http404 | exceptions.NotFound):
        return problem(404, "not_found", _("Rien ne se trouve à cette adresse, ou vous n'y avez pas accès."))
    if isinstance(error, PermissionDenied):
        return problem(403, "not_allowed", _("Vous n'avez pas le droit de faire cela ici."))
    if isinstance(error, DjangoValidationError):
        return problem(422, "invalid", _("Certaines réponses sont à revoir."), errors=_django_errors(error))
    if isinstance(error, exceptions.ValidationError):
        return problem(422, "invalid", _("Certaines réponses sont à revoir."), errors=error.get_full_details())
    if isinstance(error, exceptions.APIException):
        return _from_framework(error)
    return None


def as_it_stands(request: Request) -> Response | None:
    """What the address above answers: a verb's address is its object's, and the verb."""
    above = request.path.rstrip("/").rpartition("/")[0] + "/"
    asked = copy(site_request(request))
    asked.method, asked.path, asked.path_info = "GET", above, above
    try:
        match = resolve(above, urlconf=asked.urlconf)
    except Resolver404:
        return None
    shown = match.func(asked, *match.args, **match.kwargs)
    return Response(shown.data) if isinstance(shown, Response) and shown.status_code == 200 else None


def problem(status: int, code: str, sentence: str, **facts: Any) -> Response:
    """One answer of media type application/problem+json."""
    return Response(told(status, code, sentence, **facts), status=status, content_type=MEDIA_TYPE)


def told(status: int, code: str, sentence: str, **facts: Any) -> dict[str, Any]:
    """The body of such an answer."""
    return {"type": f"about:blank#{code}", "title": sentence, "status": status, "code": code, **facts}


def _from_framework(error: exceptions.APIException) -> Response:
    code = error.get_codes() if isinstance(error.get_codes(), str) else error.default_code
    response = problem(error.status_code, str(code), str(error.detail))
    _later(response, vars(error))
    if header := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = header
    return response


def _later(response: Response, facts: Mapping[str, Any]) -> Response:
    """With the seconds to wait, when there are some."""
    if wait := facts.get("wait"):
        response["Retry-After"] = str(int(wait))
    return response


def _django_errors(error: DjangoValidationError) -> dict[str, list[str]]:
    return error.message_dict if hasattr(error, "error_dict") else {"": list(error.messages)}
