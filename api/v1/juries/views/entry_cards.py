"""Cards that let the members of a territory's jury in, for programs."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.views import APIView

from api import entry_cards
from api.entry_cards import EntryCardOut, EntryCardsIn, PinOut, PreparedOut
from api.v1.juries.views.finding import jury_of
from programs.local.juries.queries import seat_or_404


class EntryCards(APIView):
    @extend_schema(operation_id="juries_entry_cards", responses=EntryCardOut(many=True))
    def get(self, request: Any, pk: UUID) -> Response:
        """Where each member's card stands; for whoever may let members in."""
        return entry_cards.listed(*jury_of(request, pk))

    @extend_schema(
        operation_id="juries_entry_cards_prepare", request=EntryCardsIn, responses={201: PreparedOut(many=True)}
    )
    def post(self, request: Any, pk: UUID) -> Response:
        """New cards, whose links are told this once; former ones open nothing from now on."""
        return entry_cards.prepared(*jury_of(request, pk), request.data)


@extend_schema(operation_id="juries_entry_card_take_back", responses={204: None})
@api_view(["DELETE"])
def one(request: Any, pk: UUID, seat: UUID) -> Response:
    """Take a card back: from the next request on, it opens nothing."""
    jury, actor = jury_of(request, pk)
    return entry_cards.taken_back(jury, seat_or_404(seat, jury), actor)


@extend_schema(operation_id="juries_entry_card_free", request=None, responses={204: None})
@api_view(["POST"])
def free(request: Any, pk: UUID, seat: UUID) -> Response:
    """Let another device in with the same card; the one that had come is out."""
    jury, actor = jury_of(request, pk)
    return entry_cards.freed(jury, seat_or_404(seat, jury), actor)


class Pin(APIView):
    @extend_schema(operation_id="juries_pin", responses=PinOut)
    def get(self, request: Any, pk: UUID) -> Response:
        """The room's PIN; for whoever leads."""
        return entry_cards.pin(*jury_of(request, pk))

    @extend_schema(operation_id="juries_pin_renew", request=None, responses=PinOut)
    def post(self, request: Any, pk: UUID) -> Response:
        """Another PIN; whoever is in stays in."""
        return entry_cards.pin(*jury_of(request, pk), renew=True)
