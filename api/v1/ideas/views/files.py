"""Files of an idea's dossier."""

from uuid import UUID

from django.http import FileResponse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.files import BYTES, SENT, FileIn, FileOut
from api.inputs import checked
from api.parsers import Form
from api.v1.ideas.views.finding import idea_of
from eclore.kit.permissions import require
from programs.files.serving import served
from programs.local.ideas import finding
from programs.local.ideas.domain import attachments


class Files(APIView):
    parser_classes = [Form]

    @extend_schema(operation_id="ideas_files_list", responses=FileOut(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """The files of an idea, those that are being checked too."""
        return Response(FileOut(idea_of(request, pk)[0].attachments.all(), many=True).data)

    @extend_schema(operation_id="ideas_files_attach", request=SENT, responses={201: FileOut})
    def post(self, request: Request, pk: UUID) -> Response:
        """Attach a file; its type comes from its content, pictures are drawn again."""
        idea, actor = idea_of(request, pk)
        require(actor, "ideas.attach", idea)
        kept = attachments.attach(idea, checked(FileIn, request)["file"], by=actor)
        return Response(FileOut(kept).data, status=201)


class OneFile(APIView):
    @extend_schema(operation_id="ideas_files_read", responses=FileOut)
    def get(self, request: Request, pk: UUID, file: UUID) -> Response:
        """What is known of one file."""
        return Response(FileOut(finding.attachment_or_404(file, idea_of(request, pk)[0])).data)

    @extend_schema(operation_id="ideas_files_detach", responses={204: None})
    def delete(self, request: Request, pk: UUID, file: UUID) -> Response:
        """Erase it."""
        idea, actor = idea_of(request, pk)
        attachments.detach(finding.attachment_or_404(file, idea), by=actor)
        return Response(status=204)


@extend_schema(operation_id="ideas_files_download", responses=BYTES)
@api_view(["GET"])
def download(request: Request, pk: UUID, file: UUID) -> FileResponse:
    """Its bytes, once it is clean."""
    return served(finding.attachment_or_404(file, idea_of(request, pk)[0]))
