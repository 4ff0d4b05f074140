"""Whom a session still waits for, and a reminder to press."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from api.inputs import checked
from api.pagination import Pages
from api.v1.juries.reminder_serializers import AwaitedOut, RemindedOut, ReminderIn
from api.v1.juries.sides import jury_of
from programs.juries import domain, reminders
from programs.local.juries.models import Jury


class Reminders(generics.GenericAPIView[Any]):
    serializer_class = AwaitedOut
    queryset = Jury.objects.none()  # only describes the address; rows come from the program's own queries
    pagination_class = Pages

    @extend_schema(operation_id="juries_reminders", responses=AwaitedOut(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """Who is awaited, and for what, in the order of the members; for whoever leads."""
        jury, _actor = jury_of(request, pk, verb="lead")
        pages = Pages()
        rows = pages.leaf(reminders.awaited(jury), request)
        return pages.get_paginated_response(AwaitedOut(rows, many=True).data)

    @extend_schema(operation_id="juries_remind", request=ReminderIn, responses=RemindedOut)
    def post(self, request: Request, pk: UUID) -> Response:
        """Remind them, each at most every ten minutes; those who were. By letter, or on their tablet in the room."""
        jury, actor = jury_of(request, pk, verb="lead")
        reminded = domain.remind(jury, by=actor, **checked(ReminderIn, request))
        return Response(RemindedOut({"reminded": reminded}).data)
