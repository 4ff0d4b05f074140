"""On the auth host: from a signed-in person to the host they were heading for."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from tenants import hosts
from tenants.accounts import login_target, mfa, reauthentication
from tenants.accounts.domain import handoffs
from tenants.accounts.login_target import LoginTarget
from tenants.hosts import Site
from tenants.memberships.domain import access
from tenants.memberships.domain.access import Answer
from tenants.requests import Request


@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: Request) -> HttpResponse:
    """Remember where to, have the person sign in, see that they may enter, and hand them over."""
    bound = _bound_for(request)
    site = login_target.destination(bound.host) if bound else None
    if bound is None or site is None:
        login_target.forget(request.session)
        return _nowhere(request)
    if not request.user.is_authenticated:
        login_target.remember(request.session, replace(bound, signed_in_for_it=True))
        return redirect("account_login")
    found = access.of(request.user, site)
    if found.answer is Answer.WELCOME:
        if request.method != "POST" and not bound.signed_in_for_it:
            login_target.remember(request.session, bound)
            return render(request, "memberships/join.html", {"destination": site})
        access.join(request.user, site)
    elif not found.granted:
        login_target.remember(request.session, bound)
        return _refused(request, site, found)
    if mfa.lacking(request):
        login_target.remember(request.session, bound)
        return redirect(mfa.way_to_prove(request.user))
    if bound.confirms and not reauthentication.is_fresh(request):
        login_target.remember(request.session, bound)
        return redirect(reauthentication.way_to_confirm(request.user, reverse("enter")))
    return _hand_over(request, bound, site)


@require_GET
def home(request: Request) -> HttpResponse:
    """The mark in the header leads back to where the sign-in was heading, else to the national pages."""
    bound = login_target.recall(request.session)
    site = login_target.destination(bound.host) if bound else None
    return redirect(site.url() if site else hosts.address(settings.BASE_HOST))


@require_GET
def sign_in(request: Request) -> HttpResponse:
    """The address that every host has; here it is the sign-in page itself."""
    return redirect("account_login")


def _bound_for(request: Request) -> LoginTarget | None:
    """The target named in the address, else the one that this session keeps."""
    if request.method == "GET" and "vers" in request.GET:
        given = {name: request.GET.get(name, "") for name in ("vers", "suite", "marque")}
        confirms = request.GET.get("preuve") == "1"
        return login_target.read(given["vers"], given["suite"], given["marque"], confirms=confirms)
    return login_target.recall(request.session)


def _hand_over(request: Request, bound: LoginTarget, site: Site) -> HttpResponse:
    code = handoffs.issue(
        request.user,
        site,
        path=bound.path,
        nonce_hash=bound.mark,
        proved=mfa.proved(request),
        proved_at=reauthentication.proved_at(request),
        browser=request.META.get("HTTP_USER_AGENT", ""),
    )
    login_target.forget(request.session)
    response = redirect(site.page("arrive", query={"code": code}))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _refused(request: Request, site: Site, found: access.Access) -> HttpResponse:
    context = {"destination": site, "reason": found.answer.value, "domains": found.domains}
    return render(request, "memberships/no_access.html", context, status=403)


def _nowhere(request: Request) -> HttpResponse:
    """Somebody signed in who was heading nowhere goes to their account; a target that is not ours is refused."""
    if "vers" not in request.GET:
        return redirect("account-home" if request.user.is_authenticated else "account_login")
    sentence = _("Cette adresse n'est pas l'une des nôtres. Repartez du site de votre territoire.")
    return render(
        request, "accounts/nowhere.html", {"sentence": sentence, "home": hosts.address(settings.BASE_HOST)}, status=400
    )
