"""What one side alone offers, or asks differently: how a jury is made, what it hears, where a member comes from."""

from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from api.inputs import checked
from api.v1.juries.seat_serializers import JointSeatIn, SeatIn, SeatOut
from api.v1.juries.serializers import Convening, JuryDetail, JuryIn, PassageIn, PassageOut
from api.v1.juries.sides import caller, jury_of, side_of
from api.v1.juries.views.members import Seats
from api.v1.juries.views.passages import OnePassage, Passages, row_of
from api.v1.juries.views.sessions import Juries
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.permissions import require
from programs.joint.forums.queries import forum_or_404
from programs.joint.juries import domain as joint
from programs.juries import rules
from programs.local.calls.queries import edition_or_404
from programs.local.ideas.finding import idea_or_404
from programs.local.ideas.models import Idea
from programs.local.ideas.queries import visible_to
from programs.local.juries import domain as local
from programs.local.juries.side import LOCAL


class LocalJuries(Juries):
    @extend_schema(operation_id="juries_compose", request=JuryIn, responses={201: JuryDetail})
    def post(self, request: Request) -> Response:
        """Compose a jury of an edition, with its criteria and these ideas."""
        actor = caller(request)
        require(actor, "local_juries.start")
        sent = checked(JuryIn, request)
        edition = edition_or_404(sent.pop("edition"), actor)
        jury = local.compose(edition, by=actor, ideas=_ideas(sent.pop("ideas", []), actor), **sent)
        return Response(JuryDetail(jury).data, status=status.HTTP_201_CREATED)


class JointJuries(Juries):
    @extend_schema(operation_id="juries_convene", request=Convening, responses={201: JuryDetail})
    def post(self, request: Request) -> Response:
        """Convene a forum's jury from the dossiers received."""
        actor = caller(request)
        require(actor, "joint_juries.convene")
        sent = checked(Convening, request)
        jury = joint.convene(forum_or_404(actor, sent.pop("forum")), by=actor, **sent)
        return Response(JuryDetail(jury).data, status=status.HTTP_201_CREATED)


class LocalSeats(Seats):
    @extend_schema(operation_id="juries_seats_add", request=SeatIn, responses={201: SeatOut})
    def post(self, request: Request, pk: UUID) -> Response:
        """Give a seat to an address, and write to it."""
        return _seated(request, pk, SeatIn)


class JointSeats(Seats):
    @extend_schema(operation_id="juries_seats_add", request=JointSeatIn, responses={201: SeatOut})
    def post(self, request: Request, pk: UUID) -> Response:
        """Give a seat to an address, and write to it; recusals are proposed on the dossiers of the own territory."""
        return _seated(request, pk, JointSeatIn)


class LocalPassages(Passages):
    @extend_schema(operation_id="juries_passages_add", request=PassageIn, responses={201: PassageOut})
    def post(self, request: Request, pk: UUID) -> Response:
        """Add an idea to the order of the day."""
        actor = caller(request)
        jury = LOCAL.jury_or_404(pk, actor)
        rules.require(actor, "compose", jury)
        passage = local.add_passage(jury, by=actor, idea=idea_or_404(checked(PassageIn, request)["idea"], actor))
        row = row_of(passage, jury, rules.voting_seat_of(actor, jury))
        return Response(PassageOut(row).data, status=status.HTTP_201_CREATED)


class LocalPassage(OnePassage):
    @extend_schema(operation_id="juries_passages_remove", responses={204: None})
    def delete(self, request: Request, pk: UUID, passage: UUID) -> Response:
        """Take a dossier off a session that has not begun."""
        actor = caller(request)
        found = LOCAL.passage_or_404(pk, passage, actor)
        local.remove_passage(found, by=actor)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _seated(request: Request, pk: UUID, asked: type[SeatIn]) -> Response:
    jury, actor = jury_of(request, pk, verb="compose")
    seat = side_of(request).add_seat(jury, by=actor, **checked(asked, request))
    return Response(SeatOut(seat).data, status=status.HTTP_201_CREATED)


def _ideas(wanted: list[UUID], actor: Actor) -> list[Idea]:
    """These ideas, in their order of submission; raises Invalid when one is not to be found."""
    found = list(visible_to(actor).filter(pk__in=wanted).order_by("number", "pk"))
    if len(found) != len(set(wanted)):
        raise Invalid(_("Une des idées ne se trouve pas ici : vérifiez la liste."), code="unknown_idea", field="ideas")
    return found
