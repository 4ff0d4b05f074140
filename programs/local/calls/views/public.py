"""What everybody may read about calls."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from programs.local.calls import calendar, queries
from programs.local.calls.models import Call


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """The open call, or the list of those that are, else the next one, else what to do between two seasons."""
    call, others = queries.front_calls()
    if call is None or calendar.is_over(call):
        return render(request, "calls/none.html", {"last": call})
    if others:
        return render(request, "calls/several.html", {"calls": [call, *others]})
    return _page(request, call)


@require_safe
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One published call, at an address that stays its own."""
    return _page(request, queries.published_call_or_404(pk))


def _page(request: HttpRequest, call: Call) -> HttpResponse:
    return render(
        request,
        "calls/public.html",
        {
            "call": call,
            "edition": call.edition,
            "steps": calendar.season(call),
            "standing": calendar.standing(call),
            "is_open": calendar.is_open(call),
            "is_over": calendar.is_over(call),
            "days_left": calendar.days_left(call),
        },
    )
