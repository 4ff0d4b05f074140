"""Going to ProConnect and ending its session there.

Both begin with a form. Browsers follow a form only to hosts that `form-action` names, and ProConnect sends people on to
identity providers that nobody can list: a page of ours stands between, and goes on by itself.
"""

import secrets
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare

from tenants.accounts.proconnect import endpoints
from tenants.accounts.proconnect.identity import Identity, forget, recall
from tenants.accounts.proconnect.refusals import NoIdentity
from tenants.hosts import auth_page

STATE = "proconnect_farewell"


def leave(request: HttpRequest, url: str, *, ending: bool) -> HttpResponse:
    """The page between: it goes on at once, and has a link for browsers that do not."""
    response = render(request, "accounts/proconnect_leaving.html", {"url": url, "ending": ending})
    response.headers["Refresh"] = f"0; url={url}"
    response.headers["Cache-Control"] = "no-store"
    return response


def session_to_end(request: HttpRequest) -> Identity | None:
    """Who came by ProConnect in this session; to be asked before signing out forgets it."""
    return recall(request.session)


def after_signing_out(request: HttpRequest, who: Identity | None, to: str) -> HttpResponse:
    """Go and end the session at ProConnect too, when there was one; signing out here never waits for it."""
    forget(request.session)
    if who is None or not endpoints.configured():
        return redirect(to)
    try:
        end = endpoints.discovered()["end_session_endpoint"]
    except NoIdentity:
        return redirect(to)
    request.session[STATE] = state = secrets.token_urlsafe(32)
    back = auth_page("proconnect-over")
    query = {"id_token_hint": who.id_token, "state": state, "post_logout_redirect_uri": back}
    return leave(request, f"{end}?{urlencode(query)}", ending=True)


def check_return(session: Any, state: str) -> None:
    """Once: the state is the one that left. Raises NoIdentity."""
    expected = session.pop(STATE, "")
    if not expected or not constant_time_compare(expected, state):
        raise NoIdentity("farewell")
