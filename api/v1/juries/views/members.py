"""Members of a jury, their presence, their recusals."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.views import APIView

from api.v1.juries.serializers import PresenceIn, ProposalIn, RecusalIn, RecusalOut, SeatIn, SeatOut
from api.v1.juries.views.finding import checked, jury_of, passage_of
from eclore.kit.permissions import require
from programs.local.juries import domain, queries


class Seats(APIView):
    @extend_schema(operation_id="juries_seats_list", responses=SeatOut(many=True))
    def get(self, request: Any, pk: UUID) -> Response:
        """The members, whoever presides first."""
        jury, _actor = jury_of(request, pk)
        return Response(SeatOut(jury.seats.all(), many=True).data)

    @extend_schema(operation_id="juries_seats_add", request=SeatIn, responses={201: SeatOut})
    def post(self, request: Any, pk: UUID) -> Response:
        """Give a seat to an address, and write to it."""
        jury, actor = jury_of(request, pk)
        seat = domain.add_seat(jury, by=actor, **checked(SeatIn, request))
        return Response(SeatOut(seat).data, status=status.HTTP_201_CREATED)


class OneSeat(APIView):
    @extend_schema(operation_id="juries_seats_presence", request=PresenceIn, responses=SeatOut)
    def patch(self, request: Any, pk: UUID, seat: UUID) -> Response:
        """Note a member present or absent."""
        jury, actor = jury_of(request, pk)
        found = queries.seat_or_404(seat, jury)
        return Response(SeatOut(domain.note_presence(found, by=actor, **checked(PresenceIn, request))).data)

    @extend_schema(operation_id="juries_seats_remove", responses={204: None})
    def delete(self, request: Any, pk: UUID, seat: UUID) -> Response:
        """Take back a seat that has cast no ballot."""
        jury, actor = jury_of(request, pk)
        domain.remove_seat(queries.seat_or_404(seat, jury), by=actor)
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(operation_id="juries_recuse", request=RecusalIn, responses=RecusalOut)
@api_view(["POST"])
def recuse(request: Any, pk: UUID, passage: UUID) -> Response:
    """Step aside from a passage; its dossier is no longer shown."""
    found, actor = passage_of(request, pk, passage)
    return Response(RecusalOut(domain.recuse(found, by=actor, **checked(RecusalIn, request))).data)


@extend_schema(operation_id="juries_propose_recusal", request=ProposalIn, responses={201: RecusalOut})
@api_view(["POST"])
def propose(request: Any, pk: UUID) -> Response:
    """Ask a member to step aside from a passage."""
    jury, actor = jury_of(request, pk)
    require(actor, "local_juries.lead", jury)
    sent = checked(ProposalIn, request)
    passage = queries.passage_or_404(sent["passage"], jury, actor)
    recusal = domain.propose_recusal(passage, queries.seat_or_404(sent["seat"], jury), by=actor, reason=sent["reason"])
    return Response(RecusalOut(recusal).data, status=status.HTTP_201_CREATED)


@extend_schema(operation_id="juries_confirm_recusal", request=None, responses=RecusalOut)
@api_view(["POST"])
def confirm(request: Any, pk: UUID, recusal: UUID) -> Response:
    """Accept a proposed recusal, for oneself."""
    jury, actor = jury_of(request, pk)
    return Response(RecusalOut(domain.confirm_recusal(queries.recusal_or_404(recusal, jury, actor), by=actor)).data)


@extend_schema(operation_id="juries_decline_recusal", request=None, responses=RecusalOut)
@api_view(["POST"])
def decline(request: Any, pk: UUID, recusal: UUID) -> Response:
    """Decline a proposed recusal, for oneself."""
    jury, actor = jury_of(request, pk)
    return Response(RecusalOut(domain.decline_recusal(queries.recusal_or_404(recusal, jury, actor), by=actor)).data)
