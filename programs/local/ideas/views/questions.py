"""The pages that ask: one question each, then how the idea is called; the same for an idea and for a draft."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.editing import edit_form
from eclore.kit.typography import typeset
from eclore.kit.web import status_of
from programs.local.calls.models import Call
from programs.local.calls.template import QuestionDraft
from programs.local.ideas import checklist
from programs.local.ideas.forms import AnswerForm, SummaryForm
from programs.local.ideas.models import Draft, Idea, asked_by
from tenants.requests import Request

Form = AnswerForm | SummaryForm
Written = Idea | Draft


def form_of(request: Request, written: Written, step: int) -> Form:
    """The form of one step, with what is written already."""
    questions = written.questions
    verb = "edit" if isinstance(written, Idea) else ""  # a draft has no history
    if step > len(questions):
        return edit_form(request, SummaryForm, written, verb=verb)
    return edit_form(
        request,
        partial(AnswerForm, questions[step - 1]),
        written,
        values=lambda: answered(written, questions[step - 1]),
        verb=verb,
        starting=written.call if step == 1 else None,
    )


def first_form(request: Request, call: Call, begun: Written) -> AnswerForm:
    """The first question of a call with what it asks, before anything is kept of `begun`, which has its key alone."""
    form = AnswerForm(asked_by(call)[0], request.POST or None, starting=call)
    form.follow(begun)
    return form


def answered(written: Written, question: QuestionDraft) -> dict[str, object]:
    """What the form of a question is drawn from."""
    return {"answer": written.answers.get(question.key, ""), "problem": written.problem_id}


def step_of(request: Request, written: Written) -> int:
    """The step that the address asks for, kept among those that there are."""
    asked, last = request.GET.get("etape", "1"), len(written.questions) + 1
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


def saved(request: Request, written: Written, form: Form, address: str) -> HttpResponse:
    """While typing: when it was kept, where it now is, what the page goes on from, and by how much it is too long."""
    named = {name: getattr(written, name) for name in ("title", "direction", "open_team")}
    form.renew(written, answered(written, form.question) if isinstance(form, AnswerForm) else named)
    said = {"at": clock.now(), "goes_on": form, "too_long": too_long(form)}
    response = render(request, "ideas/_saved.html", said)
    response["HX-Replace-Url"] = address
    return response


def too_long(form: Form) -> str:
    """What to do about an answer that a draft keeps but that the call will not take; empty when it fits."""
    if not isinstance(form, AnswerForm) or not (extra := checklist.surplus(form.question, form.cleaned_data["answer"])):
        return ""
    return _("Trop long pour l'appel : retirez %(extra)d caractères avant de déposer.") % {"extra": extra}


def say_too_long(request: Request, form: Form) -> None:
    """On the page that comes next: going on is not all there is to do."""
    if said := too_long(form):
        messages.warning(request, _("Votre réponse est gardée. %(said)s") % {"said": said})


def page(request: Request, call: Call, form: Form, step: int, more: Mapping[str, object]) -> HttpResponse:
    """The page of a step; what was refused while typing is said in its corner only.

    `more`: `back`, its address before this one; `key` before there is an idea; then `idea` and `saved_at`;
    `without_account` for a draft of nobody's.
    """
    idea = more.get("idea")
    questions = idea.questions if isinstance(idea, Idea) else asked_by(call)
    refused = request.method == "POST"
    if refused and request.htmx:
        said = {"faults": form.errors, "two_texts": form.has_two_texts}
        return render(request, "ideas/_saved.html", said, status=status_of(form))
    question = questions[step - 1] if step <= len(questions) else None
    without_account = bool(more.get("without_account"))
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
    return render(request, "ideas/write.html", context, status=_status(form) if refused else 200)


def _status(form: Form) -> int:
    """Of a page that was refused, for whatever reason."""
    return status_of(form) if form.has_two_texts else 422


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
