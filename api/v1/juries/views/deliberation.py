"""What a deliberation leaves beside its decisions: votes by show of hands, reservations and dissent."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.inputs import checked
from api.pagination import Pages
from api.v1.juries.deliberation_serializers import OpinionIn, OpinionOut, VoteIn, VoteOut
from api.v1.juries.sides import jury_of, passage_of
from programs.juries import domain, opinions, votes
from programs.juries.rules import voter_of
from programs.local.juries.models import Jury


class Votes(generics.GenericAPIView[Any]):
    serializer_class = VoteOut
    queryset = Jury.objects.none()  # only describes the address; rows come from the program's own queries
    pagination_class = Pages

    @extend_schema(operation_id="juries_votes", responses=VoteOut(many=True))
    def get(self, request: Request, pk: UUID, passage: UUID) -> Response:
        """The votes held on one dossier, the first one first; for whoever leads it."""
        found, _actor = passage_of(request, pk, passage, verb="lead")
        pages = Pages()
        return pages.get_paginated_response(VoteOut(pages.leaf(found.votes.all(), request), many=True).data)

    @extend_schema(operation_id="juries_votes_record", request=VoteIn, responses={201: VoteOut})
    def post(self, request: Request, pk: UUID, passage: UUID) -> Response:
        """The hands raised: no more than the voters of this dossier. The same twice is once."""
        found, actor = passage_of(request, pk, passage, verb="lead", hold=True)
        made = domain.record_vote(found, by=actor, **checked(VoteIn, request))
        return Response(VoteOut(made).data, status=status.HTTP_201_CREATED)


class OneVote(APIView):
    @extend_schema(operation_id="juries_votes_read", responses=VoteOut)
    def get(self, request: Request, pk: UUID, passage: UUID, vote: UUID) -> Response:
        """One vote of this dossier."""
        found, _actor = passage_of(request, pk, passage, verb="lead")
        return Response(VoteOut(votes.vote_or_404(vote, found)).data)

    @extend_schema(operation_id="juries_votes_correct", request=VoteIn, responses=VoteOut)
    def put(self, request: Request, pk: UUID, passage: UUID, vote: UUID) -> Response:
        """It was counted or written otherwise; the history keeps what it said."""
        found, actor = passage_of(request, pk, passage, verb="lead", hold=True)
        corrected = domain.correct_vote(votes.vote_or_404(vote, found), by=actor, **checked(VoteIn, request))
        return Response(VoteOut(corrected).data)

    @extend_schema(operation_id="juries_votes_withdraw", responses={204: None})
    def delete(self, request: Request, pk: UUID, passage: UUID, vote: UUID) -> Response:
        """It was not held; the history keeps what it said."""
        found, actor = passage_of(request, pk, passage, verb="lead", hold=True)
        domain.withdraw_vote(votes.vote_or_404(vote, found), by=actor)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Opinions(generics.GenericAPIView[Any]):
    serializer_class = OpinionOut
    queryset = Jury.objects.none()  # the same
    pagination_class = Pages

    @extend_schema(operation_id="juries_opinions", responses=OpinionOut(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """Everybody's for whoever decides, one's own for a member; of dossiers that one has not left."""
        jury, actor = jury_of(request, pk)
        pages = Pages()
        rows = pages.leaf(opinions.readable(jury, actor), request)
        return pages.get_paginated_response(OpinionOut(rows, many=True).data)


class OwnOpinion(APIView):
    @extend_schema(operation_id="juries_opinion_read", responses=OpinionOut)
    def get(self, request: Request, pk: UUID, passage: UUID) -> Response:
        """One's own on a dossier."""
        found, actor = passage_of(request, pk, passage, verb="mark")
        own = opinions.own_opinion(found, voter_of(actor, found.jury))
        if own is None:
            raise Http404(_("Vous n'avez pas écrit de réserve sur ce passage."))
        return Response(OpinionOut(own).data)

    @extend_schema(operation_id="juries_opinion_put", request=OpinionIn, responses=OpinionOut)
    def put(self, request: Request, pk: UUID, passage: UUID) -> Response:
        """Write it, or write it otherwise, once there is a decision and until it is published."""
        found, actor = passage_of(request, pk, passage, verb="mark", hold=True)
        return Response(OpinionOut(domain.write_opinion(found, by=actor, **checked(OpinionIn, request))).data)

    @extend_schema(operation_id="juries_opinion_withdraw", responses={204: None})
    def delete(self, request: Request, pk: UUID, passage: UUID) -> Response:
        """Take it back."""
        found, actor = passage_of(request, pk, passage, verb="mark", hold=True)
        domain.withdraw_opinion(found, by=actor)
        return Response(status=status.HTTP_204_NO_CONTENT)
