"""Ballots on paper: found by the code of their sheet, typed twice, or confirmed by another person."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from eclore.kit import audit
from eclore.kit.web import page, typed, written
from programs.juries import domain, paper_entry_pages, queries
from programs.juries.contract import AnySide
from programs.juries.criteria import criteria_of
from programs.juries.entry_card_sessions import seated
from programs.juries.models import AbstractPassage, AbstractSeat
from programs.juries.paper_entry_forms import ConfirmationForm, PaperForm, SheetCodeForm
from programs.juries.paper_entry_pages import AGAIN, sheet_url
from programs.juries.paper_sheets import PaperSheet, sheet_of
from programs.juries.rules import require
from tenants.requests import Request


@seated
def index(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The code of a sheet, and how far the typing has come."""
    jury = side.jury_or_404(pk, request.actor, verb="lead")
    form = SheetCodeForm(typed(request))
    if done := written(request, form, partial(paper_entry_pages.find, jury)):
        return redirect("juries-paper-sheet", pk, *done.result)
    shown = paper_entry_pages.index(jury, request.actor, page=request.GET.get("page", "1"))
    context = {"form": form, "index": shown, "jury": jury, **side.page_context(jury, _("Bulletins papier"))}
    return page(request, "juries/paper.html", context, form)


@seated
def sheet(request: Request, pk: UUID, passage: UUID, seat: UUID, side: AnySide) -> HttpResponse:
    """Type one sheet; two typings that differ are shown beside each other."""
    found, member = _asked(request, pk, passage, seat, side)
    kept, criteria = sheet_of(found, member), criteria_of(found)
    form = PaperForm(typed(request), criteria=criteria, drawn=kept.version)

    def type_it(*, comment: str, drawn: str, **_scale: object) -> PaperSheet:
        return domain.type_paper(found, member, by=request.actor, marks=form.marks, comment=comment, drawn=drawn)

    if done := written(request, form, type_it):
        if done.result.differs:
            messages.warning(request, _("Les deux saisies diffèrent : rien n'est compté."))
            return redirect(sheet_url(found, member))
        messages.success(request, paper_entry_pages.said_of(done.result))
        return redirect("juries-paper", pk=pk)
    if form.is_bound:
        form.draw_again(kept.version)
    again = AGAIN in request.GET
    shown = paper_entry_pages.sheet_page(kept, criteria, request.actor, again=again)
    if kept.differs and not shown.refused:
        _log(request, kept)
    context = {"form": form, "shown": shown, "jury": found.jury, **side.page_context(found.jury, found.title)}
    return page(request, "juries/paper_sheet.html", context, form)


@seated
def confirm(request: Request, pk: UUID, passage: UUID, seat: UUID, side: AnySide) -> HttpResponse:
    """Read what another person typed, beside the sheet, and agree; it cannot be changed here."""
    found, member = _asked(request, pk, passage, seat, side)
    kept, criteria = sheet_of(found, member), criteria_of(found)
    form = ConfirmationForm(typed(request), initial={"drawn": kept.version})
    if done := written(request, form, partial(domain.confirm_paper, found, member, by=request.actor)):
        messages.success(request, paper_entry_pages.said_confirmed(done.result))
        return redirect("juries-paper", pk=pk)
    shown = paper_entry_pages.sheet_page(kept, criteria, request.actor, again=False)
    if shown.confirms is None and not form.is_bound:
        return redirect(sheet_url(found, member))
    if shown.confirms is not None:
        _log(request, kept)
    context = {"form": form, "shown": shown, "jury": found.jury, **side.page_context(found.jury, found.title)}
    return page(request, "juries/paper_confirm.html", context, form)


def _asked(
    request: Request, pk: UUID, passage: UUID, seat: UUID, side: AnySide
) -> tuple[AbstractPassage, AbstractSeat]:
    """A dossier that whoever types has not left, and one of its jury's members."""
    found = side.passage_or_404(pk, passage, request.actor, hold=request.method == "POST", marks=True)
    require(request.actor, "lead", found.jury)
    prefetch_related_objects([found.jury], "criteria")
    return found, queries.seat_or_404(seat, found.jury)


def _log(request: Request, shown: PaperSheet) -> None:
    """What was typed is about to be read."""
    audit.record(audit.Act.MARK, subject=shown.passage, by=request.actor, verb="see_paper", seat=shown.seat)
