"""Writing without an account: the link is the key. The page of a draft, its questions, and what becomes of it."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from eclore.kit.editing import edited
from eclore.kit.errors import Refusal
from eclore.kit.web import kept, sent, signed_in, written
from programs.local.calls.calendar import is_open
from programs.local.calls.models import Call
from programs.local.ideas import checklist
from programs.local.ideas.domain import drafts
from programs.local.ideas.forms import AnswerForm, ResumeForm
from programs.local.ideas.models import Draft
from programs.local.ideas.pages import dossier
from programs.local.ideas.views import questions
from tenants.limits import require_within
from tenants.requests import Request

COOKIE_LASTS = 60 * 60 * 24 * 60


def begin(request: Request, call: Call) -> HttpResponse:
    """The first question; a draft begun in this browser is offered again before another is."""
    known = request.COOKIES.get(settings.DRAFT_COOKIE_NAME, "")
    if request.method != "POST" and "autre" not in request.GET and _is_of(call, known):
        return redirect("ideas-draft", secret=known)
    names = drafts.names_of(key := questions.key_of(request))
    secret = names.secret
    if request.method == "POST" and (mine := drafts.find(secret)):
        return _remembered(_step(request, mine, secret, 1), secret)  # begun by an earlier save of the same page
    form = questions.first_form(request, call, Draft(pk=names.pk, call=call))
    if sent(request, form) and (begun := kept(form, partial(_begun, request, call, names, form))):
        return _remembered(_after(request, begun.result, secret, 1, form), secret)
    more = {"key": key, "back": call.get_absolute_url(), "without_account": True}
    return questions.page(request, call, form, 1, more)


@never_cache
def draft(request: Request, secret: str) -> HttpResponse:
    """What is written, what is missing, and the two ways on: keep the link, or submit with an account."""
    found = _found(secret)
    return _shown(request, found, secret, ResumeForm(initial={"email": found.email}))


@never_cache
def write(request: Request, secret: str) -> HttpResponse:
    """One step of a draft."""
    found = _found(secret)
    return _step(request, found, secret, questions.step_of(request, found))


def _step(request: Request, found: Draft, secret: str, step: int) -> HttpResponse:
    form = questions.form_of(request, found, step)
    if edited(request, form, partial(drafts.save, found, by=request.actor)):
        return _after(request, found, secret, step, form)
    back = _address(secret, step - 1) if step > 1 else reverse("ideas-draft", args=[secret])
    more = {"back": back, "saved_at": found.updated_at, "without_account": True}
    return questions.page(request, found.call, form, step, more)


@never_cache
@require_POST
def send_link(request: Request, secret: str) -> HttpResponse:
    """Send the link of this draft by e-mail."""
    found, form = _found(secret), ResumeForm(request.POST)
    if written(request, form, partial(_send_link, request, found, secret)):
        messages.success(request, _("Le lien est parti à %(email)s.") % {"email": found.email})
        return redirect("ideas-draft", secret=secret)
    return _shown(request, found, secret, form, status=422)


def _send_link(request: Request, draft: Draft, secret: str, *, email: str) -> None:
    require_within(request, "draft_link")
    drafts.send_link(draft, secret, by=request.actor, email=email)


@never_cache
@require_POST
@signed_in
def adopt(request: Request, secret: str) -> HttpResponse:
    """Take the draft into one's account, where it is submitted."""
    try:
        idea = drafts.adopt(_found(secret), by=request.actor)
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence))
        return redirect("ideas-draft", secret=secret)
    messages.success(request, _("Votre brouillon est dans votre compte : vous pouvez maintenant le déposer."))
    response = redirect(idea)
    response.delete_cookie(settings.DRAFT_COOKIE_NAME, samesite="Lax")
    return response


@never_cache
def discard(request: Request, secret: str) -> HttpResponse:
    """Ask, then forget the draft."""
    found = _found(secret)
    if request.method == "POST":
        drafts.discard(found, by=request.actor)
        messages.success(request, _("Votre brouillon est effacé."))
        response = redirect("calls-public")
        response.delete_cookie(settings.DRAFT_COOKIE_NAME, samesite="Lax")
        return response
    return render(
        request,
        "confirm.html",
        {
            "title": _("Effacer ce brouillon ?"),
            "confirm": _("Effacer le brouillon"),
            "back_url": reverse("ideas-draft", args=[secret]),
            "text": _("Tout ce qui est écrit sera perdu, et son lien ne mènera plus nulle part."),
        },
    )


def _is_of(call: Call, secret: str) -> bool:
    """Whether this browser's draft is one of this call."""
    mine = drafts.find(secret) if secret else None
    return mine is not None and mine.call_id == call.pk


def _found(secret: str) -> Draft:
    found = drafts.find(secret)
    if found is None:
        raise Http404(_("Ce lien ne mène à aucun brouillon : il est peut-être déjà dans votre compte, ou effacé."))
    return found


def _begun(request: Request, call: Call, names: drafts.Names, form: AnswerForm) -> Draft:
    """The draft of this page; another save of it that comes first makes this one begin again, and find it."""
    require_within(request, "draft")
    return drafts.begin(call, by=request.actor, names=names, **form.cleaned())[0]


def _after(request: Request, found: Draft, secret: str, step: int, form: questions.Form) -> HttpResponse:
    if request.htmx:
        return questions.saved(request, found, form, _address(secret, step))
    questions.say_too_long(request, form)
    last = questions.is_last(request, form)
    return redirect("ideas-draft", secret=secret) if last else redirect(_address(secret, step + 1))


def _shown(request: Request, found: Draft, secret: str, form: ResumeForm, status: int = 200) -> HttpResponse:
    context = {
        "draft": found,
        "call": found.call,
        "secret": secret,
        "form": form,
        "items": checklist.of_draft(found),
        "answers": dossier.answers_of_draft(found, secret),
        "closed": "" if is_open(found.call) else checklist.closed(found.call),
        "enter_url": reverse("sign-in", query={"suite": reverse("ideas-draft", args=[secret])}),
        "callback_url": reverse("ideas-callback", query={"appel": str(found.call.edition_id)}),
        "another_url": f"{found.call.answer_url}&autre=1",
    }
    return render(request, "ideas/draft.html", context, status=status)


def _address(secret: str, step: int) -> str:
    return reverse("ideas-draft-write", args=[secret], query={"etape": step})


def _remembered(response: HttpResponse, secret: str) -> HttpResponse:
    response.set_cookie(
        settings.DRAFT_COOKIE_NAME,
        secret,
        max_age=COOKIE_LASTS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
