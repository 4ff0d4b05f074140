"""Corrections of a published record, for programs."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from api import amendments
from api.actors import actor_of
from api.amendments import AmendmentIn, AmendmentOut
from eclore.kit.actor import Actor
from eclore.kit.permissions import require
from programs.joint.juries import domain, queries


class Amendments(APIView):
    @extend_schema(operation_id="joint_juries_amendments", responses=AmendmentOut(many=True))
    def get(self, request: Any, jury: UUID) -> Response:
        """What was corrected since publication, the oldest first; for whoever reads the full minutes."""
        found, _actor = _published(request, jury)
        return amendments.listed(found)

    @extend_schema(operation_id="joint_juries_amend", request=AmendmentIn, responses={201: AmendmentOut})
    def post(self, request: Any, jury: UUID) -> Response:
        """Correct the published record, with a reason: nothing in it changes, the minutes show both."""
        found, actor = _published(request, jury)
        return amendments.amended(found, actor, request.data, domain.amend)


def _published(request: Any, key: UUID) -> tuple[Any, Actor]:
    """The jury, for whoever may read its full minutes."""
    actor = actor_of(request)
    found = queries.jury_or_404(actor, key)
    require(actor, "joint_juries.see_minutes", found)
    return found, actor
