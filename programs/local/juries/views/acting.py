"""One act, then back to a page with a sentence; or the question before the act, where a dialog cannot open."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.errors import NotAllowed, Refusal
from programs.local.juries.models import Jury


def address(jury: Jury) -> str:
    """The address of a jury, under which all its pages are."""
    return reverse("juries-jury", args=[jury.pk])


def act(request: HttpRequest, back: str, verb: Callable[[], Any], done: str = "") -> HttpResponse:
    """Do it on POST; a refusal is said on the page one comes back to. NotAllowed goes on to its own page."""
    if request.method == "POST":
        try:
            verb()
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal.sentence))
        else:
            if done:
                messages.success(request, done)
    return redirect(back)


def ask(request: HttpRequest, back: str, *, title: str, text: str, confirm: str) -> HttpResponse:
    """The question of a dialog, as a page."""
    return render(request, "confirm.html", {"title": title, "text": text, "confirm": confirm, "back_url": back})


def around(jury: Jury, here: str) -> dict[str, Any]:
    """What the pages of a jury that it shares with others show around their subject."""
    trail = [(_("Jurys"), "/jurys/"), (jury.title, address(jury)), (here, "")]
    return {"layout": "territory/base.html", "trail": trail}
