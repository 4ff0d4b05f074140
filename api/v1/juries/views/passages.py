"""Passages of a jury: the order of the day, dossiers, one's own ballot, decisions."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.files import BYTES
from api.inputs import checked
from api.pagination import Pages
from api.v1.juries.dossier_serializers import JuryDossierOut
from api.v1.juries.serializers import BallotIn, BallotOut, DecisionIn, DecisionOut, PassageOut
from api.v1.juries.sides import jury_of, passage_of, position_of, side_of
from eclore.kit.actor import Actor
from programs.juries import domain
from programs.juries.domain.recusals import require_reader
from programs.juries.juror_pages import own_part
from programs.juries.models import AbstractJury, AbstractPassage, AbstractSeat
from programs.juries.queries import decision_of, own_ballot, with_own_part
from programs.juries.rules import can, voting_seat_of
from programs.juries.states import JuryState
from programs.local.juries.models import Jury


class Passages(generics.GenericAPIView[Any]):
    serializer_class = PassageOut
    queryset = Jury.objects.none()  # only describes the address; rows come from the program's own queries
    pagination_class = Pages

    @extend_schema(operation_id="juries_passages_list", responses=PassageOut(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """The passages, in their order, but those one has stepped aside from."""
        jury, actor = jury_of(request, pk)
        pages, seat = Pages(), voting_seat_of(actor, jury)
        rows = _told(pages.leaf(_rows(request, jury, actor, seat), request), jury, actor, seat)
        return pages.get_paginated_response(PassageOut(rows, many=True).data)


class OnePassage(APIView):
    @extend_schema(operation_id="juries_passages_read", responses=JuryDossierOut)
    def get(self, request: Request, pk: UUID, passage: UUID) -> Response:
        """The dossier before the jury; a proposal of recusal is answered first."""
        found, actor = passage_of(request, pk, passage)
        require_reader(found, by=actor)
        return Response(JuryDossierOut(_dossier(request, found)).data)


@extend_schema(operation_id="juries_passages_file", responses=BYTES)
@api_view(["GET"])
def download(request: Request, pk: UUID, passage: UUID, file: UUID) -> FileResponse:
    """A file of the dossier, for whoever may read the dossier now."""
    found, actor = passage_of(request, pk, passage)
    return side_of(request).file_response(found, file, by=actor)


@extend_schema(operation_id="juries_passages_open", request=None, responses=PassageOut)
@api_view(["POST"])
def begin(request: Request, pk: UUID, passage: UUID) -> Response:
    """Start the clock of a passage."""
    found, actor = passage_of(request, pk, passage)
    domain.open_passage(found, by=actor)
    return _one(request, found, actor)


@extend_schema(operation_id="juries_passages_close", request=None, responses=PassageOut)
@api_view(["POST"])
def finish(request: Request, pk: UUID, passage: UUID) -> Response:
    """The passage has been heard."""
    found, actor = passage_of(request, pk, passage)
    domain.close_passage(found, by=actor)
    return _one(request, found, actor)


class OwnBallot(APIView):
    @extend_schema(operation_id="juries_ballot_read", responses=BallotOut)
    def get(self, request: Request, pk: UUID, passage: UUID) -> Response:
        """One's own ballot on a passage, once marks are closed too; empty marks before the first."""
        found, actor = passage_of(request, pk, passage, verb="mark")
        return Response(BallotOut(_ballot(found, actor)).data)

    @extend_schema(operation_id="juries_ballot_put", request=BallotIn, responses=BallotOut)
    def put(self, request: Request, pk: UUID, passage: UUID) -> Response:
        """Cast one's ballot, or keep it with `cast: false`; the same ballot twice changes nothing."""
        found, actor = passage_of(request, pk, passage, verb="mark")
        sent = checked(BallotIn, request)
        write = domain.cast if sent["cast"] else domain.save
        write(found, by=actor, marks=sent["marks"], comment=sent["comment"])
        return Response(BallotOut(_ballot(found, actor)).data)


class Decision(APIView):
    @extend_schema(operation_id="juries_decide", request=DecisionIn, responses=DecisionOut)
    def put(self, request: Request, pk: UUID, passage: UUID) -> Response:
        """Write or change the pending decision of a passage."""
        found, actor = passage_of(request, pk, passage, verb="decide")
        decision = side_of(request).decide(found, by=actor, **checked(DecisionIn, request))
        return Response(DecisionOut(decision).data)

    @extend_schema(operation_id="juries_undecide", responses={204: None})
    def delete(self, request: Request, pk: UUID, passage: UUID) -> Response:
        """Go back on a pending decision."""
        found, actor = passage_of(request, pk, passage)
        domain.withdraw_decision(found, by=actor)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _rows(request: Request, jury: AbstractJury, actor: Actor, seat: AbstractSeat | None) -> "QuerySet[Any, Any]":
    """The passages that `actor` may see, each with their own part in it: one statement."""
    return with_own_part(side_of(request).passages_for(jury, actor), seat)


def _told(
    passages: Iterable[AbstractPassage], jury: AbstractJury, actor: Actor, seat: AbstractSeat | None
) -> list[dict[str, object]]:
    sees_decisions = jury.state == JuryState.PUBLISHED or can(actor, "decide", jury)
    return [row_of(passage, jury, seat, sees_decisions=sees_decisions) for passage in passages]


def _one(request: Request, passage: AbstractPassage, actor: Actor) -> Response:
    jury, seat = passage.jury, voting_seat_of(actor, passage.jury)
    rows = _rows(request, jury, actor, seat).filter(pk=passage.pk)
    return Response(PassageOut(_told(rows, jury, actor, seat)[0]).data)


def row_of(
    passage: AbstractPassage, jury: AbstractJury, seat: AbstractSeat | None, *, sees_decisions: bool = False
) -> dict[str, object]:
    names = ("id", "kind", "state", "title", "opened_at")
    kept = ("origin", "idea_id", "project_id")
    decision = decision_of(passage) if sees_decisions else None
    return {
        **{name: getattr(passage, name) for name in names},
        **{name: getattr(passage, name) for name in kept if hasattr(passage, name)},
        "position": position_of(passage),
        "verdict": decision.verdict if decision else None,
        **own_part(passage, jury, seat),
    }


def _dossier(request: Request, passage: AbstractPassage) -> dict[str, object]:
    dossier = side_of(request).dossier(passage)
    return {
        **{name: getattr(passage, name) for name in ("id", "state", "title", "summary")},
        "territory": getattr(passage, "origin", None),
        "problem": dossier.problem,
        "direction": dossier.direction,
        "answers": [{"question": label, "answer": text} for label, text in dossier.answers],
        "newer_answers": [{"question": label, "answer": text} for label, text in dossier.newer],
        "team": dossier.team,
        "files": dossier.files,
        "newer_files": dossier.newer_files,
    }


def _ballot(passage: AbstractPassage, actor: Actor) -> dict[str, object]:
    seat = voting_seat_of(actor, passage.jury)
    ballot, marks = own_ballot(passage, seat) if seat else (None, {})
    return {
        "passage": passage.pk,
        "marks": {str(key): value for key, value in marks.items()},
        "comment": ballot.comment if ballot else "",
        "cast": bool(ballot and ballot.cast_at),
        "cast_at": ballot.cast_at if ballot else None,
        "paper": bool(ballot and ballot.paper),
    }
