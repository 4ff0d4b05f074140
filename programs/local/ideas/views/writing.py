"""Writing an idea, one question on each page; saved at every step, and as one types."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from eclore.kit import clock
from eclore.kit.errors import Refusal
from eclore.kit.permissions import require
from eclore.kit.web import show, signed_in
from programs.local.calls import queries as calls
from programs.local.calls.models import Call
from programs.local.ideas import queries
from programs.local.ideas.domain import ideas
from programs.local.ideas.forms import AnswerForm, SummaryForm
from programs.local.ideas.models import Idea
from tenants.requests import Request

Page = AnswerForm | SummaryForm


@signed_in
def new(request: Request) -> HttpResponse:
    """The first question; nothing is kept before something is typed."""
    call = calls.open_call()
    if call is None:
        return redirect("calls-public")
    require(request.actor, "ideas.start", call)
    key = _key(request.POST.get("key"))
    form = AnswerForm(call.questions.all()[0], request.POST or None, starting=call)
    if request.method == "POST" and form.is_valid():
        idea = _kept(form, lambda: _started(call, key, form.changes(), request))
        if idea:
            return _after(request, idea, 1, form)
    return _page(request, call, form, 1, {"key": key})


@signed_in
def write(request: Request, pk: UUID) -> HttpResponse:
    """One step of an idea that exists: a question, or how the idea is called."""
    idea = queries.idea_or_404(pk, request.actor)
    require(request.actor, "ideas.edit", idea)
    step = _step(request, len(idea.call.questions.all()) + 1)
    form = _form(idea, step, request.POST or None)
    if request.method == "POST" and form.is_valid():
        saved = _kept(form, lambda: ideas.save(idea, by=request.actor, **form.changes()))
        if saved:
            return _after(request, idea, step, form)
    return _page(request, idea.call, form, step, {"idea": idea})


@signed_in
def near(request: Request) -> HttpResponse:
    """Ideas close to what is being typed, whose team is open: a part of the page, for htmx."""
    call = calls.open_call()
    words = request.GET.get("answer", "")[:2000].replace("\x00", "")
    found = queries.close_to(words, call=call, actor=request.actor) if call else []
    return render(request, "ideas/_near.html", {"near": found})


def _started(call: Call, key: UUID, changes: dict[str, Any], request: Request) -> Idea:
    """The idea of this form: begun now, or by an earlier save of the same page."""
    mine = queries.visible_to(request.actor).filter(pk=key).first()
    if mine is not None:
        return ideas.save(mine, by=request.actor, **changes)
    taken = Idea.objects.filter(pk=key).exists()
    return ideas.start(call, by=request.actor, pk=uuid4() if taken else key, **changes)


def _form(idea: Idea, step: int, data: Any) -> Page:
    questions = list(idea.call.questions.all())
    if step > len(questions):
        initial = {"title": idea.title, "direction": idea.direction, "open_team": idea.open_team}
        return SummaryForm(data, initial=initial)
    question = questions[step - 1]
    initial = {"answer": idea.answers.get(question.key, ""), "problem": idea.problem_id}
    return AnswerForm(question, data, initial=initial, starting=idea.call if step == 1 else None)


def _after(request: Request, idea: Idea, step: int, form: Page) -> HttpResponse:
    """While typing, say when it was kept; else go on, or back to the idea."""
    if request.htmx:
        response = render(request, "ideas/_saved.html", {"at": clock.now()})
        response["HX-Replace-Url"] = _address(idea, step)
        return response
    last = isinstance(form, SummaryForm) or "later" in request.POST
    return redirect("ideas-detail", pk=idea.pk) if last else redirect(_address(idea, step + 1))


def _page(request: Request, call: Call, form: Page, step: int, more: dict[str, Any]) -> HttpResponse:
    questions = list(call.questions.all())
    refused = request.method == "POST"
    if refused and request.htmx:
        return render(request, "ideas/_saved.html", {"faults": form.errors})
    context = {
        "call": call, "form": form, "step": step, "total": len(questions) + 1,
        "question": questions[step - 1] if step <= len(questions) else None,
        "back": _back(more.get("idea"), step), **more,
    }  # fmt: skip
    return render(request, "ideas/write.html", context, status=422 if refused else 200)


def _back(idea: Idea | None, step: int) -> str:
    if idea is None:
        return reverse("calls-public")
    return _address(idea, step - 1) if step > 1 else reverse("ideas-detail", args=[idea.pk])


def _address(idea: Idea, step: int) -> str:
    return f"{reverse('ideas-write', args=[idea.pk])}?etape={step}"


def _step(request: Request, last: int) -> int:
    asked = request.GET.get("etape", "1")
    return min(max(int(asked), 1), last) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1


def _key(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return uuid4()


def _kept(form: Page, write: Any) -> Idea | None:
    """What the domain answers; a refusal goes next to what was typed."""
    try:
        return write()
    except Refusal as refusal:
        show(refusal, form)
    return None
