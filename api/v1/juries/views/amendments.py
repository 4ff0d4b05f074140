"""Corrections of a published record, for programs."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from api import amendments
from api.amendments import AmendmentIn, AmendmentOut
from api.v1.juries.views.finding import jury_of
from eclore.kit.actor import Actor
from eclore.kit.permissions import require
from programs.local.juries import domain


class Amendments(APIView):
    @extend_schema(operation_id="juries_amendments", responses=AmendmentOut(many=True))
    def get(self, request: Any, pk: UUID) -> Response:
        """What was corrected since publication, the oldest first; for whoever reads the full minutes."""
        found, _actor = _published(request, pk)
        return amendments.listed(found)

    @extend_schema(operation_id="juries_amend", request=AmendmentIn, responses={201: AmendmentOut})
    def post(self, request: Any, pk: UUID) -> Response:
        """Correct the published record, with a reason: nothing in it changes, the minutes show both."""
        found, actor = _published(request, pk)
        return amendments.amended(found, actor, request.data, domain.amend)


def _published(request: Any, key: UUID) -> tuple[Any, Actor]:
    """The jury, for whoever may read its full minutes."""
    found, actor = jury_of(request, key)
    require(actor, "local_juries.see_minutes", found)
    return found, actor
