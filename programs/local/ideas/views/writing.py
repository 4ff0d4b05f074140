"""Writing an idea, one question on each page; saved at every step, and as one types."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from eclore.kit.editing import edited
from eclore.kit.permissions import require
from eclore.kit.web import kept, sent, signed_in
from programs.local.calls import queries as calls
from programs.local.calls.models import Call
from programs.local.ideas import finding, queries
from programs.local.ideas.domain import ideas
from programs.local.ideas.models import Idea
from programs.local.ideas.views import drafting, questions
from tenants.requests import Request


def new(request: Request) -> HttpResponse:
    """The first question; nothing is kept before something is typed, and no account is needed to begin."""
    call = calls.call_to_answer(asked := request.GET.get("appel", ""))
    if call is None:
        return questions.no_call(asked)
    if not request.actor.is_authenticated:
        return drafting.begin(request, call)
    require(request.actor, "ideas.start", call)
    key = questions.key_of(request)
    if request.method == "POST" and (mine := finding.begun_by(request.actor, key)):
        return _step(request, mine, 1)  # begun by an earlier save of the same page
    form = questions.first_form(request, call, Idea(pk=key, call=call))
    if sent(request, form) and (started := kept(form, partial(_started, call, key, form.cleaned(), request))):
        return _after(request, started.result, 1, form)
    return questions.page(request, call, form, 1, {"key": key, "back": call.get_absolute_url()})


@signed_in
def write(request: Request, pk: UUID) -> HttpResponse:
    """One step of an idea that exists: a question, or how the idea is called."""
    idea = finding.written_or_404(pk, request.actor, hold=request.method == "POST")
    return _step(request, idea, questions.step_of(request, idea))


def _step(request: Request, idea: Idea, step: int) -> HttpResponse:
    """What is asked, or what becomes of what was answered."""
    form = questions.form_of(request, idea, step)
    require(request.actor, "ideas.edit", idea)
    if edited(request, form, partial(ideas.save, idea, by=request.actor)):
        return _after(request, idea, step, form)
    back = _address(idea, step - 1) if step > 1 else idea.get_absolute_url()
    return questions.page(request, idea.call, form, step, {"idea": idea, "back": back, "saved_at": idea.updated_at})


def near(request: Request) -> HttpResponse:
    """Ideas close to what is being typed: nothing once the session is over, since whoever types must stay there."""
    if request.htmx and not request.actor.is_authenticated:
        return HttpResponse(status=204)
    return _near(request)


@signed_in
def _near(request: Request) -> HttpResponse:
    """Those whose team is open: a part of the page, for htmx."""
    call = calls.call_to_answer(request.GET.get("appel", ""))
    words = request.GET.get("answer", "")[:2000].replace("\x00", "")
    found = queries.close_to(words, call=call, actor=request.actor) if call else []
    return render(request, "ideas/_near.html", {"near": found})


def _started(call: Call, key: UUID, changes: dict[str, Any], request: Request) -> Idea:
    """The idea of this form, under the key that it has kept, or another if somebody else's has it.

    Theirs is there already when another save of the same page was first.
    """
    taken = Idea.objects.filter(pk=key).first()
    if taken is not None and str(taken.author_id) == str(request.actor.user_id):
        return ideas.save(taken, by=request.actor, **changes)
    return ideas.start(call, by=request.actor, pk=uuid4() if taken else key, **changes)


def _after(request: Request, idea: Idea, step: int, form: questions.Form) -> HttpResponse:
    """While typing, say when it was kept; else go on, or back to the idea."""
    if request.htmx:
        return questions.saved(request, idea, form, _address(idea, step))
    questions.say_too_long(request, form)
    last = questions.is_last(request, form)
    return redirect(idea) if last else redirect(_address(idea, step + 1))


def _address(idea: Idea, step: int) -> str:
    return reverse("ideas-write", args=[idea.pk], query={"etape": step})
