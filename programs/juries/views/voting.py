"""Votes by show of hands on one dossier, and reservations in a member's own words."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.editing import edit_form, edited
from eclore.kit.web import act, page, typed, written
from programs.juries import domain, votes
from programs.juries import opinions as opinion_pages
from programs.juries.contract import AnySide
from programs.juries.deliberation_forms import OpinionForm, VoteForm
from programs.juries.entry_card_sessions import seated
from programs.juries.models import AbstractVote
from programs.juries.rules import can, require, voter_of
from programs.juries.snapshots import read_sitting
from programs.juries.states import JuryState, OpinionKind
from tenants.requests import Request


@seated
def hands(request: Request, pk: UUID, passage: UUID, side: AnySide) -> HttpResponse:
    """The votes held on one dossier, and one more."""
    found = side.passage_or_404(pk, passage, request.actor, verb="lead", hold=request.method == "POST")
    form = VoteForm(typed(request), initial={"question": votes.proposed(found)}, casts=found.jury.casting_vote)
    if written(request, form, partial(domain.record_vote, found, by=request.actor), _("Le vote est enregistré.")):
        return redirect("juries-votes", pk=pk, passage=passage)
    context = {
        "form": form if found.jury.state == JuryState.DELIBERATION or form.is_bound else None,
        "rows": votes.rows_of(found),
        "most": read_sitting(found.jury).expected(found.pk),
        "passage": found,
        "jury": found.jury,
    }
    return page(request, "juries/votes.html", context | side.page_context(found.jury, _("Votes")), form)


@seated
def correct(request: Request, pk: UUID, passage: UUID, vote: UUID, side: AnySide) -> HttpResponse:
    """A vote counted or written otherwise."""
    found = side.passage_or_404(pk, passage, request.actor, verb="lead", hold=request.method == "POST")
    held = votes.vote_or_404(vote, found)
    form = edit_form(request, VoteForm, held, of=found.jury, verb="correct_vote", casts=found.jury.casting_vote)
    form.whole = True  # a count is one thing

    def write(**given: object) -> AbstractVote:
        return domain.correct_vote(held, by=request.actor, **given)  # type: ignore[arg-type]  # what the form cleans

    if edited(request, form, write):
        messages.success(request, _("Le vote est corrigé ; l'historique garde ce qu'il disait."))
        return redirect("juries-votes", pk=pk, passage=passage)
    context = {"form": form, "passage": found, "jury": found.jury}
    return page(request, "juries/vote.html", context | side.page_context(found.jury, _("Corriger un vote")), form)


@seated
def withdraw(request: Request, pk: UUID, passage: UUID, vote: UUID, side: AnySide) -> HttpResponse:
    """A vote that was not held; the history keeps what it said."""
    found = side.passage_or_404(pk, passage, request.actor, verb="lead", hold=request.method == "POST")
    held, to = votes.vote_or_404(vote, found), reverse("juries-votes", args=[pk, passage])
    verb = partial(domain.withdraw_vote, held, by=request.actor)
    return act(request, verb, to=to, said=_("Le vote est retiré ; l'historique garde ce qu'il disait."))


@seated
def opinions(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """One's own reservations; everybody's for whoever decides."""
    jury = side.jury_or_404(pk, request.actor)
    require(request.actor, "decide" if can(request.actor, "decide", jury) else "mark", jury)
    shown = opinion_pages.opinions(jury, request.actor, page=request.GET.get("page", "1"))
    context = {"opinions": shown, "jury": jury, **side.page_context(jury, _("Réserves"))}
    return render(request, "juries/opinions.html", context)


@seated
def opinion(request: Request, pk: UUID, passage: UUID, side: AnySide) -> HttpResponse:
    """One's own, on one dossier."""
    found = side.passage_or_404(pk, passage, request.actor, verb="mark", hold=request.method == "POST")
    seat = voter_of(request.actor, found.jury)

    def kept() -> dict[str, object]:
        own = opinion_pages.own_opinion(found, seat)
        return {"kind": own.kind, "text": own.text} if own else {"kind": OpinionKind.RESERVATION, "text": ""}

    form = edit_form(request, OpinionForm, found, of=found.jury, values=kept)
    form.whole = True  # its nature and its words go together
    if written(request, form, partial(domain.write_opinion, found, by=request.actor), _("Votre texte est enregistré.")):
        return redirect("juries-opinions", pk=pk)
    context = {"form": form, "passage": found, "jury": found.jury}
    return page(request, "juries/opinion.html", context | side.page_context(found.jury, found.title), form)


@seated
def withdraw_opinion(request: Request, pk: UUID, passage: UUID, side: AnySide) -> HttpResponse:
    """Take one's own back."""
    found = side.passage_or_404(pk, passage, request.actor, verb="mark", hold=request.method == "POST")
    verb, to = partial(domain.withdraw_opinion, found, by=request.actor), reverse("juries-opinions", args=[pk])
    return act(request, verb, to=to, said=_("Votre texte est retiré."))
