"""The territory's front page: the season, what to do in it, and what came of earlier ideas."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar, cast

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render

from programs.local.calls import calendar
from programs.local.calls.queries import front_calls
from programs.local.home import actions, cards, hooks, queries
from programs.local.ideas.queries import season_counts
from tenants.requests import Request

Read = TypeVar("Read")


def home(request: Request) -> HttpResponse:
    """At most ten statements, whatever the season."""
    call, other_calls = front_calls()
    attention, jury = queries.attention(request.actor, call), queries.jury(request.actor)
    context: dict[str, object] = {
        "call": call,
        "other_calls": other_calls,
        "draft": queries.draft(request.actor),
        "attention": attention,
        "jury": jury,
        "waits": [action for actions_here in hooks.waits.ask(request.actor) for action in actions_here],
        "cards": [cards.of(project) for project in _briefly("cards", queries.projects)],
    }
    if call is not None:
        context |= {
            "edition": call.edition,
            "steps": calendar.season(call),
            "standing": calendar.standing(call),
            "is_open": calendar.is_open(call),
            "is_over": calendar.is_over(call),
            "days_left": calendar.days_left(call),
            "counts": _briefly(f"season:{call.pk}", partial(season_counts, call)),
            "season_action": actions.after_the_call(request.actor, call, attention=attention, jury=jury),
        }
    return render(request, "home/home.html", context)


def _briefly(name: str, read: Callable[[], Read]) -> Read:
    """What everybody may read: read no more often than a public page is written, in each territory."""
    return cast(Read, cache.get_or_set(name, read, settings.PUBLIC_PAGE_SECONDS))
