"""A member reads their own marks, by account or by the link that was sent to them; whoever decides sends the links."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from eclore.kit.web import act, ask
from programs.juries import domain, queries, transcript_pages, transcripts
from programs.juries.contract import AnySide
from programs.juries.entry_card_sessions import seated
from programs.juries.models import AbstractJury
from programs.juries.rules import voter_of
from tenants.requests import Request


@require_safe
@seated
def own(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """By account."""
    jury = side.jury_or_404(pk, request.actor)
    return _page(request, jury, voter_of(request.actor, jury).pk, side)


@require_safe
@never_cache
def by_link(request: Request, secret: str, side: AnySide) -> HttpResponse:
    """By the link: this page and nothing else, whoever else is signed in on this browser."""
    key = transcripts.seat_of_link(side.app_label, secret)
    jury = side.with_edition_or_forum(side.juries._default_manager.filter(seats=key)).first() if key else None
    if key is None or jury is None:
        raise Http404(_("Ce lien n'ouvre plus rien : il a été remplacé ou retiré, ou son temps est passé."))
    return _page(request, jury, key, side, by_link=True)


@require_safe
@seated
def index(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """To whom a link was sent, and when."""
    jury = side.jury_or_404(pk, request.actor, verb="decide")
    context = {"links": transcript_pages.links(jury), "jury": jury}
    return render(request, "juries/transcripts.html", context | side.page_context(jury, _("Notes des membres")))


@seated
def send_all(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Everybody who was not sent any, once it has been asked."""
    jury, back = side.jury_or_404(pk, request.actor, verb="decide"), reverse("juries-transcripts", args=[pk])
    if request.method != "POST":
        return ask(request, transcript_pages.question(transcript_pages.links(jury)), back)
    verb = partial(domain.send_transcripts, jury, by=request.actor)
    return act(request, verb, to=back, said=_("Chaque membre reçoit le lien vers ses notes."))


@seated
def send(request: Request, pk: UUID, seat: UUID, side: AnySide) -> HttpResponse:
    """One of them, in the place of the link they had."""
    jury, back = side.jury_or_404(pk, request.actor, verb="decide"), reverse("juries-transcripts", args=[pk])
    found = queries.seat_or_404(seat, jury)
    said = _("Le lien part vers l'adresse de %(name)s.") % {"name": found.name}
    verb = partial(domain.send_transcripts, jury, by=request.actor, seats=[found.pk])
    return act(request, verb, to=back, said=said)


@seated
def withdraw(request: Request, pk: UUID, seat: UUID, side: AnySide) -> HttpResponse:
    """It opens nothing any more."""
    jury, back = side.jury_or_404(pk, request.actor, verb="decide"), reverse("juries-transcripts", args=[pk])
    found = queries.seat_or_404(seat, jury)
    said = _("Le lien de %(name)s n'ouvre plus rien.") % {"name": found.name}
    return act(request, partial(domain.withdraw_transcript, found, by=request.actor), to=back, said=said)


def _page(request: Request, jury: AbstractJury, seat_id: UUID, side: AnySide, *, by_link: bool = False) -> HttpResponse:
    shown = transcript_pages.transcript(jury, seat_id, side, page=request.GET.get("page", "1"))
    context = {"transcript": shown, "jury": jury, "by_link": by_link}
    return render(request, "juries/transcript.html", context)
