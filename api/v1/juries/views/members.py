"""Members of a jury: their presence, their recusals, the cards that let them in."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.inputs import checked
from api.v1.juries.deliberation_serializers import HandOverIn
from api.v1.juries.entry_card_serializers import EntryCardOut, EntryCardsIn, PinOut, PreparedOut
from api.v1.juries.seat_serializers import HoursIn, PresenceIn, QualityIn, SeatOut
from api.v1.juries.serializers import ProposalIn, RecusalIn, RecusalOut
from api.v1.juries.sides import jury_of, passage_of, side_of
from programs.juries import domain, entry_card_pages, pins, queries
from programs.juries.domain import entry_cards
from programs.juries.models import AbstractJury, AbstractSeat


class Seats(APIView):
    @extend_schema(operation_id="juries_seats_list", responses=SeatOut(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """The members, whoever presides first."""
        jury, _actor = jury_of(request, pk)
        return Response(SeatOut(jury.seats.all(), many=True).data)


class OneSeat(APIView):
    @extend_schema(operation_id="juries_seats_presence", request=PresenceIn, responses=SeatOut)
    def patch(self, request: Request, pk: UUID, seat: UUID) -> Response:
        """Note that a member has come, or has left; each dossier counts the members of its own moment."""
        jury, actor = jury_of(request, pk, verb="lead")
        found = queries.seat_or_404(seat, jury)
        return Response(SeatOut(domain.note_presence(found, by=actor, **checked(PresenceIn, request))).data)

    @extend_schema(operation_id="juries_seats_remove", responses={204: None})
    def delete(self, request: Request, pk: UUID, seat: UUID) -> Response:
        """Take back a seat that has cast no ballot."""
        jury, actor = jury_of(request, pk)
        domain.remove_seat(queries.seat_or_404(seat, jury), by=actor)
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(operation_id="juries_seats_hours", request=HoursIn, responses=SeatOut)
@api_view(["PUT"])
def hours(request: Request, pk: UUID, seat: UUID) -> Response:
    """Put right when a member came and left."""
    jury, actor = jury_of(request, pk, verb="lead")
    found = queries.seat_or_404(seat, jury)
    stays = [(each["arrived_at"], each["left_at"]) for each in checked(HoursIn, request)["stays"]]
    return Response(SeatOut(domain.correct_hours(found, by=actor, stays=stays)).data)


@extend_schema(operation_id="juries_seats_quality", request=QualityIn, responses=SeatOut)
@api_view(["PATCH"])
def quality(request: Request, pk: UUID, seat: UUID) -> Response:
    """Put right in which quality a member sits, before the publication."""
    jury, actor = jury_of(request, pk)
    found = queries.seat_or_404(seat, jury)
    return Response(SeatOut(domain.correct_quality(found, by=actor, **checked(QualityIn, request))).data)


@extend_schema(operation_id="juries_hand_over", request=HandOverIn, responses=SeatOut)
@api_view(["POST"])
def hand_over(request: Request, pk: UUID, seat: UUID) -> Response:
    """This member presides from now on; whoever did stays a member and keeps their marks."""
    jury, actor = jury_of(request, pk)
    found = queries.seat_or_404(seat, jury)
    return Response(SeatOut(domain.hand_over(found, by=actor, **checked(HandOverIn, request))).data)


@extend_schema(operation_id="juries_recuse", request=RecusalIn, responses=RecusalOut)
@api_view(["POST"])
def recuse(request: Request, pk: UUID, passage: UUID) -> Response:
    """Step aside from a passage; its dossier is no longer shown."""
    found, actor = passage_of(request, pk, passage, verb="mark")
    return Response(RecusalOut(domain.recuse(found, by=actor, **checked(RecusalIn, request))).data)


@extend_schema(operation_id="juries_propose_recusal", request=ProposalIn, responses={201: RecusalOut})
@api_view(["POST"])
def propose(request: Request, pk: UUID) -> Response:
    """Ask a member to step aside from a passage."""
    jury, actor = jury_of(request, pk, verb="lead")
    sent, side = checked(ProposalIn, request), side_of(request)
    passage = get_object_or_404(side.passages_for(jury, actor), pk=sent["passage"])
    passage.jury = jury
    recusal = domain.propose_recusal(passage, queries.seat_or_404(sent["seat"], jury), by=actor, reason=sent["reason"])
    return Response(RecusalOut(recusal).data, status=status.HTTP_201_CREATED)


@extend_schema(operation_id="juries_confirm_recusal", request=None, responses=RecusalOut)
@api_view(["POST"])
def confirm(request: Request, pk: UUID, recusal: UUID) -> Response:
    """Accept a proposed recusal, for oneself."""
    jury, actor = jury_of(request, pk)
    found = queries.recusal_or_404(recusal, jury, actor)
    return Response(RecusalOut(domain.confirm_recusal(found, by=actor)).data)


@extend_schema(operation_id="juries_decline_recusal", request=None, responses=RecusalOut)
@api_view(["POST"])
def decline(request: Request, pk: UUID, recusal: UUID) -> Response:
    """Decline a proposed recusal, for oneself."""
    jury, actor = jury_of(request, pk)
    found = queries.recusal_or_404(recusal, jury, actor)
    return Response(RecusalOut(domain.decline_recusal(found, by=actor)).data)


class EntryCards(APIView):
    @extend_schema(operation_id="juries_entry_cards", responses=EntryCardOut(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """Where each member's card stands; for whoever may let members in."""
        jury, _actor = jury_of(request, pk, verb="admit")
        return Response(EntryCardOut(entry_card_pages.rows(jury), many=True).data)

    @extend_schema(
        operation_id="juries_entry_cards_prepare", request=EntryCardsIn, responses={201: PreparedOut(many=True)}
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """New cards, whose links are told this once; former ones open nothing from now on."""
        jury, actor = jury_of(request, pk, verb="admit")
        sent = checked(EntryCardsIn, request)
        made = entry_cards.prepare(jury, by=actor, seats=_wanted(jury, sent.get("seats")), send=sent["send"])
        return Response(PreparedOut(made, many=True).data, status=status.HTTP_201_CREATED)


def _wanted(jury: AbstractJury, keys: list[UUID] | None) -> list[AbstractSeat] | None:
    """These members of `jury`, each once; raises ValidationError for keys that are nobody's."""
    if keys is None:
        return None
    known = {seat.pk: seat for seat in jury.seats.all()}
    if missing := [str(key) for key in keys if key not in known]:
        raise serializers.ValidationError({"seats": missing})
    return [known[key] for key in dict.fromkeys(keys)]


@extend_schema(operation_id="juries_entry_card_take_back", responses={204: None})
@api_view(["DELETE"])
def take_back(request: Request, pk: UUID, seat: UUID) -> Response:
    """Take a card back: from the next request on, it opens nothing."""
    jury, actor = jury_of(request, pk)
    entry_cards.take_back(queries.seat_or_404(seat, jury), by=actor)
    return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(operation_id="juries_entry_card_free", request=None, responses={204: None})
@api_view(["POST"])
def free(request: Request, pk: UUID, seat: UUID) -> Response:
    """Let another device in with the same card; the one that had come is out."""
    jury, actor = jury_of(request, pk)
    entry_cards.free(queries.seat_or_404(seat, jury), by=actor)
    return Response(status=status.HTTP_204_NO_CONTENT)


class Pin(APIView):
    @extend_schema(operation_id="juries_pin", responses=PinOut)
    def get(self, request: Request, pk: UUID) -> Response:
        """The room's PIN; for whoever leads."""
        jury, _actor = jury_of(request, pk, verb="lead")
        return Response(PinOut({"pin": pins.pin_of(jury)}).data)

    @extend_schema(operation_id="juries_pin_renew", request=None, responses=PinOut)
    def post(self, request: Request, pk: UUID) -> Response:
        """Another PIN; whoever is in stays in."""
        jury, actor = jury_of(request, pk, verb="admit")
        return Response(PinOut({"pin": entry_cards.renew_pin(jury, by=actor)}).data)
