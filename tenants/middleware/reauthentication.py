"""Before an act that undoes or erases (settings.FRESH), whoever signed in long ago proves again who they are."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from tenants import hosts
from tenants.accounts import mfa, reauthentication
from tenants.accounts.tokens import bearer
from tenants.middleware.hosts import Handler
from tenants.paths import local_path
from tenants.requests import Request

NONE = timedelta(0)
SENTENCE = _("Rien n'a encore changé : confirmez d'abord que c'est bien vous, puis recommencez.")
PROGRAM = _(
    "Rien n'a changé : cet acte demande une identité confirmée depuis peu. Confirmez qui vous êtes sur une page"
    " du site, ou utilisez un jeton."
)
# allauth asks for itself, and takes the form up again afterwards. A password is changed by giving it; set, by nothing.
UNASKED_BY_ALLAUTH = "account_set_password"


class ReauthenticationMiddleware:
    """A form that comes too late is not sent on: the person proves who they are, finds it again, and decides anew."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Request, *_arguments: Any) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else ""
        if name not in settings.FRESH or not request.actor.is_authenticated or request.actor.visitor:
            return None
        sends = request.method not in ("GET", "HEAD", "OPTIONS")
        is_program = request.path.startswith("/api/")
        if is_program and (not sends or _has_a_token(request)):
            return None
        if reauthentication.is_fresh(request, grace=reauthentication.GRACE if sends else NONE) or _is_asked_by_allauth(
            request, name
        ):
            return None
        if is_program:
            return _refuse()
        if sends:
            messages.info(request, SENTENCE)
        return _ask(request, _page_of(request) if sends else request.get_full_path())


def _is_asked_by_allauth(request: Request, name: str) -> bool:
    """On the auth host, of whoever has a password and no second factor.

    It asks nothing of those who only have codes, and a password is enough for it where a factor is what we want.
    """
    if request.site.kind != hosts.AUTH or name == UNASKED_BY_ALLAUTH:
        return False
    return request.user.has_usable_password() and not mfa.has_one(request.user)


def _has_a_token(request: Request) -> bool:
    """Whether a token speaks, which the API reads before any session: it proves nothing anew, and is revoked."""
    return bearer(request) is not None


def _refuse() -> HttpResponse:
    """The API has no page to ask on."""
    body = {"type": "about:blank#proof_too_old", "title": str(PROGRAM), "status": 403, "code": "proof_too_old"}
    return JsonResponse(body, status=403, content_type="application/problem+json")


def _ask(request: Request, path: str) -> HttpResponse:
    way = (
        reauthentication.way_to_confirm(request.user, path)
        if request.site.kind == hosts.AUTH
        else reverse("sign-in", query={"suite": path, "preuve": "1"})
    )
    return HttpResponseClientRedirect(way) if "HX-Request" in request.headers else redirect(way)


def _page_of(request: Request) -> str:
    """The page that holds the form."""
    said = urlsplit(request.headers.get("Referer", ""))
    is_ours = said.hostname == request.site.host
    return local_path(f"{said.path}?{said.query}" if said.query else said.path) if is_ours else "/"
