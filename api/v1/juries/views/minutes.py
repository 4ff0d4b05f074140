"""Minutes that are frozen: versions, files, and signing them from a session that has just proved whose it is."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from api.actors import site_request
from api.files import BYTES
from api.inputs import checked
from api.pagination import Pages
from api.v1.juries.minutes_serializers import FreezeIn, SignIn, VersionOut
from api.v1.juries.sides import jury_of
from eclore.kit.errors import NotAllowed
from programs.juries import domain
from programs.juries.minutes import FULL, REDACTED, files
from programs.juries.minutes.record import versions
from programs.juries.models import AbstractJury, AbstractMinutes
from programs.local.juries.models import Jury


class Versions(generics.GenericAPIView[Any]):
    serializer_class = VersionOut
    queryset = Jury.objects.none()  # only describes the address; rows come from the program's own queries
    pagination_class = Pages

    @extend_schema(operation_id="juries_minutes", responses=VersionOut(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """Every version with its SHA-256 and its signatures, the first one first; for whoever reads the minutes."""
        jury, _actor = jury_of(request, pk, verb="see_minutes")
        pages = Pages()
        rows = pages.leaf(versions(jury).prefetch_related("signatures"), request)
        return pages.get_paginated_response(VersionOut(rows, many=True).data)

    @extend_schema(operation_id="juries_minutes_freeze", request=FreezeIn, responses={201: VersionOut})
    def post(self, request: Request, pk: UUID) -> Response:
        """Draw both documents, once; the same facts are frozen once."""
        jury, actor = jury_of(request, pk, verb="see_minutes")
        site = site_request(request).site
        told = {"site": site.name, "verify_url": site.page("juries-verify")}
        made = domain.freeze_minutes(jury, by=actor, **told, **checked(FreezeIn, request))
        return Response(VersionOut(made).data, status=status.HTTP_201_CREATED)


@extend_schema(operation_id="juries_minutes_read", responses=VersionOut)
@api_view(["GET"])
def read(request: Request, pk: UUID, version: UUID) -> Response:
    """One version, with who has signed it."""
    jury, _actor = jury_of(request, pk, verb="see_minutes")
    return Response(VersionOut(_version(jury, version)).data)


@extend_schema(operation_id="juries_minutes_full", responses=BYTES)
@api_view(["GET"])
def full(request: Request, pk: UUID, version: UUID) -> FileResponse:
    """The full document (PDF/UA), to the byte."""
    return _document(request, pk, version, FULL)


@extend_schema(operation_id="juries_minutes_redacted", responses=BYTES)
@api_view(["GET"])
def redacted(request: Request, pk: UUID, version: UUID) -> FileResponse:
    """The document that may be shared (PDF/UA), to the byte."""
    return _document(request, pk, version, REDACTED)


@extend_schema(operation_id="juries_minutes_sign", request=SignIn, responses=VersionOut)
@api_view(["POST"])
def sign(request: Request, pk: UUID, version: UUID) -> Response:
    """Sign the last version, when it is one's turn, from a session of the site whose person has just proved themselves.

    A token proves nothing of that moment: `sign_on_the_page`, with the page's address in `url`.
    """
    jury, actor = jury_of(request, pk, verb="see_minutes")
    found = _version(jury, version)
    if request.auth is not None:
        raise NotAllowed(
            _("Un jeton ne prouve pas qui signe : ouvrez la page de signature, et confirmez d'abord que c'est vous."),
            code="sign_on_the_page",
            url=site_request(request).site.page("juries-minutes-sign", jury.pk),
        )
    domain.sign_minutes(found, by=actor, **checked(SignIn, request))
    return Response(VersionOut(_version(jury, version)).data)


def _version(jury: AbstractJury, pk: UUID) -> AbstractMinutes:
    found: AbstractMinutes = get_object_or_404(versions(jury).prefetch_related("signatures"), pk=pk)
    return found


def _document(request: Request, pk: UUID, version: UUID, told: str) -> FileResponse:
    jury, actor = jury_of(request, pk, verb="see_minutes")
    found = files.frozen(jury, told, by=actor, pk=version)
    return FileResponse(BytesIO(found.content), as_attachment=True, filename=found.name, content_type="application/pdf")
