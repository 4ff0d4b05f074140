"""From an address to what the caller may see there."""

from uuid import UUID

from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from api.actors import actor_of
from api.v1.ideas.serializers import IdeaDetail
from eclore.kit.actor import Actor
from programs.local.ideas import finding
from programs.local.ideas.models import Idea, TeamMember


def caller(request: Request) -> Actor:
    """Who is calling; raises NotAuthenticated for nobody."""
    actor = actor_of(request)
    if not actor.is_authenticated:
        raise NotAuthenticated
    return actor


def idea_of(request: Request, pk: UUID) -> tuple[Idea, Actor]:
    actor = caller(request)
    return finding.idea_or_404(pk, actor), actor


def member_of(request: Request, pk: UUID, member: UUID) -> tuple[TeamMember, Actor]:
    idea, actor = idea_of(request, pk)
    return finding.member_or_404(member, idea), actor


def shown(pk: UUID, actor: Actor, status: int = 200) -> Response:
    """The idea as it is now."""
    return Response(IdeaDetail(finding.idea_or_404(pk, actor)).data, status=status)
