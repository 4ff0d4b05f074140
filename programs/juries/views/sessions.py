"""A jury's list, its page for each kind of person, and the moves of its session."""

from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.web import act, ask
from programs.juries import juror_pages, president_actions, president_pages
from programs.juries.contract import AnySide
from programs.juries.domain import deliberate, resume, reveal
from programs.juries.entry_card_sessions import seated
from programs.juries.rules import can, require, voter_of
from programs.juries.snapshots import read_session
from programs.juries.states import JuryState
from tenants.requests import Request

ON_A_PAGE = 50


@seated
def jury_list(request: Request, side: AnySide) -> HttpResponse:
    """All juries for those who follow them, one's own for members."""
    page = Paginator(side.jury_list(request.actor), ON_A_PAGE).get_page(request.GET.get("page"))
    words, new_url = side.words, side.starts(request.actor)
    context = {"page": page, "words": words, "layout": side.layout, "new_url": new_url}
    context |= {"follows": side.follows(request.actor), "nothing": words.to_start if new_url else words.nothing_yet}
    return render(request, "juries/list.html", context)


@seated
def jury(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The console for whoever leads, the room for members, the composition for whoever follows."""
    found = side.jury_or_404(pk, request.actor)
    if can(request.actor, "lead", found):
        console = president_pages.console(found, request.actor, side, page=request.GET.get("page", "1"))
        return render(request, "juries/console.html", {"console": console, "jury": found, **side.around(found)})
    if can(request.actor, "mark", found):
        return redirect("juries-room", pk=pk)
    require(request.actor, "watch", found)
    context = {"jury": found, "rows": president_pages.watched(found), **side.around(found)}
    return render(request, "juries/watch.html", context)


@seated
def room(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """A member's own list."""
    found = side.jury_or_404(pk, request.actor)
    seat = voter_of(request.actor, found)
    leads = can(request.actor, "lead", found)
    shown = juror_pages.room(read_session(found, of=seat), seat, leads=leads)
    return render(request, "juries/room.html", {"room": shown, "jury": found})


@seated
def screen(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The room's screen: the team, the clock, the next one; never a mark."""
    found = side.jury_or_404(pk, request.actor)
    return render(request, "juries/screen.html", {"screen": juror_pages.screen(found, request.actor), "jury": found})


@seated
def open_session(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    found = side.jury_or_404(pk, request.actor)
    require(request.actor, "lead", found)
    if request.method != "POST":
        return ask(request, side.words.opening, found.get_absolute_url())
    said = _("La séance est ouverte : les membres peuvent noter.")
    return act(request, partial(side.open_session, found, by=request.actor), to=found.get_absolute_url(), said=said)


@seated
def close_marks(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    found = side.jury_or_404(pk, request.actor)
    require(request.actor, "lead", found)
    if request.method != "POST":
        return ask(request, president_actions.closing(), found.get_absolute_url())
    said = _("Les notes sont closes : la délibération est ouverte.")
    return act(request, partial(deliberate, found, by=request.actor), to=found.get_absolute_url(), said=said)


@seated
def reopen_marks(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    found = side.jury_or_404(pk, request.actor)
    require(request.actor, "lead", found)
    if request.method != "POST":
        return ask(request, president_actions.resuming(), found.get_absolute_url())
    said = _("La séance est reprise.")
    return act(request, partial(resume, found, by=request.actor), to=found.get_absolute_url(), said=said)


@seated
def show_ranking(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    found = side.jury_or_404(pk, request.actor)
    require(request.actor, "reveal", found)
    if request.method != "POST":
        return ask(request, side.words.revealing, found.get_absolute_url())
    return act(
        request,
        partial(reveal, found, by=request.actor),
        to=reverse("juries-ranking", args=[pk]),
        back=found.get_absolute_url(),
        said=_("Le classement est dévoilé."),
    )


@seated
def publish(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """All decisions together, once it has been asked."""
    found = side.jury_or_404(pk, request.actor)
    require(request.actor, "publish", found)
    prepared = reverse("juries-publication", args=[pk])
    if request.method != "POST":
        return ask(request, side.words.publishing, prepared)
    back = prepared if found.state == JuryState.DELIBERATION else found.get_absolute_url()
    to = reverse(side.after_publication, args=[pk])
    return act(request, partial(side.publish, found, by=request.actor), to=to, back=back, said=side.words.published)
