"""Writing ideas, following them, sorting them."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from api import filters
from api.inputs import checked
from api.v1.ideas.serializers import (
    CompletionIn,
    IdeaChange,
    IdeaDetail,
    IdeaEventOut,
    IdeaIn,
    IdeaOut,
    MergeIn,
    SetAsideIn,
)
from api.v1.ideas.views.finding import caller, idea_of, shown
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, TooLate
from eclore.kit.paging import CountedPaginator
from eclore.kit.permissions import require
from programs.local.calls import queries as calls
from programs.local.calls.models import Call, ProblemStatement
from programs.local.ideas import queries
from programs.local.ideas.domain import ideas
from programs.local.ideas.models import Idea
from programs.local.ideas.states import IdeaState

STATE = OpenApiParameter("state", str, enum=IdeaState.values, description="Ideas in this state only.")
EDITION = OpenApiParameter("edition", UUID, description="Ideas of this edition only.")
# The columns of a line, the edition apart: what was written is long, and read idea by idea.
SHOWN = [name for name in IdeaOut.Meta.fields if name != "edition"]


class IdeaList(generics.ListAPIView[Idea]):
    serializer_class = IdeaOut
    queryset = Idea.objects.none()

    def get_queryset(self) -> QuerySet[Idea]:
        state, edition = filters.chosen(self.request, STATE), filters.key(self.request, EDITION)
        wanted = Q(state=state) if state else Q()
        if edition:
            wanted &= Q(call__edition=calls.edition_or_404(edition))
        actor = caller(self.request)
        pages = cast(Any, self.paginator)
        pages.django_paginator_class = partial(CountedPaginator, count=queries.how_many(actor, wanted))
        rows = queries.visible_to(actor).filter(wanted).order_by("-submitted_at", "-created_at", "pk")
        return rows.select_related(None).select_related("call").only(*SHOWN, "call__edition")

    @extend_schema(operation_id="ideas_list", parameters=[STATE, EDITION])
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """One's own ideas; every submitted idea for whoever follows the programme."""
        return super().get(request, *args, **kwargs)

    @extend_schema(operation_id="ideas_start", request=IdeaIn, responses={201: IdeaDetail})
    def post(self, request: Request) -> Response:
        """A draft of the open call."""
        actor, sent = caller(request), checked(IdeaIn, request)
        call = _call(sent.pop("edition", None), actor)
        open_team = sent.pop("open_team", False)
        idea = ideas.start(call, by=actor, **with_problem(sent, call))
        if open_team:
            ideas.save(idea, by=actor, open_team=True)
        return shown(idea.pk, actor, 201)


class IdeaRead(APIView):
    @extend_schema(operation_id="ideas_read", responses=IdeaDetail)
    def get(self, request: Request, pk: UUID) -> Response:
        """One idea, its answers and its team."""
        return Response(IdeaDetail(idea_of(request, pk)[0]).data)

    @extend_schema(operation_id="ideas_edit", request=IdeaChange, responses=IdeaDetail)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change a draft, or an idea that its team was asked to complete."""
        idea, actor = idea_of(request, pk)
        ideas.save(idea, by=actor, **with_problem(checked(IdeaChange, request), idea.call))
        return shown(pk, actor)


@extend_schema(operation_id="ideas_events", responses=IdeaEventOut(many=True))
@api_view(["GET"])
def events(request: Request, pk: UUID) -> Response:
    """The idea's history, the last first, at most a hundred lines."""
    idea, _actor = idea_of(request, pk)
    return Response(IdeaEventOut(idea.events.order_by("-created_at", "-pk")[:100], many=True).data)


@extend_schema(operation_id="ideas_submit", request=None, responses=IdeaDetail)
@api_view(["POST"])
def submit(request: Request, pk: UUID) -> Response:
    """Submit a draft: it takes a number in its call."""
    return _act(request, pk, ideas.submit)


@extend_schema(operation_id="ideas_complete", request=None, responses=IdeaDetail)
@api_view(["POST"])
def complete(request: Request, pk: UUID) -> Response:
    """Give back an idea that was to be completed."""
    return _act(request, pk, ideas.complete)


@extend_schema(operation_id="ideas_withdraw", request=None, responses=IdeaDetail)
@api_view(["POST"])
def withdraw(request: Request, pk: UUID) -> Response:
    """Take the idea back before a decision."""
    return _act(request, pk, ideas.withdraw)


@extend_schema(operation_id="ideas_ask_completion", request=CompletionIn, responses=IdeaDetail)
@api_view(["POST"])
def ask_completion(request: Request, pk: UUID) -> Response:
    """Ask the team for what is missing."""
    return _triage(request, pk, ideas.ask_completion, CompletionIn)


@extend_schema(operation_id="ideas_set_aside", request=SetAsideIn, responses=IdeaDetail)
@api_view(["POST"])
def set_aside(request: Request, pk: UUID) -> Response:
    """Leave an idea outside the call's field, and answer its team."""
    return _triage(request, pk, ideas.set_aside, SetAsideIn)


@extend_schema(operation_id="ideas_merge", request=MergeIn, responses=IdeaDetail)
@api_view(["POST"])
def merge(request: Request, pk: UUID) -> Response:
    """Attach an idea to another of the same call."""
    idea, actor = idea_of(request, pk)
    require(actor, "ideas.triage", idea)
    sent = checked(MergeIn, request)
    into = queries.visible_to(actor).filter(pk=sent["into"]).first()
    if into is None:
        raise Invalid(_("Choisissez une autre idée déposée du même appel."), field="into")
    ideas.merge(idea, by=actor, into=into, note=sent["note"])
    return shown(pk, actor)


def _act(request: Request, pk: UUID, verb: Callable[..., Idea]) -> Response:
    idea, actor = idea_of(request, pk)
    verb(idea, by=actor)
    return shown(pk, actor)


def _triage(request: Request, pk: UUID, verb: Callable[..., Idea], serializer: type[Serializer[None]]) -> Response:
    idea, actor = idea_of(request, pk)
    require(actor, "ideas.triage", idea)
    verb(idea, by=actor, **checked(serializer, request))
    return shown(pk, actor)


def _call(edition: UUID | None, actor: Actor) -> Call:
    if edition is not None:
        return calls.edition_or_404(edition, actor).call
    call = calls.shown_call()
    if call is None:
        raise TooLate(_("Aucun appel n'est ouvert."), code="no_open_call")
    return call


def with_problem(sent: dict[str, Any], call: Call) -> dict[str, Any]:
    """The statement itself instead of its key."""
    if sent.get("problem"):
        problem = ProblemStatement.objects.filter(pk=sent["problem"], call=call).first()
        if problem is None:
            raise Invalid(_("Choisissez un problème de cet appel."), field="problem")
        sent["problem"] = problem
    return sent
