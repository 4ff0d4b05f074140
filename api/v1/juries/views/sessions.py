"""Juries and the moves of their session."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.views import APIView

from api.v1.juries.serializers import JuryDetail, JuryIn, JuryOut, RankOut
from api.v1.juries.views.finding import caller, checked, jury_of
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.permissions import require
from programs.juries import scoring
from programs.juries.results import ResultRow, results
from programs.juries.snapshots import read_session
from programs.local.calls.queries import edition_or_404
from programs.local.ideas.models import Idea
from programs.local.ideas.queries import visible_to
from programs.local.juries import domain, queries
from programs.local.juries.models import Jury


class JuryList(generics.ListAPIView):
    serializer_class = JuryOut
    queryset = Jury.objects.none()

    @extend_schema(operation_id="juries_list")
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """All juries for those who follow the programme, one's own for members; the latest first."""
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        return queries.juries_for(caller(self.request))

    @extend_schema(operation_id="juries_compose", request=JuryIn, responses={201: JuryDetail})
    def post(self, request: Any) -> Response:
        """Compose a jury of an edition, with its criteria and these ideas."""
        actor = caller(request)
        require(actor, "local_juries.start")
        sent = checked(JuryIn, request)
        edition = edition_or_404(sent.pop("edition"), actor)
        ideas = _ideas(sent.pop("ideas", []), actor)
        jury = domain.compose(edition, by=actor, ideas=ideas, **sent)
        return Response(JuryDetail(jury).data, status=status.HTTP_201_CREATED)


def _ideas(wanted: list[UUID], actor: Actor) -> list[Idea]:
    """These ideas, in their order of submission; raises Invalid when one is not to be found."""
    found = list(visible_to(actor).filter(pk__in=wanted).order_by("number", "pk"))
    if len(found) != len(set(wanted)):
        raise Invalid(_("Une des idées ne se trouve pas ici : vérifiez la liste."), code="unknown_idea", field="ideas")
    return found


class JuryRead(APIView):
    @extend_schema(operation_id="juries_read", responses=JuryDetail)
    def get(self, request: Any, pk: UUID) -> Response:
        """One jury and its criteria."""
        jury, _actor = jury_of(request, pk)
        return Response(JuryDetail(jury).data)


def _move(name: str, verb: Callable[..., Any], sentence: str) -> Callable[..., Response]:
    """An endpoint that applies one move of the session."""

    @extend_schema(operation_id=f"juries_{name}", request=None, responses=JuryOut, description=sentence)
    @api_view(["POST"])
    def move(request: Any, pk: UUID) -> Response:
        jury, actor = jury_of(request, pk)
        return Response(JuryOut(verb(jury, by=actor)).data)

    return move


open_session = _move("open", domain.open_session, "Let members mark.")
deliberate = _move("deliberate", domain.deliberate, "Close the marks and open the deliberation, with quorum.")
resume = _move("resume", domain.resume, "Back to marking; marks are hidden again.")
reveal = _move("reveal", domain.reveal, "Show the ranking to the president and the managers.")
publish = _move("publish", domain.publish, "Publish every decision together and answer every team.")


@extend_schema(operation_id="juries_ranking", responses=RankOut(many=True))
@api_view(["GET"])
def ranking(request: Any, pk: UUID) -> Response:
    """The ranking, once revealed, for the president and the managers."""
    jury, actor = jury_of(request, pk)
    require(actor, "local_juries.see_ranking", jury)
    rows = results(read_session(jury, with_marks=True), actor).rows
    return Response(RankOut([_ranked(row) for row in rows], many=True).data)


def _ranked(row: ResultRow) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "passage": row.passage.pk,
        "title": row.passage.title,
        "mean": None if row.score.mean is None else scoring.rounded(row.score.mean),
        "ballots": row.score.ballots,
        "expected": row.score.expected,
        "criteria": {str(key): scoring.rounded(mean) for key, mean in row.score.criteria.items()},
        "verdict": row.decision.verdict if row.decision else None,
    }
