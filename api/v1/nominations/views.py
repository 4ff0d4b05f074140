"""Sending ideas to forums, for a territory's API clients."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from api.actors import actor_of
from api.files import BYTES
from api.v1.nominations import serializers
from eclore.kit.permissions import require
from eclore.kit.transitions import AlreadyDone
from programs.bridge import nominations, queries
from programs.bridge.takeovers import take_up as take_up_idea
from programs.joint.forums import copies
from programs.joint.forums.models import Nomination
from programs.local.ideas.finding import idea_or_404

MOST_FORUMS = 50


class NominationList(generics.ListAPIView[Nomination]):
    serializer_class = serializers.NominationOut
    queryset = Nomination.objects.none()

    @extend_schema(operation_id="nominations_list")
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """This territory's nominations that stand, with the decision once published."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="nominations_create", request=serializers.NominationIn, responses={201: serializers.NominationOut}
    )
    def post(self, request: Request) -> Response:
        """Send the frozen dossier of a shortlisted idea. The refusal's code says what is missing."""
        actor = actor_of(request)
        require(actor, "bridge.see_forums")
        wanted = serializers.NominationIn(data=request.data)
        wanted.is_valid(raise_exception=True)
        idea = idea_or_404(wanted.validated_data["idea"], actor)
        forum = queries.forum_here(actor, wanted.validated_data["forum"]).forum
        return Response(serializers.NominationOut(nominations.nominate(idea, forum, by=actor)).data, status=201)

    def get_queryset(self) -> QuerySet[Nomination]:
        return queries.nominations(actor_of(self.request))


@extend_schema(operation_id="nominations_read", responses=serializers.NominationOut)
@api_view(["GET"])
def read(request: Request, pk: UUID) -> Response:
    """One nomination of this territory."""
    return Response(serializers.NominationOut(queries.nomination_or_404(actor_of(request), pk)).data)


@extend_schema(operation_id="nominations_file", responses=BYTES)
@api_view(["GET"])
def download(request: Request, pk: UUID, file: UUID) -> FileResponse:
    """A file as it was sent."""
    return copies.served(queries.nomination_or_404(actor_of(request), pk), file)


@extend_schema(operation_id="nominations_withdraw", request=None, responses={204: None})
@api_view(["POST"])
def withdraw(request: Request, pk: UUID) -> Response:
    """Take the dossier back, until the forum's jury opens."""
    actor = actor_of(request)
    nominations.withdraw(queries.nomination_or_404(actor, pk), by=actor)
    return Response(status=204)


@extend_schema(operation_id="nominations_forums", responses=serializers.OpenForumOut(many=True))
@api_view(["GET"])
def forums(request: Request) -> Response:
    """The published forums, its own first, and what is left of this territory's quota in each; fifty at most."""
    rows = queries.with_parts(queries.forums_here(actor_of(request))[:MOST_FORUMS])
    return Response(serializers.OpenForumOut(rows, many=True).data)


@extend_schema(operation_id="ideas_take_up", request=None, responses={201: serializers.TakenUp})
@api_view(["POST"])
def take_up(request: Request, pk: UUID) -> Response:
    """Carry on at home an idea that was not retained."""
    actor = actor_of(request)
    require(actor, "bridge.take_up")
    idea = idea_or_404(pk, actor)
    try:
        project = take_up_idea(idea, by=actor)
    except AlreadyDone:
        project = idea.projects.latest("created_at")
    return Response(serializers.TakenUp({"idea": idea.pk, "project": project.pk}).data, status=201)
