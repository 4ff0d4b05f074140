"""On the auth host: a first second factor on the way somewhere, and every session that is open, here and elsewhere."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from eclore.kit.web import signed_in
from tenants.accounts import login_target, mfa, queries
from tenants.accounts.domain import sessions
from tenants.accounts.proconnect import endpoints, linking
from tenants.requests import Request


@never_cache
@signed_in
@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is asked, and the two ways to have one; whoever has given theirs goes on."""
    if not mfa.lacking(request):
        return redirect("enter")
    bound = login_target.recall(request.session)
    site = login_target.destination(bound.host) if bound else None
    by_proconnect = endpoints.configured() and linking.came_linked(request)
    return render(request, "accounts/second_factor.html", {"destination": site, "by_proconnect": by_proconnect})


class AddApp(ActivateTOTPView):
    """An app's codes; typing the first one proves it."""

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        mfa.record(self.request, Authenticator.Type.TOTP)
        return response


class AddPasskey(AddWebAuthnView):
    """A passkey or a security key; making it proves it."""

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        mfa.record(self.request, Authenticator.Type.WEBAUTHN)
        return response


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def open_sessions(request: Request) -> HttpResponse:
    """Sessions of the auth host, and those that were opened from it on other hosts; one is ended, or all but this."""
    user = request.user
    if request.method != "POST":
        if not UserSession.objects.filter(session_key=request.session.session_key).exists():
            UserSession.objects.create_from_request(request)  # its key has changed since it was opened
        here, elsewhere = queries.sessions_here(user), queries.sessions_elsewhere(user)
        return render(request, "usersessions/usersession_list.html", {"sessions": here, "elsewhere": elsewhere})
    if "session" in request.POST:
        ended = sessions.end_one(user, request.POST["session"])
    elif "browser" in request.POST:
        ended = sessions.end_here(user, request.POST["browser"])
    else:
        sessions.end_others(user, but=request.session.session_key or "")
        messages.success(request, _("Vos autres sessions sont fermées."))
        return redirect("usersessions_list")
    if ended:
        messages.success(request, _("Cette session est fermée."))
    return redirect("usersessions_list")
