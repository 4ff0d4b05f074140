"""A member before one dossier: read it, mark it, or step aside."""

from functools import partial
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.editing import edit_form, nobody_else
from eclore.kit.errors import Refusal
from eclore.kit.web import SAFE, act, ask, page, typed, written
from programs.juries import ballot_pages, domain, juror_pages, live, queries
from programs.juries.contract import AnySide
from programs.juries.domain.recusals import require_reader
from programs.juries.entry_card_sessions import seated
from programs.juries.forms import BallotForm, RecusalForm, kept_of
from programs.juries.juror_pages import CAST
from programs.juries.models import AbstractPassage
from programs.juries.rules import can, has_answered, voter_of
from programs.juries.snapshots import BallotSnapshot
from tenants.middleware.keeping import KEEPER, STATE, WAITS
from tenants.requests import Request


@seated
def ballot(request: Request, pk: UUID, passage: UUID, side: AnySide) -> HttpResponse:
    """The marks of one's own ballot, kept as a draft or validated; then on to the next dossier."""
    found = side.passage_or_404(pk, passage, request.actor, hold=request.method == "POST", marks=True)
    own = BallotSnapshot(found, voter_of(request.actor, found.jury))
    if request.method in SAFE and not has_answered(own.seat, found):
        return redirect(conflicts_first(found))
    if KEEPER in request.headers and request.method == "POST" and ballot_pages.waits_for_its_turn(own):
        return HttpResponse(status=HTTPStatus.CONFLICT, headers={STATE: WAITS})
    form = ballot_form(request, found, own)
    if done := written(request, form, partial(_mark, found, request.actor, form)):
        messages.success(request, ballot_pages.said_of(done.result, draft=form.is_draft))
        return redirect(found if form.is_draft else ballot_pages.next_url(own))
    sheet = ballot_pages.sheet(own, sent=form.is_bound)
    context = {"sheet": sheet, "form": form, "jury": found.jury, "now": live.followed(side, found.jury, request.actor)}
    return page(request, "juries/ballot.html", context, form)


def conflicts_first(passage: AbstractPassage) -> str:
    """Where a member answers for all dossiers, then comes back to this one."""
    return reverse("juries-conflicts", args=[passage.jury_id], query={"passage": str(passage.pk)})


def ballot_form(request: Request, passage: AbstractPassage, own: BallotSnapshot) -> BallotForm:
    """The form of one's own ballot, drawn from what is kept of it."""
    values, criteria = partial(kept_of, own), own.criteria
    form = edit_form(request, BallotForm, passage, of=passage.jury, values=values, who=nobody_else, criteria=criteria)
    news = _("Vos notes sont déjà validées : elles comptent.") if form.is_draft else ""
    form.follow_besides(CAST if own.own.cast else "", news)
    return form


@seated
def dossier(request: Request, pk: UUID, passage: UUID, side: AnySide) -> HttpResponse:
    """What the team has written; a proposal of recusal is answered first."""
    found = side.passage_or_404(pk, passage, request.actor)
    try:
        require_reader(found, by=request.actor)
    except Refusal:
        return redirect(found)
    votes = can(request.actor, "mark", found.jury)
    context = {
        "dossier": juror_pages.dossier(found, side.dossier(found), votes=votes),
        "passage": found,
        "jury": found.jury,
        "prepares": side.dossier_link(found, request.actor),
    }
    return render(request, "juries/dossier.html", context)


@seated
def download(request: Request, pk: UUID, passage: UUID, file: UUID, side: AnySide) -> FileResponse:
    """A file of the dossier, for whoever may read the dossier now."""
    found = side.passage_or_404(pk, passage, request.actor)
    return side.file_response(found, file, by=request.actor)


@seated
def recuse(request: Request, pk: UUID, passage: UUID, side: AnySide) -> HttpResponse:
    """Step aside, with a reason if one wishes: typed in the dialog, or on its page."""
    found = side.passage_or_404(pk, passage, request.actor, verb="mark")
    form = RecusalForm(typed(request))
    said = _("Vous êtes en déport pour « %(title)s ».") % {"title": found.title}
    if written(request, form, partial(domain.recuse, found, by=request.actor), said):
        return redirect("juries-room", pk=pk)
    return ask(request, ballot_pages.stepping_aside(), found.get_absolute_url(), form)


@seated
def confirm(request: Request, pk: UUID, recusal: UUID, side: AnySide) -> HttpResponse:
    """Agree to step aside."""
    found = queries.recusal_or_404(recusal, side.jury_or_404(pk, request.actor), request.actor)
    room = reverse("juries-room", args=[pk])
    verb = partial(domain.confirm_recusal, found, by=request.actor)
    return act(request, verb, to=room, said=_("Votre déport est enregistré."))


@seated
def decline(request: Request, pk: UUID, recusal: UUID, side: AnySide) -> HttpResponse:
    """Declare no conflict, and keep the dossier."""
    found = queries.recusal_or_404(recusal, side.jury_or_404(pk, request.actor), request.actor)
    verb = partial(domain.decline_recusal, found, by=request.actor)
    return act(request, verb, to=found.passage.get_absolute_url(), said=_("Votre réponse est enregistrée."))


def _mark(passage: AbstractPassage, actor: Actor, form: BallotForm, *, comment: str, **_scale: object) -> object:
    """Kept as a draft, or validated; once marks are closed, handed to whoever decides."""
    write = domain.save if form.is_draft else domain.hand_in
    return write(passage, by=actor, marks=form.marks, comment=comment)
