"""Juries, the moves of their session, and what comes of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.inputs import checked
from api.pagination import Pages
from api.v1.juries.serializers import (
    AmendmentIn,
    AmendmentOut,
    DecisionOut,
    DecisionsIn,
    JuryDetail,
    JuryOut,
    PublicationOut,
    RankOut,
)
from api.v1.juries.sides import caller, delivery_of, jury_of, side_of
from eclore.kit.transitions import AlreadyDone
from programs.juries import domain, scoring
from programs.juries.models import AbstractJury
from programs.juries.results import ResultRow, results
from programs.local.juries.models import Jury


class Juries(generics.ListAPIView[AbstractJury]):
    serializer_class = JuryOut
    queryset = Jury.objects.none()  # tells the document the type of a key; `get_queryset` has the rows

    @extend_schema(operation_id="juries_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """All juries for those who follow them, one's own for members; the latest first."""
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[AbstractJury]:
        return side_of(self.request).juries_for(caller(self.request))


@extend_schema(operation_id="juries_read", responses=JuryDetail)
@api_view(["GET"])
def read(request: Request, pk: UUID) -> Response:
    """One jury and its criteria."""
    jury, _actor = jury_of(request, pk)
    return Response(JuryDetail(jury).data)


@extend_schema(operation_id="juries_open", request=None, responses=JuryOut)
@api_view(["POST"])
def open_session(request: Request, pk: UUID) -> Response:
    """Let members mark; the dossiers of a joint jury are frozen."""
    jury, actor = jury_of(request, pk)
    return Response(JuryOut(side_of(request).open_session(jury, by=actor)).data)


@extend_schema(operation_id="juries_unopen", request=None, responses=JuryOut)
@api_view(["POST"])
def unopen_session(request: Request, pk: UUID) -> Response:
    """Undo the opening before the first mark; the nominations that it had closed are open again."""
    jury, actor = jury_of(request, pk)
    return Response(JuryOut(side_of(request).unopen_session(jury, by=actor)).data)


@extend_schema(operation_id="juries_cancel", request=None, responses=JuryOut)
@api_view(["POST"])
def cancel(request: Request, pk: UUID) -> Response:
    """A session in preparation will not be held; its dossiers are free again."""
    jury, actor = jury_of(request, pk)
    return Response(JuryOut(side_of(request).cancel(jury, by=actor)).data)


def _move(name: str, verb: Callable[..., AbstractJury], sentence: str) -> Callable[..., Response]:
    """An endpoint that applies one move of the session."""

    @extend_schema(operation_id=f"juries_{name}", request=None, responses=JuryOut, description=sentence)
    @api_view(["POST"])
    def move(request: Request, pk: UUID) -> Response:
        jury, actor = jury_of(request, pk)
        return Response(JuryOut(verb(jury, by=actor)).data)

    return move


deliberate = _move("deliberate", domain.deliberate, "Close the marks and open the deliberation, with quorum.")
resume = _move("resume", domain.resume, "Back to marking; marks are hidden again.")
reveal = _move("reveal", domain.reveal, "Show the ranking to the president and to whoever manages.")


@extend_schema(operation_id="juries_publish", request=None, responses=PublicationOut)
@api_view(["POST"])
def publish(request: Request, pk: UUID) -> Response:
    """Publish every decision together: teams are answered, joint decisions go home, territory by territory."""
    jury, actor = jury_of(request, pk)
    try:
        published = side_of(request).publish(jury, by=actor)
    except AlreadyDone as again:
        published = again.subject
    return Response(PublicationOut({"jury": published, "delivery": delivery_of(published)}).data)


class RankingPages(generics.GenericAPIView[Any]):
    serializer_class = RankOut
    queryset = Jury.objects.none()  # the same
    pagination_class = Pages

    @extend_schema(operation_id="juries_ranking", responses=RankOut(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """The ranking, once revealed, for whoever leads."""
        jury, actor = jury_of(request, pk, verb="see_ranking")
        pages = Pages()
        rows = results(jury, actor, leaf=lambda shown: pages.leaf(shown, request)).rows
        return pages.get_paginated_response(RankOut([_ranked(row) for row in rows], many=True).data)


class Decisions(generics.GenericAPIView[Any]):
    serializer_class = DecisionOut
    queryset = Jury.objects.none()  # the same
    pagination_class = Pages

    @extend_schema(operation_id="juries_decisions", responses=DecisionOut(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """Decisions, pending ones too; for whoever leads, but those of the dossiers they have stepped aside from."""
        jury, actor = jury_of(request, pk, verb="lead")
        pages = Pages()
        rows = pages.leaf(side_of(request).passages_for(jury, actor).filter(decision__isnull=False), request)
        return pages.get_paginated_response(DecisionOut([passage.decision for passage in rows], many=True).data)


class DecisionsTogether(APIView):
    @extend_schema(operation_id="juries_decide_together", request=DecisionsIn, responses=DecisionOut(many=True))
    def put(self, request: Request, pk: UUID) -> Response:
        """Write or change the pending decisions of many passages: all of them, or none once one is refused."""
        jury, actor = jury_of(request, pk, verb="decide")
        side, given = side_of(request), checked(DecisionsIn, request)["decisions"]
        sent = {each.pop("passage"): each for each in given}
        if len(sent) < len(given):
            raise serializers.ValidationError({"decisions": ["each passage once"]})
        passages = {passage.pk: passage for passage in side.passages_for(jury, actor).filter(pk__in=sent)}
        if missing := [str(key) for key in sent if key not in passages]:
            raise serializers.ValidationError({"decisions": missing})
        for passage in passages.values():
            passage.jury = jury
        rulings = [side.ruling(passages[key], **terms) for key, terms in sent.items()]
        return Response(DecisionOut(domain.decide_together(jury, rulings, by=actor), many=True).data)


class Amendments(APIView):
    @extend_schema(operation_id="juries_amendments", responses=AmendmentOut(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """What was corrected since publication, the oldest first; for whoever reads the full minutes."""
        jury, _actor = jury_of(request, pk, verb="see_minutes")
        return Response(AmendmentOut(jury.amendments.all(), many=True).data)

    @extend_schema(operation_id="juries_amend", request=AmendmentIn, responses={201: AmendmentOut})
    def post(self, request: Request, pk: UUID) -> Response:
        """Correct the published record, with a reason: nothing in it changes, the minutes show both."""
        jury, actor = jury_of(request, pk, verb="see_minutes")
        sent = checked(AmendmentIn, request)
        wanted = sent.pop("passage")
        passage = get_object_or_404(jury.passages.all(), pk=wanted) if wanted else None
        made = domain.amend(jury, by=actor, passage=passage, **sent)
        return Response(AmendmentOut(made).data, status=status.HTTP_201_CREATED)


def _ranked(row: ResultRow) -> dict[str, object]:
    return {
        "rank": row.rank,
        "passage": row.passage.pk,
        "kind": row.passage.kind,
        "title": row.passage.title,
        "mean": None if row.score.mean is None else scoring.rounded(row.score.mean),
        "ballots": row.score.ballots,
        "paper": row.passage.paper_count,
        "expected": row.score.expected,
        "criteria": {str(key): scoring.rounded(mean) for key, mean in row.score.criteria.items()},
        "verdict": row.decision.verdict if row.decision else None,
    }
