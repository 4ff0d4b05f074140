"""A forum's question, read and answered where it was asked."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.permissions import can
from eclore.kit.web import done, page, signed_in, typed, written
from programs.bridge import queries
from programs.bridge import questions as domain
from programs.bridge.forms import ForumAnswerForm
from programs.bridge.views import question_pages
from programs.joint.forums.states import QuestionState
from tenants.requests import Request


@signed_in
def question(request: Request, pk: UUID) -> HttpResponse:
    """What is asked, and its answer: to write, or as it left."""
    found = queries.question_or_404(request.actor, pk)
    back = reverse("bridge-forum", args=[found.forum.slug])
    form = ForumAnswerForm(typed(request))
    if written(request, form, partial(domain.answer, found, by=request.actor)):
        return done(request, _("Votre réponse est partie."), back)
    answers = found.state == QuestionState.ASKED and can(request.actor, "bridge.answer", found)
    context = {
        "forum": found.forum,
        "questions": question_pages.one(found),
        "form": form,
        "answers": answers or form.is_bound,
        "back_url": back,
    }
    return page(request, "bridge/question.html", context, form)
