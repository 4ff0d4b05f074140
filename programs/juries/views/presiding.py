"""Who presides: handed over for the rest of the session or for one dossier, and given back."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.finding import offer_found
from eclore.kit.web import act, sent, typed, written
from programs.juries import domain, presidency_pages, queries
from programs.juries.contract import AnySide
from programs.juries.deliberation_forms import HandOverForm
from programs.juries.entry_card_sessions import seated
from programs.juries.models import AbstractPassage, AbstractSeat
from programs.juries.rules import require
from tenants.requests import Request


@seated
def presidency(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Who presides, since when, and the form that hands it over; pressed twice by whoever presided, it is once."""
    jury = side.jury_or_404(pk, request.actor, verb="view")
    shown = presidency_pages.presidency(jury)
    members = shown.members if request.method == "POST" else shown.others  # pressed twice, they preside already
    form = HandOverForm(typed(request), initial=shown.initial(request.GET), members=members, jury=jury)
    if not sent(request, form):
        require(request.actor, "hand_over", jury)

    def confide(
        *, who: str, passage: AbstractPassage | None, reason: str, instead_of: UUID | None
    ) -> AbstractSeat | AbstractPassage:
        seat = queries.seat_or_404(who, jury)
        if passage is None:
            return domain.hand_over(seat, by=request.actor, reason=reason, instead_of=instead_of)
        passage.jury = jury
        return domain.lend_passage(passage, seat, by=request.actor, reason=reason)

    if written(request, form, confide, _("La présidence est confiée.")):
        return redirect(jury)
    require(request.actor, "hand_over", jury)
    finding = offer_found(request, form, "passage", "title")
    context = {
        "form": form,
        "finding": finding,
        "shown": shown,
        "jury": jury,
        **side.page_context(jury, _("Présidence")),
    }
    return render(request, "juries/presidency.html", context, status=422 if form.errors else 200)


@seated
def give_back(request: Request, pk: UUID, passage: UUID, side: AnySide) -> HttpResponse:
    """Whoever presides the session presides on this dossier again, even one that they had stepped aside from."""
    jury = side.jury_or_404(pk, request.actor, verb="hand_over")
    found = presidency_pages.passage_or_404(passage, jury)
    verb = partial(domain.return_passage, found, by=request.actor)
    to = reverse("juries-presidency", args=[pk])
    return act(request, verb, to=to, said=_("La présidence de ce passage est rendue."))
