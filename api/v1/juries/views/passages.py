"""Passages of a jury: the order of the day, dossiers, one's own ballot, decisions."""

from typing import Any
from uuid import UUID

from django.http import FileResponse
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.views import APIView

from api.files import BYTES
from api.v1.juries.serializers import BallotIn, BallotOut, DecisionIn, DecisionOut, DossierOut, PassageIn, PassageOut
from api.v1.juries.views.finding import checked, jury_of, passage_of
from eclore.kit.actor import Actor
from eclore.kit.permissions import can, require
from programs.files.serving import served
from programs.juries.domain.recusals import require_reader
from programs.juries.queries import own_ballot
from programs.juries.rules import seat_of
from programs.juries.states import JuryState
from programs.local.ideas.queries import idea_or_404
from programs.local.juries import domain, queries
from programs.local.juries.models import Jury, Passage


class Passages(APIView):
    @extend_schema(operation_id="juries_passages_list", responses=PassageOut(many=True))
    def get(self, request: Any, pk: UUID) -> Response:
        """The passages, in their order, but those one has stepped aside from."""
        jury, actor = jury_of(request, pk)
        rows = queries.passages_for(actor, jury)
        return Response(PassageOut(rows, many=True, context=_context(actor, jury)).data)

    @extend_schema(operation_id="juries_passages_add", request=PassageIn, responses={201: PassageOut})
    def post(self, request: Any, pk: UUID) -> Response:
        """Add an idea to the order of the day."""
        jury, actor = jury_of(request, pk)
        require(actor, "local_juries.compose", jury)
        passage = domain.add_passage(jury, by=actor, idea=idea_or_404(checked(PassageIn, request)["idea"], actor))
        return Response(PassageOut(passage).data, status=status.HTTP_201_CREATED)


class OnePassage(APIView):
    @extend_schema(operation_id="juries_passages_read", responses=DossierOut)
    def get(self, request: Any, pk: UUID, passage: UUID) -> Response:
        """The dossier before the jury; a proposal of recusal is answered first."""
        found, actor = passage_of(request, pk, passage)
        require_reader(found, by=actor)
        answers = [{"question": label, "answer": text} for label, text in queries.answers_of(found)]
        facts: dict[str, Any] = {"id": found.pk, "title": found.title, "summary": found.summary, "answers": answers}
        facts |= {"team": queries.team_of(found), "files": queries.files_of(found)}
        return Response(DossierOut(facts).data)

    @extend_schema(operation_id="juries_passages_remove", responses={204: None})
    def delete(self, request: Any, pk: UUID, passage: UUID) -> Response:
        """Take a dossier off a session that has not begun."""
        found, actor = passage_of(request, pk, passage)
        domain.remove_passage(found, by=actor)
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(operation_id="juries_passages_file", responses=BYTES)
@api_view(["GET"])
def download(request: Any, pk: UUID, passage: UUID, file: UUID) -> FileResponse:
    """A file of the dossier, for whoever may read the dossier now."""
    found, actor = passage_of(request, pk, passage)
    one = queries.file_or_404(file, found)
    require_reader(found, by=actor)
    return served(one)


@extend_schema(operation_id="juries_passages_open", request=None, responses=PassageOut)
@api_view(["POST"])
def begin(request: Any, pk: UUID, passage: UUID) -> Response:
    """Start the clock of a passage."""
    found, actor = passage_of(request, pk, passage)
    return Response(PassageOut(domain.open_passage(found, by=actor)).data)


@extend_schema(operation_id="juries_passages_close", request=None, responses=PassageOut)
@api_view(["POST"])
def finish(request: Any, pk: UUID, passage: UUID) -> Response:
    """The passage has been heard."""
    found, actor = passage_of(request, pk, passage)
    return Response(PassageOut(domain.close_passage(found, by=actor)).data)


class OwnBallot(APIView):
    @extend_schema(operation_id="juries_ballot_read", responses=BallotOut)
    def get(self, request: Any, pk: UUID, passage: UUID) -> Response:
        """One's own ballot on a passage; empty marks before the first."""
        found, actor = passage_of(request, pk, passage)
        require(actor, "local_juries.mark", found.jury)
        return Response(BallotOut(_ballot(found, actor)).data)

    @extend_schema(operation_id="juries_ballot_put", request=BallotIn, responses=BallotOut)
    def put(self, request: Any, pk: UUID, passage: UUID) -> Response:
        """Cast one's ballot, or keep it with `cast: false`; the same ballot twice changes nothing."""
        found, actor = passage_of(request, pk, passage)
        require(actor, "local_juries.mark", found.jury)
        sent = checked(BallotIn, request)
        write = domain.cast if sent["cast"] else domain.save
        write(found, by=actor, marks=sent["marks"], comment=sent["comment"])
        return Response(BallotOut(_ballot(found, actor)).data)


@extend_schema(operation_id="juries_decide", request=DecisionIn, responses=DecisionOut)
@api_view(["PUT"])
def decide(request: Any, pk: UUID, passage: UUID) -> Response:
    """Write or change the pending decision of a passage."""
    found, actor = passage_of(request, pk, passage)
    require(actor, "local_juries.decide", found.jury)
    return Response(DecisionOut(domain.decide(found, by=actor, **checked(DecisionIn, request))).data)


def _context(actor: Actor, jury: Jury) -> dict[str, bool]:
    published = jury.state == JuryState.PUBLISHED
    return {"sees_decisions": published or can(actor, "local_juries.decide", jury)}


def _ballot(passage: Passage, actor: Actor) -> dict[str, object]:
    ballot, marks = own_ballot(passage, seat_of(actor, passage.jury))
    return {
        "passage": passage.pk,
        "marks": {str(key): value for key, value in marks.items()},
        "comment": ballot.comment if ballot else "",
        "cast": bool(ballot and ballot.cast_at),
    }
