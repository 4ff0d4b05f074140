"""Writing without an account, and asking to be called back."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actors import actor_of, site_request
from api.inputs import checked
from api.v1.ideas.serializers import IdeaChange, IdeaDetail, IdeaIn
from api.v1.ideas.views.finding import caller, shown
from api.v1.ideas.views.ideas import with_problem
from api.v1.ideas.writing import CallbackIn, CallbackOut, DraftBegun, DraftOut, ResumeIn
from eclore.kit.actor import Actor
from eclore.kit.errors import TooLate
from eclore.kit.permissions import require
from programs.local.calls import queries as calls
from programs.local.calls.calendar import is_open
from programs.local.calls.models import Call
from programs.local.ideas.domain import callbacks, drafts
from programs.local.ideas.models import Callback, Draft
from tenants.limits import require_within


@extend_schema(operation_id="drafts_begin", request=IdeaIn, responses={201: DraftBegun}, auth=[])
@api_view(["POST"])
def begin(request: Request) -> Response:
    """A draft of the open call, without an account; `secret` is told here and never again."""
    require_within(site_request(request), "draft")
    actor, sent = actor_of(request), checked(IdeaIn, request)
    call = _open_call(sent.pop("edition", None), actor)
    draft, secret = drafts.begin(call, by=actor, **with_problem(sent, call))
    return Response(DraftBegun({"draft": draft, "secret": secret}).data, status=201)


class DraftRead(APIView):
    @extend_schema(operation_id="drafts_read", responses=DraftOut, auth=[])
    def get(self, request: Request, secret: str) -> Response:
        """What is written so far."""
        return Response(DraftOut(_found(secret)).data)

    @extend_schema(operation_id="drafts_edit", request=IdeaChange, responses=DraftOut, auth=[])
    def patch(self, request: Request, secret: str) -> Response:
        """Change it; what is not given stays as it is."""
        draft = _found(secret)
        sent = with_problem(checked(IdeaChange, request), draft.call)
        return Response(DraftOut(drafts.save(draft, by=actor_of(request), **sent)).data)

    @extend_schema(operation_id="drafts_discard", responses={204: None}, auth=[])
    def delete(self, request: Request, secret: str) -> Response:
        """Forget it for good."""
        drafts.discard(_found(secret), by=actor_of(request))
        return Response(status=204)


@extend_schema(operation_id="drafts_send_link", request=ResumeIn, responses=DraftOut, auth=[])
@api_view(["POST"])
def send_link(request: Request, secret: str) -> Response:
    """Send the link of this draft by e-mail."""
    require_within(site_request(request), "draft_link")
    draft = _found(secret)
    sent = checked(ResumeIn, request)
    return Response(DraftOut(drafts.send_link(draft, secret, by=actor_of(request), **sent)).data)


@extend_schema(operation_id="drafts_adopt", request=None, responses={201: IdeaDetail})
@api_view(["POST"])
def adopt(request: Request, secret: str) -> Response:
    """Take the draft into one's account; its link leads nowhere afterwards."""
    actor = caller(request)
    return shown(drafts.adopt(_found(secret), by=actor).pk, actor, 201)


class CallbackList(generics.ListAPIView[Callback]):
    serializer_class = CallbackOut
    queryset = Callback.objects.none()

    def get_queryset(self) -> QuerySet[Callback]:
        require(caller(self.request), "ideas.call_back")
        return Callback.objects.select_related("call").order_by("answered_at", "created_at", "pk")

    @extend_schema(operation_id="callbacks_list")
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Who asked to be called back; for those who run the programme."""
        return super().get(request, *args, **kwargs)

    @extend_schema(operation_id="callbacks_ask", request=CallbackIn, responses={201: CallbackOut}, auth=[])
    def post(self, request: Request) -> Response:
        """Ask to be called back before finishing an idea; no account is needed."""
        require_within(site_request(request), "callback")
        sent = checked(CallbackIn, request)
        actor = actor_of(request)
        made = callbacks.ask(_open_call(sent.pop("edition", None), actor), by=actor, **sent)
        return Response(CallbackOut(made).data, status=201)


@extend_schema(operation_id="callbacks_answer", request=None, responses=CallbackOut)
@api_view(["POST"])
def answer(request: Request, pk: UUID) -> Response:
    """Somebody has called."""
    actor = caller(request)
    require(actor, "ideas.call_back")
    asked = get_object_or_404(Callback.objects.select_related("call"), pk=pk)
    return Response(CallbackOut(callbacks.answer(asked, by=actor)).data)


def _open_call(edition: UUID | None, actor: Actor) -> Call:
    """The call of the edition that is sent, else the open one that closes first."""
    call = calls.edition_or_404(edition, actor).call if edition else calls.open_call()
    if call is None or not is_open(call):
        raise TooLate(_("Aucun appel n'est ouvert."), code="no_open_call")
    return call


def _found(secret: str) -> Draft:
    draft = drafts.find(secret)
    if draft is None:
        raise Http404(_("Ce lien ne mène à aucun brouillon : il est peut-être déjà dans votre compte, ou effacé."))
    return draft
