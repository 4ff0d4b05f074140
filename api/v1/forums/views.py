"""Forums for API clients: public once published, run by the national team."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actors import actor_of
from api.files import BYTES
from api.v1.forums import serializers
from eclore.kit.permissions import require
from programs.joint.forums import copies, domain, queries
from programs.joint.forums.models import Forum, Nomination


class ForumList(generics.ListAPIView[Forum]):
    serializer_class = serializers.ForumOut
    queryset = Forum.objects.none()

    @extend_schema(operation_id="forums_list")
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """The forums, the next first; drafts for the national team only."""
        return super().get(request, *args, **kwargs)

    @extend_schema(operation_id="forums_create", request=serializers.ForumIn, responses={201: serializers.ForumDetail})
    def post(self, request: Request) -> Response:
        """Prepare a forum; what is left out takes the usual value."""
        actor = actor_of(request)
        require(actor, "forums.manage")
        wanted = serializers.ForumIn(data=request.data)
        wanted.is_valid(raise_exception=True)
        return Response(_detail(domain.open_forum(by=actor, **wanted.validated_data)), status=201)

    def get_queryset(self) -> QuerySet[Forum]:
        return queries.visible_to(actor_of(self.request))


class ForumDetail(APIView):
    @extend_schema(operation_id="forums_read", responses=serializers.ForumDetail)
    def get(self, request: Request, slug: str) -> Response:
        """One forum, its territories, and its results once published."""
        return Response(_detail(queries.forum_or_404(actor_of(request), slug)))

    @extend_schema(
        operation_id="forums_edit", request=serializers.ForumIn(partial=True), responses=serializers.ForumDetail
    )
    def patch(self, request: Request, slug: str) -> Response:
        """Change some of it, until the results are published."""
        forum = _managed(request, slug)
        change = serializers.ForumIn(data=request.data, partial=True)
        change.is_valid(raise_exception=True)
        return Response(_detail(domain.edit(forum, by=actor_of(request), **change.validated_data)))


@extend_schema(operation_id="forums_publish", request=None, responses=serializers.ForumDetail)
@api_view(["POST"])
def publish(request: Request, slug: str) -> Response:
    """Open nominations."""
    return Response(_detail(domain.publish(_managed(request, slug), by=actor_of(request))))


@extend_schema(operation_id="forums_close", request=None, responses=serializers.ForumDetail)
@api_view(["POST"])
def close(request: Request, slug: str) -> Response:
    """Close nominations."""
    return Response(_detail(domain.close(_managed(request, slug), by=actor_of(request))))


@extend_schema(operation_id="forums_reopen", request=None, responses=serializers.ForumDetail)
@api_view(["POST"])
def reopen(request: Request, slug: str) -> Response:
    """Take nominations again, until the jury opens."""
    return Response(_detail(domain.reopen(_managed(request, slug), by=actor_of(request))))


@extend_schema(operation_id="forums_cancel", request=None, responses=serializers.ForumDetail)
@api_view(["POST"])
def cancel(request: Request, slug: str) -> Response:
    """A forum that will not be held; refused while a dossier stands."""
    return Response(_detail(domain.cancel(_managed(request, slug), by=actor_of(request))))


@extend_schema(
    operation_id="forums_add_participant",
    request=serializers.ParticipantIn,
    responses={201: serializers.ParticipantOut},
)
@api_view(["POST"])
def add_participant(request: Request, slug: str) -> Response:
    """A territory takes part; also after publication."""
    forum = _managed(request, slug)
    wanted = serializers.ParticipantIn(data=request.data)
    wanted.is_valid(raise_exception=True)
    participation = domain.add_participant(forum, by=actor_of(request), **wanted.validated_data)
    return Response(serializers.ParticipantOut(participation).data, status=201)


class Participant(APIView):
    @extend_schema(
        operation_id="forums_change_quota", request=serializers.QuotaIn, responses=serializers.ParticipantOut
    )
    def patch(self, request: Request, slug: str, pk: UUID) -> Response:
        """Change a territory's quota."""
        participation = queries.participation_or_404(_managed(request, slug), pk)
        change = serializers.QuotaIn(data=request.data)
        change.is_valid(raise_exception=True)
        domain.change_quota(participation, by=actor_of(request), **change.validated_data)
        return Response(serializers.ParticipantOut(participation).data)

    @extend_schema(operation_id="forums_remove_participant", responses={204: None})
    def delete(self, request: Request, slug: str, pk: UUID) -> Response:
        """Take out a territory that has nominated nothing."""
        participation = queries.participation_or_404(_managed(request, slug), pk)
        domain.remove_participant(participation, by=actor_of(request))
        return Response(status=204)


class DossierList(generics.ListAPIView[Nomination]):
    serializer_class = serializers.DossierOut
    queryset = Nomination.objects.none()

    @extend_schema(operation_id="forums_dossiers")
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """The frozen dossiers received; national team only."""
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Nomination]:
        forum = queries.forum_or_404(actor_of(self.request), self.kwargs["slug"])
        require(actor_of(self.request), "forums.see_dossiers", forum)
        return queries.dossiers(forum)


@extend_schema(operation_id="forums_file", responses=BYTES)
@api_view(["GET"])
def download(request: Request, slug: str, pk: UUID, file: UUID) -> FileResponse:
    """A file frozen with a dossier; national team only."""
    forum = queries.forum_or_404(actor_of(request), slug)
    require(actor_of(request), "forums.see_dossiers", forum)
    return copies.served(queries.dossier_or_404(forum, pk), file)


def _managed(request: Request, slug: str) -> Forum:
    actor = actor_of(request)
    forum = queries.forum_or_404(actor, slug)
    require(actor, "forums.manage", forum)
    return forum


def _detail(forum: Forum) -> dict[str, object]:
    lists = {
        "participants": serializers.ParticipantOut(queries.participations(forum), many=True).data,
        "results": serializers.ResultOut(queries.results(forum), many=True).data,
    }
    return {**serializers.ForumOut(forum).data, **lists}
