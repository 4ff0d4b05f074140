"""Cards that let the members of a joint jury in, for programs."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.views import APIView

from api import entry_cards
from api.actors import actor_of
from api.entry_cards import EntryCardOut, EntryCardsIn, PinOut, PreparedOut
from eclore.kit.actor import Actor
from programs.joint.juries import queries
from programs.joint.juries.models import Jury


class EntryCards(APIView):
    @extend_schema(operation_id="joint_juries_entry_cards", responses=EntryCardOut(many=True))
    def get(self, request: Any, jury: UUID) -> Response:
        """Where each member's card stands; for whoever may let members in."""
        return entry_cards.listed(*_jury(request, jury))

    @extend_schema(
        operation_id="joint_juries_entry_cards_prepare", request=EntryCardsIn, responses={201: PreparedOut(many=True)}
    )
    def post(self, request: Any, jury: UUID) -> Response:
        """New cards, whose links are told this once; former ones open nothing from now on."""
        return entry_cards.prepared(*_jury(request, jury), request.data)


@extend_schema(operation_id="joint_juries_entry_card_take_back", responses={204: None})
@api_view(["DELETE"])
def one(request: Any, jury: UUID, pk: UUID) -> Response:
    """Take a card back: from the next request on, it opens nothing."""
    found, actor = _jury(request, jury)
    return entry_cards.taken_back(found, queries.seat_or_404(found, pk), actor)


@extend_schema(operation_id="joint_juries_entry_card_free", request=None, responses={204: None})
@api_view(["POST"])
def free(request: Any, jury: UUID, pk: UUID) -> Response:
    """Let another device in with the same card; the one that had come is out."""
    found, actor = _jury(request, jury)
    return entry_cards.freed(found, queries.seat_or_404(found, pk), actor)


class Pin(APIView):
    @extend_schema(operation_id="joint_juries_pin", responses=PinOut)
    def get(self, request: Any, jury: UUID) -> Response:
        """The room's PIN; for whoever leads."""
        return entry_cards.pin(*_jury(request, jury))

    @extend_schema(operation_id="joint_juries_pin_renew", request=None, responses=PinOut)
    def post(self, request: Any, jury: UUID) -> Response:
        """Another PIN; whoever is in stays in."""
        return entry_cards.pin(*_jury(request, jury), renew=True)


def _jury(request: Any, pk: UUID) -> tuple[Jury, Actor]:
    actor = actor_of(request)
    return queries.jury_or_404(actor, pk), actor
