"""Whoever decides answers the ballots that came once marks were closed."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclore.kit.web import page, typed, written
from programs.juries import domain, late_pages, queries
from programs.juries.contract import AnySide
from programs.juries.entry_card_sessions import seated
from programs.juries.forms import LateBallotForm
from programs.juries.rules import require_on
from tenants.requests import Request


@seated
def late_ballots(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Those that wait for an answer, and those that have one."""
    jury = side.jury_or_404(pk, request.actor)
    shown = late_pages.late_ballots(jury, request.actor, page=request.GET.get("page", "1"))
    context = {"late": shown, "jury": jury, **side.page_context(jury, _("Bulletins tardifs"))}
    return render(request, "juries/late.html", context)


@seated
def answer(request: Request, pk: UUID, late: UUID, side: AnySide) -> HttpResponse:
    """Count one, or set it aside, and say why."""
    jury = side.jury_or_404(pk, request.actor)
    found = queries.late_ballot_or_404(late, jury, request.actor)
    require_on(request.actor, "decide", found.passage)
    form = LateBallotForm(typed(request))

    def decide(*, counted: str, reason: str) -> object:
        verb = domain.count_late if counted == LateBallotForm.COUNT else domain.set_aside_late
        return verb(found, by=request.actor, reason=reason)

    if written(request, form, decide, _("La réponse est enregistrée.")):
        return redirect("juries-late", pk=pk)
    row = late_pages.row(found, jury, request.actor)
    context = {"form": form, "row": row, "jury": jury, **side.page_context(jury, _("Bulletin tardif"))}
    return page(request, "juries/late_answer.html", context, form)
