"""A browser that shows the screen of one session, and nothing else: it stands for nobody, on any other page."""

from typing import Any
from uuid import UUID

from django.middleware.csrf import rotate_token

from eclore.kit import clock
from programs.juries import projection
from programs.juries.contract import AnySide
from programs.juries.entry_card_sessions import OUTLIVES
from programs.juries.models import AbstractJury
from programs.juries.states import OVER
from tenants.accounts.authentication import HOST_SESSION_KEY
from tenants.requests import Request

# {app, jury, kept}: the session that is shown, and under what its code was kept when it was typed.
SCREEN = "_screen"


def open_with(request: Request, jury: AbstractJury) -> None:
    """Show this session on this browser; nothing of whoever was in stays. The code ends it, never the cookie."""
    session = request.session
    session.flush()
    session[SCREEN] = {"app": jury._meta.app_label, "jury": str(jury.pk), "kept": jury.projection_hash}
    session[HOST_SESSION_KEY] = request.site.host
    assert jury.projection_until is not None  # noqa: S101  what `opened_by` has found has an end
    session.set_expiry(jury.projection_until + OUTLIVES)
    rotate_token(request)


def close(request: Request) -> None:
    """The screen goes dark; its code still opens others."""
    if SCREEN in request.session:
        request.session.flush()


def has_been_open(request: Request) -> bool:
    """Whether this browser has shown a screen, whatever its code is worth now."""
    return SCREEN in request.session


def shown(request: Request, side: AnySide) -> tuple[UUID, str] | None:
    """(session, under what its code was kept) of this browser, on this host; what it is worth now is to be asked."""
    told: dict[str, Any] = request.session.get(SCREEN) or {}
    if told.get("app") != side.app_label or request.session.get(HOST_SESSION_KEY) != request.site.host:
        return None
    return UUID(told["jury"]), told["kept"]


def opened_by(side: AnySide, typed: str) -> AbstractJury | None:
    """The session that this code opens now."""
    rows = _lasting(side).filter(projection_hash=projection.fingerprint(typed))
    found: AbstractJury | None = rows.exclude(state__in=OVER).first()
    return found


def jury_shown(request: Request, side: AnySide) -> AbstractJury | None:
    """The session that this browser shows, while the code that was typed is the one that stands; once it is over too.

    One statement.
    """
    told = shown(request, side)
    if told is None:
        return None
    pk, kept = told
    found: AbstractJury | None = side.with_edition_or_forum(_lasting(side).filter(pk=pk, projection_hash=kept)).first()
    return found


def _lasting(side: AnySide) -> Any:
    """Sessions whose code, if they have one, has not ended with their day."""
    return side.juries._default_manager.order_by().filter(projection_until__gt=clock.now()).exclude(projection_hash="")
