"""A joint jury's session for programs: composition, moves, decisions, publication."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actors import actor_of
from api.v1.deliberations import serializers
from eclore.kit.permissions import require
from programs.joint.forums.queries import forum_or_404
from programs.joint.juries import domain, queries
from programs.joint.juries.models import Jury, Passage
from programs.juries import results
from programs.juries.snapshots import read_session


class JuryList(generics.ListAPIView):
    serializer_class = serializers.JuryOut
    queryset = Jury.objects.none()

    @extend_schema(operation_id="joint_juries_list")
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """The joint juries where the caller sits; all of them for the national team."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="joint_juries_convene", request=serializers.Convening, responses={201: serializers.JuryDetail}
    )
    def post(self, request: Any) -> Response:
        """Convene a forum's jury from the dossiers received."""
        actor = actor_of(request)
        require(actor, "joint_juries.convene")
        wanted = serializers.Convening(data=request.data)
        wanted.is_valid(raise_exception=True)
        fields = dict(wanted.validated_data)
        jury = domain.convene(forum_or_404(actor, fields.pop("forum")), by=actor, **fields)
        return Response(serializers.JuryDetail(jury).data, status=201)

    def get_queryset(self) -> Any:
        return queries.visible_to(actor_of(self.request))


@extend_schema(operation_id="joint_juries_read", responses=serializers.JuryDetail)
@api_view(["GET"])
def read(request: Any, jury: UUID) -> Response:
    """One joint jury and its criteria."""
    return Response(serializers.JuryDetail(_jury(request, jury, "view")).data)


class Seats(APIView):
    @extend_schema(operation_id="joint_juries_seats", responses=serializers.SeatOut(many=True))
    def get(self, request: Any, jury: UUID) -> Response:
        """Who sits."""
        return Response(serializers.SeatOut(_jury(request, jury, "view").seats.all(), many=True).data)

    @extend_schema(
        operation_id="joint_juries_seat_add", request=serializers.SeatIn, responses={201: serializers.SeatOut}
    )
    def post(self, request: Any, jury: UUID) -> Response:
        """Add a member, who is invited; recusals are proposed on the dossiers of their own territory."""
        found = _jury(request, jury, "compose")
        wanted = serializers.SeatIn(data=request.data)
        wanted.is_valid(raise_exception=True)
        seat = domain.add_seat(found, by=actor_of(request), **wanted.validated_data)
        return Response(serializers.SeatOut(seat).data, status=201)


class Seat(APIView):
    @extend_schema(
        operation_id="joint_juries_seat_presence", request=serializers.PresenceIn, responses=serializers.SeatOut
    )
    def patch(self, request: Any, jury: UUID, pk: UUID) -> Response:
        """Note presence; an absent member's ballots do not count."""
        seat = queries.seat_or_404(_jury(request, jury, "lead"), pk)
        sent = serializers.PresenceIn(data=request.data)
        sent.is_valid(raise_exception=True)
        domain.note_presence(seat, by=actor_of(request), **sent.validated_data)
        return Response(serializers.SeatOut(seat).data)

    @extend_schema(operation_id="joint_juries_seat_remove", responses={204: None})
    def delete(self, request: Any, jury: UUID, pk: UUID) -> Response:
        """Take back a seat that has validated no ballot."""
        domain.remove_seat(queries.seat_or_404(_jury(request, jury, "compose"), pk), by=actor_of(request))
        return Response(status=204)


@extend_schema(operation_id="joint_juries_open", request=None, responses=serializers.JuryDetail)
@api_view(["POST"])
def open_session(request: Any, jury: UUID) -> Response:
    """Freeze the forum's dossiers and let members mark."""
    return _moved(request, jury, domain.open_session)


@extend_schema(operation_id="joint_juries_deliberate", request=None, responses=serializers.JuryDetail)
@api_view(["POST"])
def deliberate(request: Any, jury: UUID) -> Response:
    """Close the marks."""
    return _moved(request, jury, domain.deliberate)


