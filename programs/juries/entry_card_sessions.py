"""A session opened with an entry card: on one host and one device, for one seat, without an account."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from eclore.kit.actor import Actor, Held
from eclore.kit.errors import Refusal
from eclore.kit.web import Answer, signed_in
from programs.juries import entry_cards
from programs.juries.models import EntryCard
from tenants.accounts.authentication import GUEST, HOST_SESSION_KEY
from tenants.requests import Request

# What this device alone knows of its card.
DEVICE = "_device"
# The card ends the session, never the cookie: one that is prolonged must still find its device.
OUTLIVES = timedelta(days=30)


def open_with(request: Request, entry_card: EntryCard, device: str) -> None:
    """Let whoever holds this card in, on this host and this device; nothing of another session stays."""
    session = request.session
    session.flush()
    session[GUEST], session[DEVICE], session[HOST_SESSION_KEY] = str(entry_card.pk), device, request.site.host
    session.set_expiry(entry_card.expires_at + OUTLIVES)
    rotate_token(request)


def is_over(request: Request) -> bool:
    """Whether somebody came in here with a card that opens nothing any more."""
    return GUEST in request.session and not request.actor.is_somebody


def holder(request: Request) -> Actor | None:
    """Who this session's card stands for, while it opens something."""
    session = request.session
    entry_card = entry_cards.held(session[GUEST], session.get(DEVICE, "")) if GUEST in session else None
    if entry_card is None:
        return None
    if session.get_expiry_date() < entry_card.expires_at:
        session.set_expiry(entry_card.expires_at + OUTLIVES)
    return actor_of(entry_card, schema=request.site.schema_name)


def actor_of(entry_card: EntryCard, *, schema: str) -> Actor:
    """The actor that rules see: a seat, without account nor address."""
    held = Held(entry_card.app, entry_card.jury_id, entry_card.seat_id)
    return Actor(name=entry_card.name, schema=schema, held=held)


def leave(request: Request) -> None:
    """The holder goes: this device is out until whoever leads frees the card."""
    entry_cards.leave(request.session[GUEST], by=request.actor)


def seated(view: Callable[..., Answer]) -> Callable[..., Answer | HttpResponse]:
    """As `signed_in`, but a card is enough; one that has ended is told so, what to do next included."""
    for_people = signed_in(view)

    @wraps(view)
    def checked(request: Request, *args: object, **kwargs: object) -> Answer | HttpResponse:
        if request.actor.held:
            return view(request, *args, **kwargs)
        if not is_over(request):
            return for_people(request, *args, **kwargs)
        if "HX-Request" in request.headers:  # a polling: the whole page says it, not the part that was asked for
            return HttpResponseClientRedirect(request.get_full_path())
        return closed(request, entry_cards.over(), status=403)

    return checked


def closed(request: Request, refusal: Refusal, *, status: int | None = None) -> HttpResponse:
    """A card that opens nothing, or nothing here: why, and what to do."""
    elsewhere = isinstance(refusal, entry_cards.OnAnotherDevice)
    sign_in = f"{reverse('sign-in')}?{urlencode({'suite': reverse('juries-list')})}"
    context = {"refusal": refusal, "elsewhere": elsewhere, "sign_in_url": sign_in}
    return render(request, "juries/entry_card_over.html", context, status=status or refusal.status)
