"""On a territory's or the national host: asking to sign in, arriving with a code, leaving."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from eclore.kit.actor import Actor
from eclore.kit.hooks import Hook
from eclore.kit.keys import digest
from tenants.accounts import authentication
from tenants.accounts.domain import handoffs, sessions
from tenants.accounts.sessions import OPENED_BY
from tenants.hosts import auth_page, national_page
from tenants.memberships.domain import visits
from tenants.paths import local_path
from tenants.requests import Request

NONCE_LASTS = 60 * 60
# Somebody has just come in on a host: claim the seats and places in teams that wait for their address there.
arrived: Hook[[Actor], None] = Hook("accounts.arrived")


@never_cache
@require_GET
def sign_in(request: Request) -> HttpResponse:
    """Leave a nonce in this browser and send it to the auth host, which will send it back with a code."""
    path = local_path(request.GET.get("suite") or request.GET.get("next") or "/")
    confirms = request.GET.get("preuve") == "1"
    if request.actor.is_authenticated and not confirms:
        return redirect(path)
    nonce = request.COOKIES.get(settings.NONCE_COOKIE_NAME) or handoffs.new_nonce()
    asked = {"vers": request.site.host, "suite": path, "marque": digest(nonce)}
    response = redirect(auth_page("enter", query=asked | ({"preuve": "1"} if confirms else {})))
    response.set_cookie(
        settings.NONCE_COOKIE_NAME,
        nonce,
        max_age=NONCE_LASTS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@never_cache
@require_GET
def arrive(request: Request) -> HttpResponse:
    """Use the code up and open a session that holds on this host only."""
    nonce = request.COOKIES.get(settings.NONCE_COOKIE_NAME, "")
    try:
        arrival = handoffs.consume(request.GET.get("code", ""), nonce=nonce, host=request.site.host)
        user, actor = authentication.person(arrival.user_id, request.site)
        if user is None:
            raise handoffs.NoEntry(_("Votre accès à ce site a été retiré."), code="no_access")
    except handoffs.NoEntry as refusal:
        return _turned_away(request, refusal)
    sessions.end(request.session.get(OPENED_BY, ""))  # whoever confirms who they are has one open already
    authentication.open_session(
        request, user, opened_by=arrival.key, proved=arrival.proved, proved_at=arrival.proved_at
    )
    arrived.ask(actor)
    response = redirect(local_path(arrival.path))
    response.delete_cookie(settings.NONCE_COOKIE_NAME, samesite="Lax")
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def sign_out(request: Request) -> HttpResponse:
    """Leave this host (POST); GET asks, or says that it is done. A visitor goes back to the national pages."""
    if request.method == "POST":
        rotate_token(request)  # a page of before, shown again by the browser, sees that it is nobody's any more
    if request.method == "POST" and request.actor.held:
        authentication.guest_leaves.ask(request)
        request.session.flush()
        messages.success(request, _("Vous avez quitté le jury sur cet appareil."))
        return redirect("home")
    if request.method == "POST":
        visiting = request.actor.visitor
        visits.leave(by=request.actor)
        sessions.end(request.session.get(OPENED_BY, ""))
        request.session.flush()
        return redirect(national_page("portfolio") if visiting else "sign-out")
    return render(request, "accounts/sign_out.html", {"everywhere_url": auth_page("account-everywhere")})


def _turned_away(request: Request, refusal: handoffs.NoEntry) -> HttpResponse:
    """A page that says why and how to start again; whoever is in already simply goes home."""
    if request.actor.is_authenticated:
        return redirect("home")
    return render(request, "accounts/no_entry.html", {"refusal": refusal}, status=refusal.status)
