"""What every page that changes something does: show a form, call one verb, keep what was typed when it refuses."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from eclore.kit.errors import NotAllowed, Refusal
from eclore.kit.forms import Form
from eclore.kit.web import show


def acted(request: HttpRequest, form: Form, act: Callable[..., Any]) -> Any:
    """What `act(**typed)` returned, once the form is sent, fits, and nothing refuses; else None."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return act(**form.cleaned_data)
    except NotAllowed:
        raise
    except Refusal as refusal:
        show(refusal, form)
        return None


def page(request: HttpRequest, form: Form, **context: Any) -> HttpResponse:
    """The page of a form: `title`, `label` of its button, `back_url`, and `text` or `template` if wanted."""
    template = context.pop("template", "incubation/form.html")
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def done(request: HttpRequest, sentence: str, url: str) -> HttpResponse:
    """Say what happened, and go on."""
    messages.success(request, sentence)
    return redirect(url)
