"""The pages that ask: one question each, then how the idea is called; the same for an idea and for a draft."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.typography import typeset
from programs.local.calls.models import Call
from programs.local.ideas.forms import AnswerForm, SummaryForm
from programs.local.ideas.models import Draft, Idea
from tenants.requests import Request

Form = AnswerForm | SummaryForm
Written = Idea | Draft


def form_of(written: Written, step: int, data: QueryDict | None) -> Form:
    """The form of one step, with what is written already."""
    questions = list(written.call.questions.all())
    if step > len(questions):
        initial = {"title": written.title, "direction": written.direction, "open_team": written.open_team}
        return SummaryForm(data, initial=initial)
    question = questions[step - 1]
    initial = {"answer": written.answers.get(question.key, ""), "problem": written.problem_id}
    return AnswerForm(question, data, initial=initial, starting=written.call if step == 1 else None)


def step_of(request: Request, call: Call) -> int:
    """The step that the address asks for, kept among those that there are."""
    asked, last = request.GET.get("etape", "1"), len(call.questions.all()) + 1
    return min(max(int(asked), 1), last) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1


def no_call(asked: str) -> HttpResponse:
    """Where to go when no call can be answered: the one that was asked for says its dates, else choose one."""
    try:
        return redirect("calls-call", pk=UUID(asked))
    except ValueError:
        return redirect("calls-public")


def key_of(request: Request) -> UUID:
    """The key that the first page keeps, so that saving it twice begins one idea."""
    try:
        return UUID(request.POST.get("key") or "")
    except ValueError:
        return uuid4()


def is_last(request: Request, form: Form) -> bool:
    return isinstance(form, SummaryForm) or "later" in request.POST


def saved(request: Request, address: str) -> HttpResponse:
    """While typing: when it was kept, and where it now is."""
    response = render(request, "ideas/_saved.html", {"at": clock.now()})
    response["HX-Replace-Url"] = address
    return response


def page(request: Request, call: Call, form: Form, step: int, more: Mapping[str, object]) -> HttpResponse:
    """The page of a step; what was refused while typing is said in its corner only.

    `more`: `back`, its address before this one; `key` before there is an idea; then `idea` and `saved_at`;
    `without_account` for a draft of nobody's.
    """
    questions = list(call.questions.all())
    refused = request.method == "POST"
    if refused and request.htmx:
        return render(request, "ideas/_saved.html", {"faults": form.errors})
    question = questions[step - 1] if step <= len(questions) else None
    without_account = bool(more.get("without_account"))
    idea = more.get("idea")
    submitted = isinstance(idea, Idea) and idea.submitted_at is not None
    context = {
        "call": call,
        "form": form,
        "step": step,
        "total": len(questions) + 1,
        "heading": typeset(question.label) if question else _("Votre idée en bref"),
        "asks": question is not None,
        "looks_for_near": step == 1 and question is not None and not without_account,
        "note": _note(submitted=submitted, without_account=without_account),
        "near_url": reverse("ideas-near", query={"appel": str(call.edition_id)}),
        "callback_url": "" if submitted else reverse("ideas-callback", query={"appel": str(call.edition_id)}),
        **more,
    }
    return render(request, "ideas/write.html", context, status=422 if refused else 200)


def _note(*, submitted: bool, without_account: bool) -> str:
    """Who sees what is typed, from now on."""
    if submitted:
        return _("Vos changements sont visibles des personnes chargées du programme.")
    if without_account:
        return _(
            "Sans compte pour l'instant : votre texte est gardé à chaque page, et vous êtes la seule personne"
            " à en avoir le lien."
        )
    return _("Personne d'autre ne voit votre idée tant que vous ne l'avez pas déposée.")
