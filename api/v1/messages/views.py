"""The manager's mailbox, for API clients."""

from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import filters
from api.actors import actor_of
from api.v1.messages.serializers import MessageChange, MessageOut, Sending, Sent
from eclore.kit.permissions import require
from programs.local.messages import domain, queries
from programs.local.messages.models import Message

FOLDER = OpenApiParameter("folder", str, enum=list(queries.FOLDERS), description="One folder only.")


class MessageList(generics.ListAPIView[Message]):
    serializer_class = MessageOut
    queryset = Message.objects.none()

    @extend_schema(operation_id="messages_list", parameters=[FOLDER])
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """The messages of the territory, the most recent first; managers only."""
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Message]:
        actor = actor_of(self.request)
        require(actor, "messages.read")
        folder = filters.chosen(self.request, FOLDER)
        return queries.in_folder(actor, folder) if folder else queries.visible_to(actor)


class MessageDetail(APIView):
    @extend_schema(operation_id="messages_read", responses=MessageOut)
    def get(self, request: Request, pk: UUID) -> Response:
        """One message."""
        return Response(MessageOut(_find(request, pk)).data)

    @extend_schema(operation_id="messages_edit", request=MessageChange, responses=MessageOut)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Correct a draft or an undelivered message."""
        message = _find(request, pk)
        change = MessageChange(data=request.data)
        change.is_valid(raise_exception=True)
        return Response(MessageOut(domain.edit(message, by=actor_of(request), **change.validated_data)).data)


@extend_schema(operation_id="messages_send", request=Sending, responses=Sent)
@api_view(["POST"])
def send(request: Request) -> Response:
    """Send drafts and undelivered messages together: all of them or none."""
    actor = actor_of(request)
    require(actor, "messages.send")
    sending = Sending(data=request.data)
    sending.is_valid(raise_exception=True)
    sent = domain.send(queries.chosen(actor, sending.validated_data["messages"]), by=actor)
    return Response({"sent": [message.pk for message in sent]})


def _find(request: Request, pk: UUID) -> Message:
    actor = actor_of(request)
    require(actor, "messages.read")
    return queries.message_or_404(actor, pk)
