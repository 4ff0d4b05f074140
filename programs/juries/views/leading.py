"""Whoever leads or composes: members, their presence, recusals proposed, which dossier is before the jury."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.editing import edit_form, edited
from eclore.kit.elements import Question
from eclore.kit.finding import offer_found
from eclore.kit.web import act, ask, page, typed, written
from programs.juries import domain, queries
from programs.juries.contract import AnySide
from programs.juries.entry_card_sessions import seated
from programs.juries.forms import ProposalForm
from programs.juries.models import AbstractSeat
from programs.juries.session_forms import HoursForm, SeatQualityForm, hours_of
from tenants.requests import Request

CLOCK = {
    "pause": domain.pause_clock,
    "run": domain.run_clock,
    "minute": domain.add_minute,
    "questions": domain.pass_to_questions,
}


@seated
def seats(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """A new member; the page stays open for the next one."""
    jury = side.jury_or_404(pk, request.actor, verb="compose")
    form = side.seat_form(typed(request))
    said = side.texts.member_added % {"name": request.POST.get("name", "").strip()}
    if written(request, form, partial(side.add_seat, jury, by=request.actor), said):
        return redirect("juries-seats", pk=pk)
    context = {"form": form, "jury": jury, "seats": jury.seats.all(), **side.page_context(jury, _("Membres"))}
    return page(request, "juries/seats.html", context, form)


@seated
def quality(request: Request, pk: UUID, seat: UUID, side: AnySide) -> HttpResponse:
    """In which quality a member sits, put right."""
    jury, back = side.jury_or_404(pk, request.actor, verb="compose"), reverse("juries-seats", args=[pk])
    found = queries.seat_or_404(seat, jury)
    form = edit_form(request, SeatQualityForm, found, of=jury, verb="correct_quality")
    if edited(request, form, partial(domain.correct_quality, found, by=request.actor)):
        messages.success(request, _("La qualité de %(name)s est corrigée.") % {"name": found.name})
        return redirect(back)
    context = {"form": form, "jury": jury, "seat": found, "back_url": back}
    return page(request, "juries/seat_quality.html", context | side.page_context(jury, _("Qualité")), form)


@seated
def remove_seat(request: Request, pk: UUID, seat: UUID, side: AnySide) -> HttpResponse:
    """Once it has been asked."""
    jury = side.jury_or_404(pk, request.actor, verb="compose")
    found, seats_url = queries.seat_or_404(seat, jury), reverse("juries-seats", args=[pk])
    if request.method != "POST":
        title, text = (
            _("Retirer %(name)s du jury ?"),
            _("C'est possible tant que cette personne n'a validé aucune note."),
        )
        return ask(request, Question(title % {"name": found.name}, text, _("Retirer ce membre")), seats_url)
    said = _("%(name)s ne siège plus.") % {"name": found.name}
    return act(request, partial(domain.remove_seat, found, by=request.actor), to=seats_url, said=said)


@seated
def hand_over(request: Request, pk: UUID, seat: UUID, side: AnySide) -> HttpResponse:
    """Another member presides, once it has been asked; pressed twice by whoever presided, it is once."""
    jury = side.jury_or_404(pk, request.actor, verb="view" if request.method == "POST" else "hand_over")
    found = queries.seat_or_404(seat, jury)
    if request.method != "POST":
        text = _(
            "Cette personne mène la séance à partir de maintenant ; qui présidait reste membre et garde ses notes."
        )
        title = _("Confier la présidence à %(name)s ?") % {"name": found.name}
        return ask(request, Question(title, text, _("Confier la présidence")), jury.get_absolute_url())
    said = _("%(name)s préside le jury.") % {"name": found.name}
    return act(request, partial(domain.hand_over, found, by=request.actor), to=jury.get_absolute_url(), said=said)


@seated
def presence(request: Request, pk: UUID, seat: UUID, side: AnySide) -> HttpResponse:
    """The roll is called."""
    jury = side.jury_or_404(pk, request.actor, verb="lead")
    found, present = queries.seat_or_404(seat, jury), request.POST.get("present") == "oui"
    verb = partial(domain.note_presence, found, by=request.actor, present=present)
    said = _("L'arrivée de %(name)s est notée.") if present else _("Le départ de %(name)s est noté.")
    return act(request, verb, to=jury.get_absolute_url(), said=said % {"name": found.name})


@seated
def hours(request: Request, pk: UUID, seat: UUID, side: AnySide) -> HttpResponse:
    """When a member arrived and left, put right."""
    jury = side.jury_or_404(pk, request.actor, verb="lead")
    found = queries.seat_or_404(seat, jury)
    form = edit_form(request, HoursForm, found, of=jury, values=lambda: hours_of(found), verb="correct_hours")

    def correct(**changed: datetime | None) -> AbstractSeat:
        return domain.correct_hours(found, by=request.actor, stays=form.stays(changed))

    if edited(request, form, correct):
        messages.success(request, _("Les heures de %(name)s sont corrigées.") % {"name": found.name})
        return redirect(jury)
    context = {"form": form, "jury": jury, "seat": found, **side.page_context(jury, _("Heures de présence"))}
    return page(request, "juries/hours.html", context, form)


@seated
def propose(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Ask a member to step aside from a dossier."""
    jury = side.jury_or_404(pk, request.actor, verb="lead")
    form = ProposalForm(typed(request), jury=jury)
    said = _("Le déport est proposé : la personne répondra avant d'ouvrir le dossier.")
    if written(request, form, partial(domain.propose_recusal, by=request.actor), said):
        return redirect(jury)
    finding = offer_found(request, form, "passage", "title")
    context = {"form": form, "finding": finding, "jury": jury, **side.page_context(jury, _("Proposer un déport"))}
    return page(request, "juries/propose.html", context, form)


@seated
def start(request: Request, pk: UUID, passage: UUID, side: AnySide) -> HttpResponse:
    """The dossier is before the jury now; the one that was is heard."""
    found = side.passage_or_404(pk, passage, request.actor, verb="lead")
    return act(request, partial(domain.open_passage, found, by=request.actor), to=found.jury.get_absolute_url())


@seated
def finish(request: Request, pk: UUID, passage: UUID, side: AnySide) -> HttpResponse:
    found = side.passage_or_404(pk, passage, request.actor, verb="lead")
    return act(request, partial(domain.close_passage, found, by=request.actor), to=found.jury.get_absolute_url())


@seated
def clock(request: Request, pk: UUID, passage: UUID, side: AnySide) -> HttpResponse:
    """The clock of the dossier before the jury: `do` is pause, run, minute or questions."""
    found = side.passage_or_404(pk, passage, request.actor, verb="lead")
    verb = CLOCK.get(request.POST.get("do", ""))
    back = found.jury.get_absolute_url()
    return act(request, partial(verb, found, by=request.actor), to=back) if verb else redirect(back)
