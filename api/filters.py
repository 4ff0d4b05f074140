"""What a list is filtered by, as its parameters say in OpenAPI: an unknown value is refused, with the known ones.

Ignoring it would answer everything to a client that has misspelt one.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from eclore.kit.errors import Invalid

YES, NO = ("true", "1"), ("false", "0")


def chosen(request: Request, parameter: OpenApiParameter, known: Iterable[str] = ()) -> str:
    """One of the parameter's values, or of `known`; empty when it is left out. Raises Invalid."""
    asked, values = _asked(request, parameter), [str(value) for value in known or parameter.enum or ()]
    if asked and asked not in values:
        raise _unknown(parameter, values)
    return asked


def is_asked(request: Request, parameter: OpenApiParameter) -> bool:
    """Whether a yes-or-no parameter says yes. Raises Invalid."""
    asked = _asked(request, parameter).lower()
    if asked and asked not in (*YES, *NO):
        raise _unknown(parameter, ["true", "false"])
    return asked in YES


def key(request: Request, parameter: OpenApiParameter) -> UUID | None:
    """The key of something; None when it is left out. Raises Invalid for what is no key."""
    asked = _asked(request, parameter)
    try:
        return UUID(asked) if asked else None
    except ValueError:
        sentence = _("« %(name)s » est une clé de 36 caractères, telle que l'API la donne.") % {"name": parameter.name}
        raise Invalid(sentence, code="unknown_value", field=parameter.name) from None


def _asked(request: Request, parameter: OpenApiParameter) -> str:
    asked: Any = request.query_params.get(parameter.name, "")
    return str(asked).strip()


def _unknown(parameter: OpenApiParameter, known: list[str]) -> Invalid:
    sentence = _("Cette valeur de « %(name)s » n'existe pas : choisissez-en une de la liste, ou n'en donnez pas.")
    return Invalid(sentence % {"name": parameter.name}, code="unknown_value", field=parameter.name, known=known)
