"""On the auth host: a first second factor on the way somewhere, and every session that is open, here and elsewhere."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from eclore.kit.web import signed_in
from tenants.people import factors, heading, queries
from tenants.people.domain import sessions
from tenants.people.proconnect import endpoints, linking


@never_cache
@signed_in
@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is asked, and the two ways to have one; whoever has given theirs goes on."""
    if not factors.lacking(request):
        return redirect("enter")
    bound = heading.recall(request.session)
    place = heading.destination(bound.host) if bound else None
    by_proconnect = endpoints.configured() and linking.came_linked(request)
    return render(request, "people/second_factor.html", {"destination": place, "by_proconnect": by_proconnect})


class AddApp(ActivateTOTPView):
    """An app's codes; typing the first one proves it."""

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        factors.record(self.request, Authenticator.Type.TOTP)
        return response


class AddPasskey(AddWebAuthnView):
    """A passkey or a security key; making it proves it."""

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        factors.record(self.request, Authenticator.Type.WEBAUTHN)
        return response


class Sessions(ListUserSessionsView):
    """Sessions of the auth host, and those that were opened from it on other hosts; each of them can be ended."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        elsewhere = queries.sessions_elsewhere(self.request.user)
        return {**super().get_context_data(**kwargs), "elsewhere": elsewhere}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not {"session", "browser"} & set(request.POST):
            sessions.end_elsewhere(request.user)
            return super().post(request, *args, **kwargs)
        end, key = (sessions.end_one, "session") if "session" in request.POST else (sessions.end_here, "browser")
        if end(request.user, request.POST[key]):
            messages.success(request, _("Cette session est fermée."))
        return redirect("usersessions_list")
