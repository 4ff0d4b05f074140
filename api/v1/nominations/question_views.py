"""What forums ask this territory, and its answers, for its API clients."""

from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from api.actors import actor_of
from api.inputs import checked
from api.v1.nominations.serializers import AnswerIn, ForumQuestionOut
from programs.bridge import queries, questions
from programs.joint.forums.models import ForumQuestion


class QuestionList(generics.ListAPIView[ForumQuestion]):
    serializer_class = ForumQuestionOut
    queryset = ForumQuestion.objects.none()

    @extend_schema(operation_id="nominations_questions")
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """What forums ask this territory, the latest first; no other territory's."""
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[ForumQuestion]:
        return queries.questions(actor_of(self.request))


@extend_schema(operation_id="nominations_question", responses=ForumQuestionOut)
@api_view(["GET"])
def read(request: Request, pk: UUID) -> Response:
    """One of them."""
    return Response(ForumQuestionOut(queries.question_or_404(actor_of(request), pk)).data)


@extend_schema(operation_id="nominations_question_answer", request=AnswerIn, responses=ForumQuestionOut)
@api_view(["POST"])
def answer(request: Request, pk: UUID) -> Response:
    """Answer it, once, until the organisers close it; whoever asked is written to."""
    actor = actor_of(request)
    found = queries.question_or_404(actor, pk)
    return Response(ForumQuestionOut(questions.answer(found, by=actor, **checked(AnswerIn, request))).data)
