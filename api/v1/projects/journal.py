"""The journal of a project, for API clients."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from api.inputs import checked
from api.v1.projects.serializers import EntryIn, EntryOut
from api.v1.projects.views import found
from eclore.kit.permissions import require
from programs.local.incubation import queries
from programs.local.incubation.domain import journal
from programs.local.incubation.models import JournalEntry


class Journal(generics.ListAPIView[JournalEntry]):
    serializer_class = EntryOut
    queryset = JournalEntry.objects.none()

    @extend_schema(operation_id="projects_journal_list")
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """The lines of the journal, the latest first; for those who follow the project."""
        return super().get(request, *args, **kwargs)

    @extend_schema(operation_id="projects_journal_add", request=EntryIn, responses={201: EntryOut})
    def post(self, request: Request, pk: UUID) -> Response:
        """Write a line."""
        project, actor = found(request, pk)
        require(actor, "incubation.write", project)
        entry = journal.add(project, by=actor, **checked(EntryIn, request))
        return Response(EntryOut(entry).data, status=status.HTTP_201_CREATED)

    def get_queryset(self) -> QuerySet[JournalEntry]:
        if getattr(self, "swagger_fake_view", False):
            return JournalEntry.objects.none()
        project, actor = found(self.request, self.kwargs["pk"])
        require(actor, "incubation.see_inside", project)
        return queries.journal(project)


@extend_schema(operation_id="projects_journal_erase", responses={204: None})
@api_view(["DELETE"])
def erase(request: Request, pk: UUID, entry: UUID) -> Response:
    """Take a line back."""
    project, actor = found(request, pk)
    require(actor, "incubation.see_inside", project)
    journal.erase(get_object_or_404(project.journal.select_related("project"), pk=entry), by=actor)
    return Response(status=status.HTTP_204_NO_CONTENT)
