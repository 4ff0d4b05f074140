"""What every view needs and Django does not have: signing in here, and what becomes of an act.

It is done and said, asked first, or refused where it belongs: next to what was typed, or on the page one comes from;
what it had written by then is forgotten, as an endpoint does. Asked again by whoever did it, it is said again.
NotAllowed goes on to its own page, whatever the form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from eclore.database.current import current
from eclore.kit.actor import Actor
from eclore.kit.elements import Question
from eclore.kit.errors import Refusal
from eclore.kit.transitions import AlreadyDone

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

View = Callable[..., HttpResponse]
Result = TypeVar("Result")
Answer = TypeVar("Answer", bound=HttpResponseBase)


class Addressed(Protocol):
    """What has a page."""

    def get_absolute_url(self) -> str: ...


class ActingRequest(HttpRequest):
    """A request whose actor is known; tenants.requests adds its site."""

    actor: Actor


def signed_in(view: Callable[..., Answer]) -> Callable[..., Answer | HttpResponse]:
    """Send visitors without a session to sign in, and back afterwards to the page that they were on."""

    @wraps(view)
    def checked(request: ActingRequest, *args: Any, **kwargs: Any) -> Answer | HttpResponse:
        if request.actor.is_authenticated:
            return view(request, *args, **kwargs)
        login = reverse("sign-in", query={"suite": form_page(request)})
        if "HX-Request" in request.headers:  # a polling cannot follow to another host: the whole page goes there
            return HttpResponseClientRedirect(login)
        return redirect(login)

    return checked


def form_page(request: HttpRequest) -> str:
    """Where somebody finds what they were doing again: the page asked for, or the one whose form was sent.

    The address that a form is sent to may have no page of its own.
    """
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # no address at all
        return request.get_full_path()
    if request.method in SAFE or came_from.netloc != request.get_host() or not came_from.path:
        return request.get_full_path()
    return f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path


def show(refusal: Refusal, form: BaseForm) -> None:
    """Put a refusal's sentence next to the field it is about, or at the head of the form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal.sentence))


@dataclass(frozen=True)
class Done(Generic[Result]):
    """A form was taken; what its verb gave."""

    result: Result


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: nothing until it is sent."""
    return request.POST if request.method == "POST" else None


def sent(request: HttpRequest, form: BaseForm) -> bool:
    """Whether the form was sent, and fits."""
    return request.method == "POST" and form.is_valid()


def written(request: HttpRequest, form: BaseForm, verb: Callable[..., Result], said: str = "") -> Done[Result] | None:
    """When the form was sent and fits, let `verb` take its fields; a refusal is put on the form."""
    if not sent(request, form):
        return None
    taken = kept(form, partial(verb, **form.cleaned_data))
    if taken and said:
        messages.success(request, said)
    return taken


def kept(form: BaseForm, write: Callable[[], Result]) -> Done[Result] | None:
    """What the domain gave; None after a refusal, which goes next to what was typed."""
    try:
        return Done(write())
    except AlreadyDone as again:
        current().rollback_and_continue()
        return Done(again.subject)
    except Refusal as refusal:
        current().rollback_and_continue()
        show(refusal, form)
    return None


def act(
    request: HttpRequest, verb: Callable[[], object], *, to: str | Addressed, said: str = "", back: str | Addressed = ""
) -> HttpResponse:
    """Do it on POST, then go `to`; a refusal is said on the page one comes `back` to."""
    if request.method != "POST":
        return redirect(back or to)
    try:
        verb()
    except AlreadyDone:
        current().rollback_and_continue()
    except Refusal as refusal:
        current().rollback_and_continue()
        messages.error(request, str(refusal.sentence))
        return redirect(back or to)
    return done(request, said, to) if said else redirect(to)


def done(request: HttpRequest, said: str, to: str | Addressed) -> HttpResponse:
    """Say what happened, and go on."""
    messages.success(request, said)
    return redirect(to)


def ask(request: HttpRequest, question: Question, back: str, form: BaseForm | None = None) -> HttpResponse:
    """The question of a dialog, as a page; with what it asks besides, if anything."""
    context = {"title": question.title, "text": question.text, "confirm": question.confirm}
    return page(request, "confirm.html", context | {"form": form, "back_url": back}, form)


def page(
    request: HttpRequest, template: str, context: Mapping[str, object], form: BaseForm | None = None
) -> HttpResponse:
    """A page, 422 when what was typed in its form does not fit, 409 when it shows two texts."""
    return render(request, template, context, status=200 if form is None else status_of(form))


def status_of(form: BaseForm) -> int:
    """What a page with this form answers."""
    if getattr(form, "has_two_texts", False):  # eclore.kit.editing
        return 409
    return 422 if form.errors else 200
