"""What every page that changes something does: show a form, call one verb, keep what was typed when it refuses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from eclore.kit.errors import Refusal
from eclore.kit.forms import Form
from eclore.kit.web import show

Written = TypeVar("Written")


@dataclass(frozen=True)
class Act:
    """One act in one click: a button that posts `name` and `value` to `url`."""

    label: str
    url: str
    name: str = ""
    value: str = ""


def acted(request: HttpRequest, form: Form, act: Callable[..., Written]) -> Written | None:
    """What `act(**typed)` returned, once the form is sent, fits, and nothing refuses; else None."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return act(**form.cleaned_data)
    except Refusal as refusal:
        show(refusal, form)
        return None


def page(
    request: HttpRequest,
    form: Form,
    *,
    title: str,
    back_url: str,
    template: str = "incubation/form.html",
    **context: object,
) -> HttpResponse:
    """The page of a form; `context` has the `label` of its button, and `text` above it if wanted."""
    shown = {"form": form, "title": title, "back_url": back_url, **context}
    return render(request, template, shown, status=422 if form.errors else 200)


def done(request: HttpRequest, sentence: str, url: str) -> HttpResponse:
    """Say what happened, and go on."""
    messages.success(request, sentence)
    return redirect(url)
