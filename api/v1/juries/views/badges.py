"""Cards that let the members of a territory's jury in, for programs."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.views import APIView

from api import badges
from api.badges import BadgeOut, BadgesIn, PinOut, PreparedOut
from api.v1.juries.views.finding import jury_of
from programs.local.selections.queries import seat_or_404


class Badges(APIView):
    @extend_schema(operation_id="juries_badges", responses=BadgeOut(many=True))
    def get(self, request: Any, pk: UUID) -> Response:
        """Where each member's card stands; for whoever may let members in."""
        return badges.listed(*jury_of(request, pk))

    @extend_schema(operation_id="juries_badges_prepare", request=BadgesIn, responses={201: PreparedOut(many=True)})
    def post(self, request: Any, pk: UUID) -> Response:
        """New cards, whose links are told this once; former ones open nothing from now on."""
        return badges.prepared(*jury_of(request, pk), request.data)


@extend_schema(operation_id="juries_badge_take_back", responses={204: None})
@api_view(["DELETE"])
def one(request: Any, pk: UUID, seat: UUID) -> Response:
    """Take a card back: from the next request on, it opens nothing."""
    jury, actor = jury_of(request, pk)
    return badges.taken_back(jury, seat_or_404(seat, jury), actor)


@extend_schema(operation_id="juries_badge_free", request=None, responses={204: None})
@api_view(["POST"])
def free(request: Any, pk: UUID, seat: UUID) -> Response:
    """Let another device in with the same card; the one that had come is out."""
    jury, actor = jury_of(request, pk)
    return badges.freed(jury, seat_or_404(seat, jury), actor)


class Pin(APIView):
    @extend_schema(operation_id="juries_pin", responses=PinOut)
    def get(self, request: Any, pk: UUID) -> Response:
        """The room's PIN; for whoever leads."""
        return badges.pin(*jury_of(request, pk))

    @extend_schema(operation_id="juries_pin_renew", request=None, responses=PinOut)
    def post(self, request: Any, pk: UUID) -> Response:
        """Another PIN; whoever is in stays in."""
        return badges.pin(*jury_of(request, pk), renew=True)
