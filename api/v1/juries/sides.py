"""From a request to what its caller may see there, and what the two kinds of jury do not say alike."""

from typing import Any, cast
from uuid import UUID

from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request

from api.actors import actor_of
from eclore.kit.actor import Actor
from programs.joint.juries import queries as joint
from programs.joint.juries.models import Jury as JointJury
from programs.joint.juries.models import Passage as JointPassage
from programs.joint.juries.side import JOINT
from programs.juries.contract import AnySide
from programs.juries.models import AbstractJury, AbstractPassage
from programs.local.juries.side import LOCAL
from tenants import hosts


def side_of(request: Request) -> AnySide:
    """The juries of the national host are joint ones, those of any other are the territory's."""
    site: hosts.Site = cast(Any, request).site
    return JOINT if site.kind == hosts.NATIONAL else LOCAL


def caller(request: Request) -> Actor:
    """Who is calling; raises NotAuthenticated for nobody."""
    actor = actor_of(request)
    if not actor.is_authenticated:
        raise NotAuthenticated
    return actor


def jury_of(request: Request, pk: UUID, *, verb: str = "") -> tuple[AbstractJury, Actor]:
    """A jury that the caller may see, its members ready; NotAllowed when they may not `verb`."""
    actor = caller(request)
    return side_of(request).jury_or_404(pk, actor, verb=verb), actor


def passage_of(
    request: Request, pk: UUID, passage: UUID, *, verb: str = "", hold: bool = False
) -> tuple[AbstractPassage, Actor]:
    """A passage with its jury, neither of which the caller has stepped aside from; `verb` as above.

    `hold`: both are held for what will be written.
    """
    actor = caller(request)
    return side_of(request).passage_or_404(pk, passage, actor, verb=verb, hold=hold), actor


def delivery_of(jury: AbstractJury) -> joint.Delivery | None:
    """How far joint decisions have gone; a territory's own have nowhere to go."""
    return joint.delivery(jury) if isinstance(jury, JointJury) else None


def position_of(passage: AbstractPassage) -> int:
    """Its place in the order of the day, from 1; the rows of a joint jury count from 0."""
    return passage.position + 1 if isinstance(passage, JointPassage) else passage.position
