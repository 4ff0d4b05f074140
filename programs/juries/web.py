"""Who may open a jury's pages at all: somebody signed in, or somebody here with a card."""

from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect

from eclore.kit.web import View, signed_in
from programs.juries import entry_card_sessions, entry_cards
from tenants.requests import Request


def seated(view: View) -> View:
    """As `signed_in`, but a card is enough; one that has ended is told so, what to do next included."""
    for_people = signed_in(view)

    @wraps(view)
    def checked(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.held:
            return view(request, *args, **kwargs)
        if not entry_card_sessions.is_over(request):
            return for_people(request, *args, **kwargs)
        if "HX-Request" in request.headers:  # a polling: the whole page says it, not the part that was asked for
            return HttpResponseClientRedirect(request.get_full_path())
        return closed(request, entry_cards.over(), status=403)

    return checked


def closed(request: Request, refusal: Any, *, status: int | None = None) -> HttpResponse:
    """A card that opens nothing, or nothing here: why, and what to do."""
    return render(request, "juries/entry_card_over.html", {"refusal": refusal}, status=status or refusal.status)
