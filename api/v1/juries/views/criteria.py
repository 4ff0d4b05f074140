"""The criteria of a session, corrected until somebody has marked."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.inputs import checked
from api.v1.juries.criterion_serializers import CriteriaIn
from api.v1.juries.serializers import CriterionOut
from api.v1.juries.sides import jury_of
from programs.juries import domain
from programs.juries.domain.criteria import CriterionGiven


class Criteria(APIView):
    @extend_schema(operation_id="juries_set_criteria", request=CriteriaIn, responses=CriterionOut(many=True))
    def put(self, request: Request, pk: UUID) -> Response:
        """The session's criteria, in this order; where they came from keeps its own. Refused after the first mark."""
        jury, actor = jury_of(request, pk, verb="compose")
        given = [
            CriterionGiven(key=str(each.pop("id", None) or ""), **each)
            for each in checked(CriteriaIn, request)["criteria"]
        ]
        return Response(CriterionOut(domain.set_criteria(jury, given, by=actor), many=True).data)
