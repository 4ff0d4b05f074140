"""From an address to what the caller may see there."""

from typing import Any
from uuid import UUID

from rest_framework.exceptions import NotAuthenticated

from api.actors import actor_of
from eclore.kit.actor import Actor
from programs.local.juries import queries
from programs.local.juries.models import Jury, Passage


def caller(request: Any) -> Actor:
    """Who is calling; raises NotAuthenticated for nobody."""
    actor = actor_of(request)
    if not actor.is_authenticated:
        raise NotAuthenticated
    return actor


def jury_of(request: Any, pk: UUID) -> tuple[Jury, Actor]:
    actor = caller(request)
    return queries.jury_or_404(pk, actor), actor


def passage_of(request: Any, pk: UUID, passage: UUID) -> tuple[Passage, Actor]:
    """A passage with its jury, neither of which the caller has stepped aside from."""
    jury, actor = jury_of(request, pk)
    return queries.passage_or_404(passage, jury, actor), actor


def checked(serializer: Any, request: Any) -> dict[str, Any]:
    """What was sent, once valid; raises ValidationError."""
    read = serializer(data=request.data)
    read.is_valid(raise_exception=True)
    return read.validated_data
