"""Committees, for API clients: the same verbs and rules as the pages."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actors import actor_of
from api.inputs import checked
from api.v1.committees import serializers as wire
from api.v1.projects.serializers import VerdictIn
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.permissions import require
from programs.local.incubation import queries
from programs.local.incubation.domain import committees
from programs.local.incubation.models import Committee, Project


class CommitteeList(generics.ListAPIView[Committee]):
    serializer_class = wire.CommitteeOut
    queryset = Committee.objects.none()

    @extend_schema(operation_id="committees_list")
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """The committees of the territory; for those who follow the programme."""
        require(actor_of(request), "incubation.see_committees")
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="committees_plan", request=wire.NewCommitteeIn, responses={201: wire.CommitteeDetailOut}
    )
    def post(self, request: Request) -> Response:
        """Plan a committee with its agenda."""
        actor = actor_of(request)
        require(actor, "incubation.plan")
        sent = checked(wire.NewCommitteeIn, request)
        planned = committees.plan(by=actor, **{**sent, "projects": chosen(actor, sent["projects"])})
        return Response(_shown(actor, planned.pk).data, status=status.HTTP_201_CREATED)

    def get_queryset(self) -> QuerySet[Committee]:
        return queries.committees(actor_of(self.request))


class CommitteeDetail(APIView):
    @extend_schema(operation_id="committees_read", responses=wire.CommitteeDetailOut)
    def get(self, request: Request, pk: UUID) -> Response:
        """One committee with its agenda and its verdicts."""
        actor = actor_of(request)
        require(actor, "incubation.see_committees")
        return _shown(actor, pk)

    @extend_schema(operation_id="committees_move", request=wire.CommitteeIn, responses=wire.CommitteeDetailOut)
    def put(self, request: Request, pk: UUID) -> Response:
        """Change the title, the day or the place."""
        actor = actor_of(request)
        committees.move(queries.committee_or_404(actor, pk), by=actor, **checked(wire.CommitteeIn, request))
        return _shown(actor, pk)


@extend_schema(operation_id="committees_agenda", request=wire.AgendaIn, responses=wire.CommitteeDetailOut)
@api_view(["POST"])
def agenda(request: Request, pk: UUID) -> Response:
    """Put more projects on the agenda."""
    actor = actor_of(request)
    committee = queries.committee_or_404(actor, pk)
    committees.add(committee, chosen(actor, checked(wire.AgendaIn, request)["projects"]), by=actor)
    return _shown(actor, pk)


class OnAgenda(APIView):
    @extend_schema(operation_id="committees_decide", request=VerdictIn, responses=wire.ReviewOut)
    def put(self, request: Request, pk: UUID, review: UUID) -> Response:
        """Write the verdict on one project; applied when the committee closes."""
        actor = actor_of(request)
        found = queries.review_or_404(actor, pk, review)
        return Response(wire.ReviewOut(committees.decide(found, by=actor, **checked(VerdictIn, request))).data)

    @extend_schema(operation_id="committees_drop", responses={204: None})
    def delete(self, request: Request, pk: UUID, review: UUID) -> Response:
        """Take a project off the agenda."""
        actor = actor_of(request)
        committees.drop(queries.review_or_404(actor, pk, review), by=actor)
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(operation_id="committees_close", request=None, responses=wire.CommitteeDetailOut)
@api_view(["POST"])
def close(request: Request, pk: UUID) -> Response:
    """Apply every verdict at once; refused while one is missing."""
    actor = actor_of(request)
    committees.close(queries.committee_or_404(actor, pk), by=actor)
    return _shown(actor, pk)


@extend_schema(operation_id="committees_cancel", request=None, responses=wire.CommitteeDetailOut)
@api_view(["POST"])
def cancel(request: Request, pk: UUID) -> Response:
    """A committee that will not be held; what it had written is not applied."""
    actor = actor_of(request)
    committees.cancel(queries.committee_or_404(actor, pk), by=actor)
    return _shown(actor, pk)


def chosen(actor: Actor, keys: list[UUID]) -> list[Project]:
    """Projects of an agenda in the order asked; raises Invalid when one cannot be found."""
    known = queries.visible_to(actor).in_bulk(keys)
    if len(known) < len(set(keys)):
        raise Invalid(_("Un de ces projets n'existe pas ici. Relisez la liste des projets."), field="projects")
    return [known[key] for key in dict.fromkeys(keys)]


def _shown(actor: Actor, pk: UUID) -> Response:
    return Response(wire.CommitteeDetailOut(queries.committee_or_404(actor, pk)).data)
