"""The order of the day as a page, a PDF and a calendar; the booklet, table cards and ballots on paper."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eclore.kit import audit
from eclore.kit.web import act, ask
from programs.juries import calendars
from programs.juries.contract import AnySide
from programs.juries.day import programme
from programs.juries.entry_card_sessions import seated
from programs.juries.models import AbstractJury
from programs.juries.papers import ballots, booklet, pages, printing
from programs.juries.rules import seat_of
from programs.juries.sendings import sendings
from tenants.requests import Request


@require_safe
@seated
def agenda(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The day's programme for whoever sits or follows, and what may be taken of it."""
    jury = side.jury_or_404(pk, request.actor, verb="view")
    context = {"agenda": pages.agenda(jury, request.actor, side), "jury": jury}
    return render(request, "juries/agenda.html", context | side.page_context(jury, _("Ordre du jour")))


@seated
def send(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """To whom it concerns, once it has been asked."""
    jury, back = side.jury_or_404(pk, request.actor, verb="admit"), reverse("juries-agenda", args=[pk])
    if request.method != "POST":
        return ask(request, pages.question(jury, sendings(jury), side), back)
    verb = partial(side.send_order, jury, by=request.actor)
    return act(request, verb, to=back, said=_("L'ordre du jour est envoyé."))


@require_safe
@seated
def order_pdf(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The programme to print."""
    jury = side.jury_or_404(pk, request.actor, verb="view")
    day = programme(jury, seat_of(request.actor, jury))
    _log(request, jury, "order", "pdf")
    return printing.download(printing.order(day, request.site.name), jury, "ordre-du-jour")


@require_safe
@seated
def calendar(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The session for one's own calendar."""
    jury = side.jury_or_404(pk, request.actor, verb="view")
    day = programme(jury, seat_of(request.actor, jury))
    url = request.site.page("juries-agenda", jury.pk)
    issue = calendars.Issue(side.time_zone(jury), sendings(jury).sequence, url)
    _log(request, jury, "order", "ics")
    text = calendars.of_session(day, issue)
    return printing.download(text, jury, "ordre-du-jour", f"{calendars.MEDIA_TYPE}; charset=utf-8")


@require_safe
@seated
def dossiers(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Every dossier that its reader may open, in one file."""
    jury = side.jury_or_404(pk, request.actor, verb="view")
    day, keys = booklet.readable(jury, request.actor)
    part = _part(request, booklet.parts(len(keys), booklet.BY_PART))
    _log(request, jury, "booklet", "pdf")
    content = booklet.booklet(day, keys, request.actor, side, request.site.name, part=part)
    return printing.download(content, jury, "livret")


@require_safe
@seated
def table_cards(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """A name before each seat."""
    jury = side.jury_or_404(pk, request.actor, verb="lead")
    _log(request, jury, "table_cards", "pdf")
    return printing.download(printing.table_cards(jury, jury.seats.all()), jury, "chevalets")


@require_safe
@seated
def paper_ballots(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """To mark by hand, each with its code."""
    jury = side.jury_or_404(pk, request.actor, verb="lead")
    printed = ballots.sheets(programme(jury, seat_of(request.actor, jury)))
    part = _part(request, booklet.parts(len(printed), ballots.BY_PART))
    _log(request, jury, "paper_ballots", "pdf")
    return printing.download(ballots.ballots(jury, printed, part=part), jury, "bulletins")


def _log(request: Request, jury: AbstractJury, verb: str, kind: str) -> None:
    audit.record(audit.Act.EXPORT, subject=jury, by=request.actor, verb=verb, format=kind)


def _part(request: Request, count: int) -> int:
    """Which one is asked for, the first without a word."""
    typed = request.GET.get("partie", "1")
    part = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
    if not 1 <= part <= count:
        raise Http404(_("Ce document n'a pas cette partie."))
    return part
