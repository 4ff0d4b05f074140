"""A member's answer about conflicts of interest, for all dossiers; a recusal that is undone."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.inputs import checked
from api.v1.juries.conflict_serializers import ConflictsIn, ConflictsOut
from api.v1.juries.sides import jury_of, side_of
from programs.juries import conflict_pages, domain, queries
from programs.juries.rules import voter_of


class Conflicts(APIView):
    @extend_schema(operation_id="juries_conflicts", responses=ConflictsOut)
    def get(self, request: Request, pk: UUID) -> Response:
        """Every dossier that one has not left, and what is known of one's ties with it."""
        jury, actor = jury_of(request, pk, verb="mark")
        return Response(ConflictsOut(conflict_pages.conflicts(jury, voter_of(actor, jury), side_of(request))).data)

    @extend_schema(operation_id="juries_answer_conflicts", request=ConflictsIn, responses=ConflictsOut)
    def post(self, request: Request, pk: UUID) -> Response:
        """Step aside from these passages, and declare no conflict on the others: they open."""
        jury, actor = jury_of(request, pk, verb="mark")
        seat = domain.answer_conflicts(jury, by=actor, **checked(ConflictsIn, request))
        return Response(ConflictsOut(conflict_pages.conflicts(jury, seat, side_of(request))).data)


@extend_schema(operation_id="juries_undo_recusal", request=None, responses={204: None})
@api_view(["POST"])
def undo(request: Request, pk: UUID, recusal: UUID) -> Response:
    """Give a dossier back to a member who has stepped aside, before its first mark."""
    jury, actor = jury_of(request, pk, verb="lead")
    domain.undo_recusal(queries.recusal_or_404(recusal, jury, actor), by=actor)
    return Response(status=status.HTTP_204_NO_CONTENT)
