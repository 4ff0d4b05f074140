"""Who presides: read, lent for one dossier, given back; handed over for the session in `members`."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.inputs import checked
from api.v1.juries.deliberation_serializers import LendIn, LentOut, PresidencyOut
from api.v1.juries.sides import jury_of
from programs.juries import domain, presidency, presidency_pages, queries
from programs.juries.models import AbstractPassage


@extend_schema(operation_id="juries_presidency", responses=PresidencyOut)
@api_view(["GET"])
def read(request: Request, pk: UUID) -> Response:
    """Who presides the session, and the dossiers that have a president of their own; for whoever leads."""
    jury, _actor = jury_of(request, pk, verb="lead")
    now = presidency.president(jury)
    since = now.presided[-1].lower if now is not None and now.presided else None
    lent = presidency_pages.presidency(jury).passages
    return Response(PresidencyOut({"seat": now.pk if now else None, "since": since, "lent": lent}).data)


class PassagePresidency(APIView):
    @extend_schema(operation_id="juries_passages_lend", request=LendIn, responses=LentOut)
    def put(self, request: Request, pk: UUID, passage: UUID) -> Response:
        """This member presides on that dossier alone, even one that whoever asks has stepped aside from."""
        jury, actor = jury_of(request, pk, verb="hand_over")
        sent, found = checked(LendIn, request), presidency_pages.passage_or_404(passage, jury)
        seat = queries.seat_or_404(sent["seat"], jury)
        return Response(LentOut(domain.lend_passage(found, seat, by=actor, reason=sent["reason"])).data)

    @extend_schema(operation_id="juries_passages_give_back", responses={204: None})
    def delete(self, request: Request, pk: UUID, passage: UUID) -> Response:
        """Whoever presides the session presides on this dossier again."""
        jury, actor = jury_of(request, pk, verb="hand_over")
        found: AbstractPassage = presidency_pages.passage_or_404(passage, jury)
        domain.return_passage(found, by=actor)
        return Response(status=status.HTTP_204_NO_CONTENT)
