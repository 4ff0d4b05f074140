"""Ballots that came once marks were closed, and what whoever decides answers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from api.inputs import checked
from api.pagination import Pages
from api.v1.juries.late_ballot_serializers import LateAnswerIn, LateBallotOut
from api.v1.juries.sides import jury_of
from programs.juries import domain, queries
from programs.juries.models import AbstractLateBallot
from programs.local.juries.models import Jury


class LateBallots(generics.GenericAPIView[Any]):
    serializer_class = LateBallotOut
    queryset = Jury.objects.none()  # only describes the address; rows come from the program's own queries
    pagination_class = Pages

    @extend_schema(operation_id="juries_late_ballots", responses=LateBallotOut(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """Those that wait and those that were answered, the first come first, without their marks; for who decides.

        Whoever presides on one dossier alone finds those of that one.
        """
        jury, actor = jury_of(request, pk)
        pages = Pages()
        rows = pages.leaf(queries.late_ballots_for(jury, actor), request)
        return pages.get_paginated_response(LateBallotOut(rows, many=True).data)


@extend_schema(operation_id="juries_late_ballots_count", request=LateAnswerIn, responses=LateBallotOut)
@api_view(["POST"])
def count(request: Request, pk: UUID, late: UUID) -> Response:
    """It counts, in the place of any ballot that the same member had cast on this dossier."""
    return _answered(request, pk, late, domain.count_late)


@extend_schema(operation_id="juries_late_ballots_set_aside", request=LateAnswerIn, responses=LateBallotOut)
@api_view(["POST"])
def set_aside(request: Request, pk: UUID, late: UUID) -> Response:
    """It does not count; it stays kept, with the reason."""
    return _answered(request, pk, late, domain.set_aside_late)


def _answered(request: Request, pk: UUID, late: UUID, verb: Callable[..., AbstractLateBallot]) -> Response:
    jury, actor = jury_of(request, pk)
    found = queries.late_ballot_or_404(late, jury, actor)
    return Response(LateBallotOut(verb(found, by=actor, **checked(LateAnswerIn, request))).data)
