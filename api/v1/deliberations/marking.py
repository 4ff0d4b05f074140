"""A member before the dossiers: reading, marking, stepping aside."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actors import actor_of
from api.files import BYTES
from api.v1.deliberations import serializers
from eclore.kit.permissions import require
from programs.joint.forums import copies
from programs.joint.juries import domain, queries
from programs.joint.juries.models import Jury, Passage
from programs.juries import juror_pages
from programs.juries.queries import own_ballot
from programs.juries.rules import seat_of
from programs.juries.snapshots import read_session


@extend_schema(operation_id="joint_juries_passages", responses=serializers.PassageOut(many=True))
@api_view(["GET"])
def passages(request: Any, jury: UUID) -> Response:
    """The running order as the caller may see it: without the dossiers they have stepped aside from."""
    found = queries.jury_or_404(actor_of(request), jury)
    return Response(serializers.PassageOut(_rows(found, actor_of(request)), many=True).data)


@extend_schema(operation_id="joint_juries_passage", responses=serializers.PassageDetail)
@api_view(["GET"])
def passage(request: Any, jury: UUID, pk: UUID) -> Response:
    """One dossier, as it was frozen."""
    actor = actor_of(request)
    found = queries.passage_or_404(actor, jury, pk)
    require(actor, "joint_juries.view", found.jury)
    readable = queries.may_read(actor, found, queries.own_recusal(actor, found))
    shown = {name: getattr(found, name) for name in ("id", "title", "origin", "state")}
    shown["snapshot"] = found.nomination.snapshot if readable else None
    return Response(serializers.PassageDetail(shown).data)


@extend_schema(operation_id="joint_juries_file", responses=BYTES)
@api_view(["GET"])
def download(request: Any, jury: UUID, pk: UUID, file: UUID) -> FileResponse:
    """A file frozen with the dossier; none while a proposed recusal waits for its answer."""
    actor = actor_of(request)
    found = queries.passage_or_404(actor, jury, pk)
    require(actor, "joint_juries.view", found.jury)
    if not queries.may_read(actor, found, queries.own_recusal(actor, found)):
        raise Http404
    return copies.served(found.nomination, file)


class OwnBallot(APIView):
    @extend_schema(operation_id="joint_juries_ballot_read", responses=serializers.BallotOut)
    def get(self, request: Any, jury: UUID, pk: UUID) -> Response:
        """The caller's own ballot; nobody can ask for another's."""
        return Response(_ballot(_marked(request, jury, pk), request))

    @extend_schema(
        operation_id="joint_juries_ballot_write", request=serializers.BallotIn, responses=serializers.BallotOut
    )
    def put(self, request: Any, jury: UUID, pk: UUID) -> Response:
        """Mark the dossier; sending the same ballot twice changes nothing."""
        found = _marked(request, jury, pk)
        sent = serializers.BallotIn(data=request.data)
        sent.is_valid(raise_exception=True)
        act = domain.cast if sent.validated_data["final"] else domain.save
        marks = {mark["criterion"]: mark["value"] for mark in sent.validated_data["marks"]}
        act(found, by=actor_of(request), marks=marks, comment=sent.validated_data["comment"])
        return Response(_ballot(found, request))


@extend_schema(operation_id="joint_juries_recuse", request=serializers.Reason, responses=serializers.RecusalOut)
@api_view(["POST"])
def recuse(request: Any, jury: UUID, pk: UUID) -> Response:
    """Step aside from a dossier."""
    found = _marked(request, jury, pk)
    sent = serializers.Reason(data=request.data)
    sent.is_valid(raise_exception=True)
    recusal = domain.recuse(found, by=actor_of(request), reason=sent.validated_data["reason"])
    return Response(serializers.RecusalOut(recusal).data)


@extend_schema(operation_id="joint_juries_recusal_confirm", request=None, responses=serializers.RecusalOut)
@api_view(["POST"])
def confirm(request: Any, jury: UUID, pk: UUID) -> Response:
    """Agree to a proposed recusal."""
    return Response(_answer(request, jury, pk, domain.confirm_recusal))


@extend_schema(operation_id="joint_juries_recusal_decline", request=None, responses=serializers.RecusalOut)
@api_view(["POST"])
def decline(request: Any, jury: UUID, pk: UUID) -> Response:
    """Declare no conflict."""
    return Response(_answer(request, jury, pk, domain.decline_recusal))


def _answer(request: Any, jury: UUID, pk: UUID, act: Any) -> Any:
    actor = actor_of(request)
    session = queries.jury_or_404(actor, jury)
    require(actor, "joint_juries.mark", session)
    return serializers.RecusalOut(act(queries.own_recusal_or_404(actor, session, pk), by=actor)).data


def _marked(request: Any, jury: UUID, pk: UUID) -> Passage:
    actor = actor_of(request)
    found = queries.passage_or_404(actor, jury, pk)
    require(actor, "joint_juries.mark", found.jury)
    return found


def _ballot(found: Passage, request: Any) -> Any:
    ballot, marks = own_ballot(found, seat_of(actor_of(request), found.jury))
    written = {
        "marks": [{"criterion": key, "value": value} for key, value in marks.items()],
        "comment": ballot.comment if ballot else "",
        "cast_at": ballot.cast_at if ballot else None,
    }
    return serializers.BallotOut(written).data


def _rows(jury: Jury, actor: Any) -> list[dict[str, Any]]:
    """A member's list; the national team's has neither ballot nor recusal of its own."""
    seat = seat_of(actor, jury)
    if seat is None:
        return [_row(passage) for passage in queries.running_order(jury)]
    facts = read_session(jury)
    asked = {recusal.passage_id: recusal.pk for recusal in facts.recusals if recusal.seat_id == seat.pk}
    return [_row(row.passage, row, asked.get(row.passage.pk)) for row in juror_pages.room(facts, seat).rows]


def _row(passage: Passage, own: juror_pages.Row | None = None, recusal: UUID | None = None) -> dict[str, Any]:
    return {
        "id": passage.pk,
        "title": passage.title,
        "territory": passage.origin,
        "state": passage.state,
        "ballot": own.mine if own else juror_pages.NOTHING,
        "recusal": own.recusal if own else juror_pages.NONE,
        "recusal_id": recusal,
        "may_mark": own.may_mark if own else False,
    }
