"""On the auth host: to ProConnect, back from it with somebody, and back from signing out there."""

import logging
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.logout import logout
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eclore.kit.web import View, signed_in
from tenants.accounts import login_target
from tenants.accounts.proconnect import endpoints, identity, leaving, levels, linking, links
from tenants.accounts.proconnect.identity import Identity
from tenants.accounts.proconnect.provider import ProConnectProvider, callback
from tenants.accounts.proconnect.refusals import NoIdentity
from tenants.requests import Request

logger = logging.getLogger(__name__)


def where_configured(view: View) -> View:
    """Not an address here unless ProConnect is configured; what it sends that does not hold is a page that says why."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not endpoints.configured():
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except NoIdentity as refusal:
            logger.warning("ProConnect: %s", refusal.code)
            answer = render(request, "accounts/proconnect_refused.html", {"refusal": refusal}, status=refusal.status)
            if refusal.wait:
                answer["Retry-After"] = str(refusal.wait)
            return answer

    return guarded


def not_by_head(view: View) -> View:
    """Where opening uses up what ProConnect has given: a look at it must not."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseNotAllowed(["GET"]) if request.heads else view(request, *args, **kwargs)

    return guarded


@never_cache
@where_configured
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Whoever it may be: a level with one factor is enough until we know who."""
    return _provider(request).redirect(request, AuthProcess.LOGIN)


@never_cache
@where_configured
@signed_in
@require_POST
def second_factor(request: HttpRequest) -> HttpResponse:
    """The second round trip of somebody known now, whose role demands a level with two factors."""
    return _provider(request).redirect(request, AuthProcess.LOGIN, data=str(request.user.pk), two_factors=True)


@never_cache
@where_configured
@require_GET
@not_by_head
def back(request: HttpRequest) -> HttpResponse:
    """The one callback. The state is used up whatever follows; then the tokens say who."""
    provider = _provider(request)
    state = _state(request, provider)
    _no_error(request, two_factors=state["two_factors"])
    who = identity.obtained(
        request.GET.get("code", ""),
        nonce=state["nonce"],
        redirect_uri=callback(),
        accepted=levels.accepted(two_factors=state["two_factors"]),
    )
    return _confirm(request, who, state["data"]) if state["data"] else _sign_in(request, provider, who, state)


@never_cache
@where_configured
@require_GET
@not_by_head
def over(request: HttpRequest) -> HttpResponse:
    """Back from ending the session at ProConnect."""
    leaving.check_return(request.session, request.GET.get("state", ""))
    messages.success(request, _("Votre session ProConnect est fermée aussi."))
    return redirect("account_login")


@never_cache
@signed_in
@require_GET
def linked(request: Request) -> HttpResponse:
    """Which identities open this account, and since when."""
    mine = [(link, links.facts(link)) for link in links.links_of(request.user)]
    context = {"links": mine, "configured": endpoints.configured()}
    return render(request, "accounts/proconnect_links.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
@reauthentication_required
def unlink(request: Request, pk: int) -> HttpResponse:
    """Ask, then take the link away; this session alone goes on."""
    link = next((each for each in links.links_of(request.user) if each.pk == pk), None)
    if link is None:
        raise Http404
    if request.method == "POST":
        if links.unlink(request.user, link, by=request.actor):
            update_session_auth_hash(request, request.user)
            linking.forget_proofs(request)
            messages.success(request, _("Cette identité ProConnect n'ouvre plus votre compte."))
        return redirect("proconnect-links")
    return render(request, "accounts/proconnect_unlink.html", {"link": link})


def _provider(request: HttpRequest) -> ProConnectProvider:
    provider: ProConnectProvider = get_adapter().get_provider(request, ProConnectProvider.id)
    return provider


def _state(request: HttpRequest, provider: ProConnectProvider) -> dict[str, Any]:
    key = request.GET.get("state", "")
    found: dict[str, Any] | None = statekit.unstash_state(request, state_id=key, provider_id=provider.sub_id)
    if found is None:
        raise NoIdentity("state")
    return found


def _no_error(request: HttpRequest, *, two_factors: bool) -> None:
    """ProConnect may answer that it has identified nobody; `iss` tells which provider speaks (RFC 9207)."""
    if request.GET.get("iss", settings.PROCONNECT_ISSUER) != settings.PROCONNECT_ISSUER:
        raise NoIdentity("issuer")
    if error := request.GET.get("error"):
        refused = "second_factor" if two_factors else "denied"
        raise NoIdentity(refused if error == "access_denied" else "failed")


def _sign_in(request: HttpRequest, provider: ProConnectProvider, who: Identity, state: dict[str, Any]) -> HttpResponse:
    """Whoever was signed in here leaves first; where they were heading stays."""
    bound = login_target.recall(request.session)
    if request.user.is_authenticated:
        logout(request, show_message=False)
        if bound:
            login_target.remember(request.session, bound)
    identity.remember(request.session, who)
    login = provider.sociallogin_from_response(request, who)
    login.state = {"process": state["process"]}
    answer: HttpResponse = complete_social_login(request, login)
    return answer


def _confirm(request: HttpRequest, who: Identity, expected: str) -> HttpResponse:
    """The person who left for a second factor has come back with it, and nobody else."""
    if str(request.user.pk) != expected or not linking.linked(request.user, who):
        raise NoIdentity("subject")
    identity.remember(request.session, who)
    linking.record(request, request.user, who)
    return redirect("enter")
