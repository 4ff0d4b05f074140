"""The room's screen of whoever has typed its code: one session, and no other page."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from eclore.kit import clock
from eclore.kit.web import page, sent, typed
from programs.juries import deliberation_screen, live, projection_sessions, screen_pages
from programs.juries.contract import AnySide
from programs.juries.entry_card_sessions import seated
from programs.juries.live import Live
from programs.juries.models import AbstractJury
from programs.juries.projection_forms import ProjectionCodeForm
from programs.juries.queries import left_by
from programs.juries.rules import can, seat_of
from tenants.accounts.domain import sessions
from tenants.accounts.sessions import OPENED_BY
from tenants.requests import Request

SCREEN = {"ecran": "1"}  # what a state is asked with, for a screen
NOW = "Eclore-Now"  # the server's time, to the millisecond: what screens set their clocks by


@seated
def screen(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The same screen, of somebody signed in; the deliberation for whoever reads the ranking."""
    found = side.jury_or_404(pk, request.actor)
    now = live.live(side, pk, request.actor, screen=True)
    shown = None
    if can(request.actor, "see_ranking", found):
        shown = deliberation_screen.deliberation(found, side, left=left_by(seat_of(request.actor, found)))
    return _screen(request, found, now, shown)


@never_cache
def projected(request: Request, side: AnySide) -> HttpResponse:
    """The screen of the code that was typed here; without one, where it is typed."""
    found = None if request.method == "POST" else projection_sessions.jury_shown(request, side)
    if found is None:
        return _enter(request, side)
    now = live.by_code(side, found.pk, found.projection_hash)
    return _screen(request, found, now, deliberation_screen.deliberation(found, side))


@require_safe
def projected_state(request: Request, side: AnySide) -> HttpResponse:
    """The session as it is now, for the script of the screen; 404 once its code opens nothing."""
    told = projection_sessions.shown(request, side)
    if told is None:
        raise Http404(_("Aucun écran n'est ouvert ici."))
    return answered(request, live.by_code(side, *told))


def leave(request: Request, side: AnySide) -> HttpResponse:
    """The screen goes dark on this computer."""
    if request.method == "POST":
        projection_sessions.close(request)
    return redirect("juries-projected")


def answered(request: Request, found: Live) -> HttpResponse:
    """The state of a session; nothing again while it is the same."""
    response = HttpResponse(found.body, content_type="application/json", headers={"ETag": found.tag})
    answer = get_conditional_response(request, etag=found.tag, response=response) or response
    answer["Cache-Control"], answer[NOW] = "private, no-cache", clock.now().isoformat()
    return answer


def _screen(
    request: Request, jury: AbstractJury, now: Live, shown: deliberation_screen.Deliberation | None
) -> HttpResponse:
    context = {
        "screen": screen_pages.screen(jury, now),
        "deliberation": shown,
        "jury": jury,
        "now": now,
        "address": _state_of(jury, now),
        "theme": screen_pages.theme_of(request.GET.get("theme", "")),
    }
    return render(request, "juries/screen_deliberation.html" if shown else "juries/screen.html", context)


def _state_of(jury: AbstractJury, now: Live) -> str:
    """The address that the screen's script asks."""
    return reverse("juries-projected-live") if now.by_code else reverse("juries-live", args=[jury.pk], query=SCREEN)


def _enter(request: Request, side: AnySide) -> HttpResponse:
    """A code is typed; whoever was in on this computer is out then."""
    form = ProjectionCodeForm(typed(request))
    if sent(request, form):
        found = projection_sessions.opened_by(side, form.cleaned_data["code"])
        if found is not None:
            sessions.end(request.session.get(OPENED_BY, ""))
            projection_sessions.open_with(request, found)
            return redirect("juries-projected")
        form.add_error("code", _("Ce code n'ouvre aucun écran : vérifiez-le auprès de qui conduit la séance."))
    over = request.method != "POST" and projection_sessions.has_been_open(request)
    return page(request, "juries/projected.html", {"form": form, "over": over}, form)
