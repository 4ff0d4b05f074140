"""Editions and their calls, for API clients: the same verbs and rules as the pages."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
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
from programs.local.calls.template import CRITERIA


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
        criteria = read.criteria_drafts()
        edition = editions.open_edition(
            by=actor,
            programme=programme,
            number=number,
            call=read.draft(),
            criteria=CRITERIA if criteria is None else criteria,
            **read.terms(),
        )
        return Response(EditionDetail(edition).data, status=status.HTTP_201_CREATED)


class CallDetail(APIView):
    @extend_schema(operation_id="calls_read", responses=EditionDetail)
    def get(self, request: Request, pk: UUID) -> Response:
        """One edition with its call, questions, problem statements and criteria."""
        return Response(EditionDetail(queries.edition_or_404(pk, actor_of(request))).data)

    @extend_schema(operation_id="calls_edit", request=EditionIn, responses=EditionDetail)
    def put(self, request: Request, pk: UUID) -> Response:
        """Replace what is sent of texts, calendar, problem statements, questions and criteria; the rest stays."""
        actor = actor_of(request)
        edition = queries.edition_or_404(pk, actor)
        require(actor, "calls.edit", edition)
        read = EditionIn(data=request.data)
        read.is_valid(raise_exception=True)
        editions.edit(edition, by=actor, **read.changes())
        return Response(EditionDetail(edition).data)


@extend_schema(operation_id="calls_current", responses=EditionDetail)
@api_view(["GET"])
def current_call(request: Request) -> Response:
    """The published edition that the front page tells about.

    Its call is open (the first to close, of several), else the next to open, else the last that was; 404 when no
    edition is published.
    """
    call = queries.shown_call()
    if call is None:
        raise Http404
    return Response(EditionDetail(queries.edition_or_404(call.edition_id)).data)


@extend_schema(operation_id="calls_publish", request=None, responses=EditionDetail)
@api_view(["POST"])
def publish(request: Request, pk: UUID) -> Response:
    """Make the call public."""
    return _move(request, pk, editions.publish, permission="calls.publish")


@extend_schema(operation_id="calls_close", request=None, responses=EditionDetail)
@api_view(["POST"])
def close(request: Request, pk: UUID) -> Response:
    """End the season, once every candidate has been answered."""
    return _move(request, pk, editions.close, permission="calls.close")


@extend_schema(operation_id="calls_reopen", request=None, responses=EditionDetail)
@api_view(["POST"])
def reopen(request: Request, pk: UUID) -> Response:
    """Go on with an edition closed too early."""
    return _move(request, pk, editions.reopen, permission="calls.close")


def _move(request: Request, pk: UUID, verb: Callable[..., Edition], *, permission: str) -> Response:
    """The verb asks for `permission` too, but after it has looked at the edition.

    Asked here first, somebody who may not is told that and no more: not how many ideas wait for an answer.
    """
    actor = actor_of(request)
    edition = queries.edition_or_404(pk, actor)
    require(actor, permission, edition)
    return Response(EditionDetail(verb(edition, by=actor)).data)
