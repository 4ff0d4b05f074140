"""A territory's projects, for API clients: the same verbs and rules as the pages."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import filters
from api.actors import actor_of
from api.inputs import checked
from api.v1.projects import serializers as wire
from eclore.kit.actor import Actor
from eclore.kit.permissions import can, require
from programs.local.incubation import queries
from programs.local.incubation.domain import hearings, members, phases, post_mortems, projects
from programs.local.incubation.models import Project
from programs.local.incubation.states import ProjectState

STATE = OpenApiParameter("state", str, enum=[*ProjectState.values, queries.FINISHED], description="One state only.")
TEXT = OpenApiParameter("q", str, description="Words of the name or the problem.")


class ProjectList(generics.ListAPIView[Project]):
    serializer_class = wire.ProjectOut
    queryset = Project.objects.none()

    @extend_schema(operation_id="projects_list", parameters=[STATE, TEXT])
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Projects that the caller may see: the public ones for everybody."""
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[queries.ListedProject]:
        text = self.request.query_params.get("q", "").replace("\x00", "")[:100]
        return queries.listed(actor_of(self.request), state=filters.chosen(self.request, STATE), text=text)


class ProjectDetail(APIView):
    @extend_schema(operation_id="projects_read", responses=wire.ProjectDetail)
    def get(self, request: Request, pk: UUID) -> Response:
        """One project; its people only for those who follow it."""
        return shown(*found(request, pk))

    @extend_schema(operation_id="projects_edit", request=wire.ProjectIn, responses=wire.ProjectDetail)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Rewrite what the project is about, or show it in the public showcase."""
        project, actor = found(request, pk)
        sent = checked(wire.ProjectIn, request)
        public = sent.pop("public", None)
        require(actor, "incubation.manage" if sent else "incubation.show", project)
        if sent:
            projects.describe(project, by=actor, **sent)
        if public is not None:
            projects.show(project, by=actor, public=public)
        return shown(project, actor)


@extend_schema(operation_id="projects_start", request=wire.StartIn, responses=wire.ProjectDetail)
@api_view(["POST"])
def start(request: Request, pk: UUID) -> Response:
    """Begin the investigation."""
    project, actor = found(request, pk)
    require(actor, "incubation.manage", project)
    projects.start(project, by=actor, **checked(wire.StartIn, request))
    return shown(*found(request, pk))


@extend_schema(operation_id="projects_take_over", request=wire.TakeOverIn, responses=wire.ProjectDetail)
@api_view(["POST"])
def take_over(request: Request, pk: UUID) -> Response:
    """The territory goes on by itself with an ended project."""
    project, actor = found(request, pk)
    require(actor, "incubation.manage", project)
    return shown(projects.take_over(project, by=actor, **checked(wire.TakeOverIn, request)), actor)


@extend_schema(operation_id="projects_wake", request=wire.WakeIn, responses=wire.ProjectDetail)
@api_view(["POST"])
def wake(request: Request, pk: UUID) -> Response:
    """A dormant project goes on, in this phase; by default the one it was in."""
    project, actor = found(request, pk)
    require(actor, "incubation.decide", project)
    projects.wake(project, by=actor, **checked(wire.WakeIn, request))
    return shown(*found(request, pk))


@extend_schema(operation_id="projects_join", request=wire.JoinIn, responses=wire.ProjectDetail)
@api_view(["POST"])
def join(request: Request, pk: UUID) -> Response:
    """Bring a second idea and its team into the project, with its authors' agreement."""
    project, actor = found(request, pk)
    require(actor, "incubation.manage", project)
    sent = checked(wire.JoinIn, request)
    idea = get_object_or_404(queries.joinable(project), pk=sent["idea"])
    projects.join(project, idea, by=actor, agreement=sent["agreement"])
    return shown(*found(request, pk))


@extend_schema(operation_id="projects_hear", request=wire.HearingIn, responses={201: wire.HearingOut})
@api_view(["POST"])
def hear(request: Request, pk: UUID) -> Response:
    """A passage of renewal before a jury of the territory."""
    project, actor = found(request, pk)
    require(actor, "incubation.manage", project)
    jury = get_object_or_404(queries.renewing_juries(project), pk=checked(wire.HearingIn, request)["jury"])
    passage = hearings.hear(project, jury, by=actor)
    return Response({"jury": jury.pk, "passage": passage.pk}, status=status.HTTP_201_CREATED)


@extend_schema(operation_id="projects_assign", request=wire.MemberIn, responses={201: wire.MemberOut})
@api_view(["POST"])
def assign(request: Request, pk: UUID) -> Response:
    """Give somebody a part in the project."""
    project, actor = found(request, pk)
    require(actor, "incubation.manage", project)
    member = members.assign(project, by=actor, **checked(wire.MemberIn, request))
    return Response(wire.MemberOut(member).data, status=status.HTTP_201_CREATED)


@extend_schema(operation_id="projects_remove_member", responses={204: None})
@api_view(["DELETE"])
def remove(request: Request, pk: UUID, member: UUID) -> Response:
    """Take a part back."""
    project, actor = found(request, pk)
    require(actor, "incubation.manage", project)
    members.remove(get_object_or_404(project.members.select_related("project"), pk=member), by=actor)
    return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(operation_id="projects_phase", request=wire.PhaseIn, responses=wire.PhaseOut)
@api_view(["PUT"])
def phase(request: Request, pk: UUID, phase: UUID) -> Response:
    """Planned and real dates of a phase."""
    project, actor = found(request, pk)
    require(actor, "incubation.manage", project)
    one = get_object_or_404(project.phases.select_related("project"), pk=phase)
    return Response(wire.PhaseOut(phases.reschedule(one, by=actor, **checked(wire.PhaseIn, request))).data)


@extend_schema(operation_id="projects_post_mortem", request=wire.PostMortemIn, responses=wire.PostMortemOut)
@api_view(["PUT"])
def post_mortem(request: Request, pk: UUID) -> Response:
    """What an ended project leaves to the next ones."""
    project, actor = found(request, pk)
    require(actor, "incubation.write", project)
    written = post_mortems.write(project, by=actor, **checked(wire.PostMortemIn, request))
    return Response(wire.PostMortemOut(written).data)


def found(request: Request, pk: UUID) -> tuple[Project, Actor]:
    """A project that the caller may see, and the caller."""
    actor = actor_of(request)
    return queries.project_or_404(actor, pk), actor


def shown(project: Project, actor: Actor) -> Response:
    inside = can(actor, "incubation.see_inside", project)
    return Response(wire.ProjectDetail(project, context={"inside": inside}).data)
