"""A jury's list, its page for each kind of person, and the moves of its session."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.elements import Question
from eclore.kit.web import act, ask
from programs.juries import juror_pages, live, president_actions, president_pages
from programs.juries.contract import AnySide
from programs.juries.domain import deliberate, resume, reveal
from programs.juries.entry_card_sessions import seated
from programs.juries.models import AbstractJury
from programs.juries.rules import can, require, voter_of
from programs.juries.states import JuryState
from programs.juries.views.projected import SCREEN, answered
from tenants.requests import Request

ON_A_PAGE = 50


@seated
def jury_list(request: Request, side: AnySide) -> HttpResponse:
    """All juries for those who follow them, one's own for members."""
    page = Paginator(side.jury_list(request.actor), ON_A_PAGE).get_page(request.GET.get("page"))
    texts, new_url = side.texts, side.new_jury_url(request.actor)
    context = {
        "page": page,
        "texts": texts,
        "layout": side.layout,
        "new_url": new_url,
        "follows": side.follows(request.actor),
        "empty_text": texts.empty_text_for_starters if new_url else texts.empty_text,
    }
    return render(request, "juries/list.html", context)


@seated
def jury(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The console for whoever leads, the room for members, the composition for whoever follows."""
    found = side.jury_or_404(pk, request.actor)
    if can(request.actor, "lead", found):
        console = president_pages.console(found, request.actor, side, page=request.GET.get("page", "1"))
        context = {"console": console, "jury": found, "now": console.now}
        return render(request, "juries/console.html", context | side.page_context(found))
    if can(request.actor, "mark", found):
        return redirect("juries-room", pk=pk)
    require(request.actor, "watch", found)
    context = {"jury": found, "rows": president_pages.watched(found), **side.page_context(found)}
    return render(request, "juries/watch.html", context)


@seated
def room(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """A member's own list."""
    found = side.jury_or_404(pk, request.actor)
    seat = voter_of(request.actor, found)
    leads = can(request.actor, "lead", found)
    shown = juror_pages.room(found, seat, page=request.GET.get("page", "1"), leads=leads)
    now = live.followed(side, found, request.actor)
    return render(request, "juries/room.html", {"room": shown, "jury": found, "now": now})


@seated
def live_state(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The session as it is now, for the scripts of its pages; `ecran`: for one that is projected."""
    return answered(request, live.live(side, pk, request.actor, screen=bool(SCREEN.keys() & request.GET.keys())))


@seated
def open_session(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    found = side.jury_or_404(pk, request.actor, verb="lead")
    said = _("La séance est ouverte : les membres peuvent noter.")
    return _move(request, found, side.open_session, president_actions.opening(found, side), said)


@seated
def unopen_session(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Before the first mark."""
    found = side.jury_or_404(pk, request.actor, verb="lead")
    said = _("L'ouverture est annulée : la séance est de nouveau en préparation.")
    return _move(request, found, side.unopen_session, president_actions.unopening(), said)


@seated
def cancel(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    found = side.jury_or_404(pk, request.actor, verb="publish")
    return _move(request, found, side.cancel, president_actions.cancelling(), _("La séance est annulée."))


@seated
def close_marks(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    found = side.jury_or_404(pk, request.actor, verb="lead")
    said = _("Les notes sont closes : la délibération est ouverte.")
    return _move(request, found, deliberate, president_actions.closing(), said)


@seated
def reopen_marks(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    found = side.jury_or_404(pk, request.actor, verb="lead")
    return _move(request, found, resume, president_actions.resuming(), _("La séance est reprise."))


@seated
def show_ranking(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    found = side.jury_or_404(pk, request.actor, verb="reveal")
    said, to = _("Le classement est dévoilé."), reverse("juries-ranking", args=[pk])
    return _move(request, found, reveal, side.texts.reveal_question, said, to=to)


@seated
def publish(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """All decisions together; while they are pending, a refusal leads back to where they are read once more."""
    found, texts = side.jury_or_404(pk, request.actor, verb="publish"), side.texts
    to, prepared = reverse(side.after_publication, args=[pk]), reverse("juries-publication", args=[pk])
    back = prepared if found.state == JuryState.DELIBERATION else ""
    return _move(request, found, side.publish, texts.publish_question, texts.published, to=to, back=back)


def _move(
    request: Request,
    jury: AbstractJury,
    verb: Callable[..., object],
    question: Question,
    said: str,
    *,
    to: str = "",
    back: str = "",
) -> HttpResponse:
    """Done once it has been asked; both the jury's page, unless another is said."""
    if request.method != "POST":
        return ask(request, question, back or jury.get_absolute_url())
    return act(request, partial(verb, jury, by=request.actor), to=to or jury, back=back or jury, said=said)