@extend_schema(operation_id="joint_juries_resume", request=None, responses=serializers.JuryDetail)
@api_view(["POST"])
def resume(request: Any, jury: UUID) -> Response:
    """Back to marking."""
    return _moved(request, jury, domain.resume)


@extend_schema(operation_id="joint_juries_reveal", request=None, responses=serializers.JuryDetail)
@api_view(["POST"])
def reveal(request: Any, jury: UUID) -> Response:
    """Show the ranking to whoever leads."""
    return _moved(request, jury, domain.reveal)


@extend_schema(operation_id="joint_juries_begin", request=None, responses={204: None})
@api_view(["POST"])
def begin(request: Any, jury: UUID, pk: UUID) -> Response:
    """Begin a passage."""
    domain.open_passage(_passage(request, jury, pk, "lead"), by=actor_of(request))
    return Response(status=204)


@extend_schema(operation_id="joint_juries_end", request=None, responses={204: None})
@api_view(["POST"])
def end(request: Any, jury: UUID, pk: UUID) -> Response:
    """End a passage."""
    domain.close_passage(_passage(request, jury, pk, "lead"), by=actor_of(request))
    return Response(status=204)


@extend_schema(operation_id="joint_juries_ranking", responses=serializers.RankOut(many=True))
@api_view(["GET"])
def ranking(request: Any, jury: UUID) -> Response:
    """The ranking by plain mean, once revealed; for whoever leads."""
    found = _jury(request, jury, "see_ranking")
    rows = results.results(read_session(found, with_marks=True), actor_of(request)).rows
    return Response(serializers.RankOut(rows, many=True).data)


class Decision(APIView):
    @extend_schema(
        operation_id="joint_juries_decide", request=serializers.DecisionIn, responses=serializers.DecisionOut
    )
    def put(self, request: Any, jury: UUID, pk: UUID) -> Response:
        """Write the pending decision on a dossier."""
        found = _passage(request, jury, pk, "decide")
        sent = serializers.DecisionIn(data=request.data)
        sent.is_valid(raise_exception=True)
        decision = domain.decide(found, by=actor_of(request), **sent.validated_data)
        return Response(serializers.DecisionOut(decision).data)

    @extend_schema(operation_id="joint_juries_undecide", responses={204: None})
    def delete(self, request: Any, jury: UUID, pk: UUID) -> Response:
        """Go back on a pending decision."""
        domain.withdraw_decision(_passage(request, jury, pk, "decide"), by=actor_of(request))
        return Response(status=204)


@extend_schema(operation_id="joint_juries_decisions", responses=serializers.DecisionOut(many=True))
@api_view(["GET"])
def decisions(request: Any, jury: UUID) -> Response:
    """Every decision, pending ones too; for whoever leads, but those of the dossiers they have stepped aside from."""
    rows = queries.decisions_for(actor_of(request), _jury(request, jury, "lead"))
    return Response(serializers.DecisionOut(rows, many=True).data)


@extend_schema(operation_id="joint_juries_publish", request=None, responses=serializers.PublicationOut)
@api_view(["POST"])
def publish(request: Any, jury: UUID) -> Response:
    """Publish every decision together; they then go home, territory by territory."""
    found = domain.publish(_jury(request, jury, "publish"), by=actor_of(request))
    return Response(serializers.PublicationOut(queries.delivery(queries.decisions(found))).data)


def _jury(request: Any, pk: UUID, verb: str) -> Jury:
    actor = actor_of(request)
    found = queries.jury_or_404(actor, pk)
    require(actor, f"joint_juries.{verb}", found)
    return found


def _passage(request: Any, jury: UUID, pk: UUID, verb: str) -> Passage:
    found = queries.passage_or_404(actor_of(request), jury, pk)
    require(actor_of(request), f"joint_juries.{verb}", found.jury)
    return found


def _moved(request: Any, pk: UUID, act: Any) -> Response:
    return Response(serializers.JuryDetail(act(_jury(request, pk, "lead"), by=actor_of(request))).data)
