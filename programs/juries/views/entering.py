"""A member opens the link of their card: the page only asks, since scanners of mail open links too; its forms act."""

from collections.abc import Callable
from functools import partial, wraps

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from eclore.kit.errors import Refusal
from eclore.kit.web import View, show
from programs.juries import entry_card_sessions, entry_cards
from programs.juries.contract import AnySide
from programs.juries.domain import entry_cards as domain
from programs.juries.entry_card_sessions import closed
from programs.juries.forms import CodeForm, PinForm
from programs.juries.models import AbstractSeat, EntryCard
from programs.juries.rules import belongs
from programs.juries.states import JuryState
from tenants import limits
from tenants.accounts import authentication
from tenants.accounts.domain import sessions
from tenants.accounts.sessions import OPENED_BY
from tenants.memberships.domain.invitation_links import masked
from tenants.requests import Request

TOO_MANY = gettext_lazy(
    "Trop d'essais avec cette carte. Demandez à la présidence du jury de vous en préparer une autre, ou attendez une"
    " heure."
)


def opened(view: Callable[..., HttpResponse]) -> View:
    """Give the view the card of this secret and its seat; who is in already goes to the jury."""

    @wraps(view)
    def checked(request: Request, secret: str, side: AnySide) -> HttpResponse:
        try:
            entry_card, seat = _opened_by(side, secret)
        except entry_cards.OpensNothing as refusal:
            return closed(request, refusal)
        if request.actor.is_somebody and not request.actor.visitor and belongs(seat, request.actor):
            return redirect("juries-room" if seat.votes else "juries-jury", pk=seat.jury_id)
        if entry_card.device_hash:
            return closed(request, entry_cards.elsewhere())
        return view(request, entry_card, seat, side, secret)

    return never_cache(checked)


@opened
def enter(request: Request, entry_card: EntryCard, seat: AbstractSeat, side: AnySide, secret: str) -> HttpResponse:
    """The PIN of the room."""
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _confirmed(request, entry_card, seat, side, secret, form, domain.enter_by_pin)
    return _page(request, seat, side, secret, form)


@opened
def by_code(request: Request, entry_card: EntryCard, seat: AbstractSeat, side: AnySide, secret: str) -> HttpResponse:
    """The code that was sent."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verb = partial(domain.enter_by_code, browser=authentication.browser_of(request))
        return _confirmed(request, entry_card, seat, side, secret, form, verb)
    return _page(request, seat, side, secret, form, by_code=True)


@opened
def send(request: Request, entry_card: EntryCard, seat: AbstractSeat, side: AnySide, secret: str) -> HttpResponse:
    """A code leaves for the seat's address; only this browser will be able to use it."""
    if request.method != "POST":
        return redirect("juries-enter", secret=secret)
    domain.send_code(entry_card, seat, browser=authentication.browser_of(request, mark=True))
    messages.success(request, _("Un code part vers %(mailbox)s.") % {"mailbox": masked(seat.email)})
    return redirect("juries-enter-code", secret=secret)


def _opened_by(side: AnySide, secret: str) -> tuple[EntryCard, AbstractSeat]:
    """The card and its seat, while both are worth something. Raises OpensNothing."""
    entry_card = entry_cards.find(side.app_label, secret)
    if entry_card is None:
        raise entry_cards.over()
    seat = side.seats._default_manager.select_related("jury").filter(pk=entry_card.seat_id).first()
    if seat is None or seat.jury.state == JuryState.PUBLISHED:
        raise entry_cards.over()
    return entry_card, seat


def _confirmed(
    request: Request,
    entry_card: EntryCard,
    seat: AbstractSeat,
    side: AnySide,
    secret: str,
    form: BaseForm,
    verb: Callable[..., str],
) -> HttpResponse:
    limits.guessing(entry_card.pk, "card", str(TOO_MANY))
    try:
        device = verb(entry_card, seat, **form.cleaned_data)
    except (entry_cards.OnAnotherDevice, entry_cards.OpensNothing) as refusal:
        return closed(request, refusal)
    except Refusal as refusal:
        show(refusal, form)
        return _page(request, seat, side, secret, form, by_code=isinstance(form, CodeForm))
    sessions.end(request.session.get(OPENED_BY, ""))
    entry_card_sessions.open_with(request, entry_card, device)
    return redirect("juries-room" if seat.votes else "juries-jury", pk=seat.jury_id)


def _page(
    request: Request, seat: AbstractSeat, side: AnySide, secret: str, form: BaseForm, *, by_code: bool = False
) -> HttpResponse:
    context = {
        "seat": seat,
        "jury": seat.jury,
        "form": form,
        "by_code": by_code,
        "mailbox": masked(seat.email),
        "link": reverse("juries-enter", args=[secret]),
        "send_url": reverse("juries-enter-send", args=[secret]),
        "somebody": request.actor.is_somebody,
    }
    return render(request, "juries/enter.html", context, status=422 if form.errors else 200)
