"""A member answers, on one page, for every dossier; whoever presides may give one back before its first mark."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.web import act, page, typed, written
from programs.juries import conflict_pages, domain, queries
from programs.juries.conflict_pages import ConflictsForm
from programs.juries.contract import AnySide
from programs.juries.entry_card_sessions import seated
from programs.juries.models import AbstractJury, AbstractSeat
from programs.juries.rules import voter_of
from tenants.requests import Request


@seated
def conflicts(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Every dossier on one page; then on to the one that was asked for, if any."""
    jury = side.jury_or_404(pk, request.actor)
    seat, form = voter_of(request.actor, jury), ConflictsForm(typed(request))
    shown = conflict_pages.conflicts(jury, seat, side, ticked=form.ticked)
    form.offer(shown)
    if written(request, form, partial(_answer, request, jury, form), _("Votre réponse est enregistrée.")):
        return redirect(_next(request, pk, left=form.cleaned_data["aside"]))
    context = {"conflicts": shown, "form": form, "jury": jury, "seat": seat}
    return page(request, "juries/conflicts.html", context, form)


@seated
def undo(request: Request, pk: UUID, recusal: UUID, side: AnySide) -> HttpResponse:
    """The member may open the dossier again."""
    jury = side.jury_or_404(pk, request.actor, verb="lead")
    found = queries.recusal_or_404(recusal, jury, request.actor)
    said = _("Le déport est annulé : %(name)s peut rouvrir le dossier.") % {"name": found.seat.name}
    return act(request, partial(domain.undo_recusal, found, by=request.actor), to=jury.get_absolute_url(), said=said)


def _answer(
    request: Request, jury: AbstractJury, form: ConflictsForm, *, aside: set[UUID], reason: str, until: datetime | None
) -> AbstractSeat:
    return domain.answer_conflicts(
        jury, by=request.actor, aside=aside, reason=reason, until=until, proposed=form.proposed
    )


def _next(request: Request, pk: UUID, *, left: Collection[UUID]) -> str:
    """The dossier that one was opening, unless it has just been left; a member's own list otherwise."""
    try:
        opening = UUID(request.GET.get("passage", ""))
    except ValueError:
        return reverse("juries-room", args=[pk])
    return reverse("juries-room", args=[pk]) if opening in left else reverse("juries-passage", args=[pk, opening])
