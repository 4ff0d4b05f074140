"""What the organisers of a forum ask its territories, for API clients of the national team."""

from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from api.actors import actor_of
from api.inputs import checked
from api.v1.forums.serializers import QuestionIn, QuestionOut
from eclore.kit.permissions import require
from programs.joint.forums import domain, queries
from programs.joint.forums.models import Forum, ForumQuestion


class QuestionList(generics.ListAPIView[ForumQuestion]):
    serializer_class = QuestionOut
    queryset = ForumQuestion.objects.none()

    @extend_schema(operation_id="forums_questions")
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """All those asked, what waits for somebody first; national team only."""
        return super().get(request, *args, **kwargs)

    @extend_schema(operation_id="forums_ask", request=QuestionIn, responses={201: QuestionOut})
    def post(self, request: Request, slug: str) -> Response:
        """Ask a territory, whose managers are written to; about one of its dossiers, or about its part in general."""
        forum, sent = _managed(request, slug), checked(QuestionIn, request)
        nomination = queries.dossier_or_404(forum, sent["dossier"]) if "dossier" in sent else None
        part = (
            queries.participation_of(nomination)
            if nomination
            else queries.participation_or_404(forum, sent["participant"])
        )
        asked = domain.ask_territory(part, by=actor_of(request), text=sent["text"], nomination=nomination)
        return Response(QuestionOut(asked).data, status=201)

    def get_queryset(self) -> QuerySet[ForumQuestion]:
        return queries.questions(_managed(self.request, self.kwargs["slug"]))


@extend_schema(operation_id="forums_question_close", request=None, responses=QuestionOut)
@api_view(["POST"])
def close(request: Request, slug: str, pk: UUID) -> Response:
    """Nothing more is expected of the territory: it may not answer any more."""
    question = queries.question_or_404(_managed(request, slug), pk)
    return Response(QuestionOut(domain.close_question(question, by=actor_of(request))).data)


def _managed(request: Request, slug: str) -> Forum:
    actor = actor_of(request)
    forum = queries.forum_or_404(actor, slug)
    require(actor, "forums.manage", forum)
    return forum
