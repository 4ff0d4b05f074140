"""What everybody may read about a call."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from eclore.kit import clock
from programs.local.calls import calendar, queries


def public(request: HttpRequest) -> HttpResponse:
    """The open call, else the next one and its dates, else what to do between two seasons."""
    call = queries.shown_call()
    if call is None or (call.closes_at <= clock.now()):
        return render(request, "calls/none.html", {"last": call})
    return render(
        request,
        "calls/public.html",
        {
            "call": call,
            "edition": call.edition,
            "steps": calendar.season(call),
            "is_open": calendar.is_open(call),
            "days_left": calendar.days_left(call),
        },
    )
