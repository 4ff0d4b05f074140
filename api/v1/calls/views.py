"""Editions and their calls, for API clients: the same verbs and rules as the pages."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actors import actor_of
from api.v1.calls.serializers import EditionDetail, EditionIn, EditionOut
from eclore.kit.permissions import require
from programs.local.calls import queries
from programs.local.calls.domain import editions
from programs.local.calls.models import Edition


class CallList(generics.ListAPIView[Edition]):
    serializer_class = EditionOut
    queryset = Edition.objects.none()

    def get_queryset(self) -> QuerySet[Edition]:
        return queries.editions_for(actor_of(self.request))

    @extend_schema(operation_id="calls_list")
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Published and past editions; those in preparation too for whoever follows the programme."""
        return super().get(request, *args, **kwargs)

    @extend_schema(operation_id="calls_create", request=EditionIn, responses={201: EditionDetail})
    def post(self, request: Request) -> Response:
        """Open an edition and its call, in preparation."""
        actor = actor_of(request)
        require(actor, "calls.prepare")
        read = EditionIn(data=request.data)
        read.is_valid(raise_exception=True)
        programme = read.validated_data["programme"]
        number = read.validated_data.get("number") or queries.next_number(programme)
        edition = editions.open_edition(
            by=actor,
            programme=programme,
            number=number,
            call=read.draft(),
            criteria=read.criteria_drafts(),
            **read.terms(),
        )
        return Response(EditionDetail(edition).data, status=status.HTTP_201_CREATED)


class CallRead(APIView):
    @extend_schema(operation_id="calls_read", responses=EditionDetail)
    def get(self, request: Request, pk: UUID) -> Response:
        """One edition with its call, questions, problem statements and criteria."""
        return Response(EditionDetail(queries.edition_or_404(pk, actor_of(request))).data)

    @extend_schema(operation_id="calls_edit", request=EditionIn, responses=EditionDetail)
    def put(self, request: Request, pk: UUID) -> Response:
        """Replace texts, calendar, questions and criteria."""
        actor = actor_of(request)
        edition = queries.edition_or_404(pk, actor)
        require(actor, "calls.edit", edition)
        read = EditionIn(data=request.data)
        read.is_valid(raise_exception=True)
        editions.edit(
            edition,
            by=actor,
            call=read.draft(),
            criteria=read.criteria_drafts(),
            programme=read.validated_data["programme"],
            number=read.validated_data.get("number"),
            **read.terms(),
        )
        return Response(EditionDetail(edition).data)


@extend_schema(operation_id="calls_open", responses=EditionDetail)
@api_view(["GET"])
def open_call(request: Request) -> Response:
    """The edition whose call is open now, else the next or the last one; 404 between two seasons."""
    call = queries.shown_call()
    return Response(EditionDetail(queries.edition_or_404(call.edition_id if call else "")).data)


@extend_schema(operation_id="calls_publish", request=None, responses=EditionDetail)
@api_view(["POST"])
def publish(request: Request, pk: UUID) -> Response:
    """Make the call public."""
    return _move(request, pk, editions.publish)


@extend_schema(operation_id="calls_close", request=None, responses=EditionDetail)
@api_view(["POST"])
def close(request: Request, pk: UUID) -> Response:
    """End the season, once every candidate has been answered."""
    return _move(request, pk, editions.close)


@extend_schema(operation_id="calls_reopen", request=None, responses=EditionDetail)
@api_view(["POST"])
def reopen(request: Request, pk: UUID) -> Response:
    """Go on with an edition closed too early."""
    return _move(request, pk, editions.reopen)


def _move(request: Request, pk: UUID, verb: Callable[..., Edition]) -> Response:
    actor = actor_of(request)
    edition = queries.edition_or_404(pk, actor)
    require(actor, "calls.close" if verb is not editions.publish else "calls.publish", edition)
    return Response(EditionDetail(verb(edition, by=actor)).data)
