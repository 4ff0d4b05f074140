"""Dossiers compared two by two, as advice: opened, followed and closed by whoever presides, answered by members."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.web import act, ask, page, typed, written
from programs.juries import comparison_pages, domain
from programs.juries.comparison_pages import PairForm, TeamsForm
from programs.juries.contract import AnySide
from programs.juries.entry_card_sessions import seated
from programs.juries.rules import voter_of
from tenants.requests import Request


@seated
def comparison(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Which dossiers, how many have answered; once it is closed, who beats whom."""
    jury = side.jury_or_404(pk, request.actor, verb="see_ranking")
    shown, form = comparison_pages.console(jury, request.actor), TeamsForm(typed(request))
    form.offer(shown)
    said = _("La comparaison est ouverte : chaque membre la trouve dans sa liste de passages.")
    if written(request, form, partial(domain.open_comparison, jury, by=request.actor), said):
        return redirect("juries-comparison", pk=pk)
    context = {"form": form, "comparison": shown, "jury": jury}
    return page(request, "juries/comparison.html", context | side.page_context(jury, _("Comparaison")), form)


@seated
def close(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Nothing is answered any more, and what comes of it is told."""
    jury, back = side.jury_or_404(pk, request.actor, verb="reveal"), reverse("juries-comparison", args=[pk])
    if request.method != "POST":
        return ask(request, comparison_pages.closing(), back)
    verb = partial(domain.close_comparison, jury, by=request.actor)
    return act(request, verb, to=back, said=_("La comparaison est close."))


@seated
def compare(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """One's own pairs, one at a time; what one has chosen is shown to nobody else."""
    jury = side.jury_or_404(pk, request.actor, verb="mark")
    form = PairForm(typed(request))
    if written(request, form, partial(domain.compare, jury, by=request.actor)):
        return redirect("juries-compare", pk=pk)
    shown = comparison_pages.compared(jury, voter_of(request.actor, jury), asked=request.GET.get("paire", ""))
    context = {"form": form, "sheet": shown, "jury": jury}
    return page(request, "juries/compare.html", context | side.page_context(jury, _("Comparaison")), form)
