"""Who may open a jury's pages, and what becomes of an act: done and said, asked first, or refused where it belongs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from eclore.kit.errors import Refusal
from eclore.kit.web import View, show, signed_in
from programs.juries import entry_card_sessions, entry_cards
from programs.juries.actions import Question
from tenants.requests import Request

Result = TypeVar("Result")


def seated(view: View) -> View:
    """As `signed_in`, but a card is enough; one that has ended is told so, what to do next included."""
    for_people = signed_in(view)

    @wraps(view)
    def checked(request: Request, *args: object, **kwargs: object) -> HttpResponse:
        if request.actor.held:
            return view(request, *args, **kwargs)
        if not entry_card_sessions.is_over(request):
            return for_people(request, *args, **kwargs)
        if "HX-Request" in request.headers:  # a polling: the whole page says it, not the part that was asked for
            return HttpResponseClientRedirect(request.get_full_path())
        return closed(request, entry_cards.over(), status=403)

    return checked


def closed(request: Request, refusal: Refusal, *, status: int | None = None) -> HttpResponse:
    """A card that opens nothing, or nothing here: why, and what to do."""
    elsewhere = isinstance(refusal, entry_cards.OnAnotherDevice)
    sign_in = f"{reverse('sign-in')}?{urlencode({'suite': reverse('juries-list')})}"
    context = {"refusal": refusal, "elsewhere": elsewhere, "sign_in_url": sign_in}
    return render(request, "juries/entry_card_over.html", context, status=status or refusal.status)


def typed(request: Request) -> QueryDict | None:
    """What a form is bound to: nothing until it is sent."""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True)
class Done(Generic[Result]):
    """A form was taken; what its verb gave."""

    result: Result


def written(request: Request, form: BaseForm, verb: Callable[..., Result], said: str = "") -> Done[Result] | None:
    """When the form was sent and fits, let `verb` take its fields; a refusal is put on the form.

    NotAllowed goes on to its own page, here as in `act`.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        result = verb(**form.cleaned_data)
    except Refusal as refusal:
        show(refusal, form)
        return None
    if said:
        messages.success(request, said)
    return Done(result)


def act(request: Request, verb: Callable[[], object], *, to: str, said: str = "", back: str = "") -> HttpResponse:
    """Do it on POST, then go `to`; a refusal is said on the page one comes `back` to."""
    if request.method != "POST":
        return redirect(back or to)
    try:
        verb()
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence))
        return redirect(back or to)
    if said:
        messages.success(request, said)
    return redirect(to)


def ask(request: Request, question: Question, back: str, form: BaseForm | None = None) -> HttpResponse:
    """The question of a dialog, as a page; with what it asks besides, if anything."""
    context = {"title": question.title, "text": question.text, "confirm": question.confirm}
    return page(request, "confirm.html", context | {"form": form, "back_url": back}, form)


def page(request: Request, template: str, context: dict[str, Any], form: BaseForm | None = None) -> HttpResponse:
    """A page, 422 when what was typed in its form does not fit."""
    return render(request, template, context, status=422 if form is not None and form.errors else 200)
