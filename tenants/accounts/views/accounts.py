"""On the auth host: an address, a code, a name; then one's own account."""

from copy import copy
from dataclasses import replace
from functools import partial
from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView, SignupView
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from eclore.kit.editing import edit_form, edited, nobody_else
from eclore.kit.web import page, signed_in
from tenants.accounts import login_target
from tenants.accounts.domain import people, sessions
from tenants.accounts.email_login import EmailLogin
from tenants.accounts.forms.accounts import Account, Address, Code
from tenants.accounts.proconnect import endpoints, leaving, links
from tenants.memberships import queries
from tenants.paths import next_path
from tenants.requests import Request

# Where allauth keeps the address that a code has just proved.
VERIFIED = "account_verified_email"


@never_cache
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The first page: an address, to which a code is sent."""
    if request.user.is_authenticated:
        return redirect(next_path(request, "enter"))
    form = Address(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        EmailLogin.begin(request, user=form._user, email=form.cleaned_data["email"].lower())
        return redirect("account_confirm_login_code")
    context = {"form": form, "by_proconnect": endpoints.configured()}
    return render(request, "account/login.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def confirm_code(request: HttpRequest) -> HttpResponse:
    """The second page: the code, which signs in, or opens an account."""
    process = EmailLogin.under_way(request)
    if process is None:
        return redirect("account_login")
    if request.method == "POST" and request.POST.get("action") == "resend":
        return _resend(request, process)
    form = Code(request.POST if request.method == "POST" else None, code=process.code)
    if request.method == "POST":
        if form.is_valid():
            return process.finish(redirect_url=None)
        if not process.record_invalid_attempt():
            messages.error(request, _("Trop d'essais avec ce code. Demandez-en un nouveau."))
            return redirect("account_login")
    context = {
        "verify_form": form,
        "email": process.email,
        "can_resend": process.can_resend,
        "by_proconnect": bool(process.subject),
    }
    return render(request, "account/confirm_login_code.html", context, status=422 if form.errors else 200)


def _resend(request: HttpRequest, process: EmailLogin) -> HttpResponse:
    """Another code, while that is allowed; asked from an old page it is never counted as a wrong code."""
    if process.can_resend:
        process.resend()
        messages.info(request, _("Un nouveau code est parti. Seul le dernier reçu compte."))
    return redirect("account_confirm_login_code")


@require_POST
def change_address(request: HttpRequest) -> HttpResponse:
    """Another address: forget the code under way, and not where the person was heading."""
    clear_login(request)
    return redirect("account_login")


@require_POST
def switch_account(request: HttpRequest) -> HttpResponse:
    """Sign out here and come back to the sign-in page, still heading for the same site."""
    target = login_target.recall(request.session)
    answer = _sign_out(request)
    if target:
        login_target.remember(request.session, replace(target, signed_in_for_it=True))
    return answer


@never_cache
@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave the auth host, and ProConnect when one came by it; GET asks first."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    return _sign_out(request) if request.method == "POST" else render(request, "account/logout.html")


def _sign_out(request: HttpRequest) -> HttpResponse:
    """`logout` empties the session: the identity to end at ProConnect is read before."""
    identity = leaving.session_to_end(request)
    logout(request)
    return leaving.after_signing_out(request, identity, "account_login")


class PasswordLogin(LoginView):
    """For those who chose one."""

    template_name = "account/login_password.html"


class SignUp(SignupView):
    """A name, for the address that a code has just proved: nobody opens an account for the mailbox of another."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated and not request.session.get(VERIFIED):
            return redirect("account_login")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        if "data" in kwargs:
            kwargs["data"] = {**kwargs["data"].dict(), "email": self.request.session[VERIFIED]}
        return kwargs

    def get_form(self, form_class: type | None = None) -> forms.BaseForm:
        form: forms.BaseForm = super().get_form(form_class)
        form.fields["email"].widget = forms.HiddenInput()
        return form


@signed_in
@require_http_methods(["GET", "POST"])
def account(request: Request) -> HttpResponse:
    """Who I am, where I may go, how I sign in."""
    somebody = copy(request.user)  # the row itself, not what stands for it until it is asked for
    form = edit_form(request, Account, somebody, instance=somebody, who=nobody_else)
    if edited(request, form, partial(people.describe, somebody)):
        messages.success(request, _("Votre compte est à jour."))
        return redirect("account-home")
    linked = links.links_of(request.user)
    context = {
        "form": form,
        "spaces": queries.spaces(request.user),
        "proposed": queries.proposed(request.user, links.siret_of(linked)),
        "linked": linked[0] if linked else None,
        "by_proconnect": endpoints.configured(),
    }
    return page(request, "accounts/account.html", context, form)


@require_http_methods(["GET", "POST"])
def sign_out_everywhere(request: Request) -> HttpResponse:
    """Sign out of every host at once; GET asks first. Pressed again, when no session is left, it is done already."""
    if request.method == "GET":
        return _ask_everywhere(request)
    if request.actor.is_authenticated:
        sessions.end_all(request.user)
    answer = _sign_out(request)
    messages.success(request, _("Toutes vos sessions sont fermées."))
    return answer


@signed_in
def _ask_everywhere(request: Request) -> HttpResponse:
    return render(request, "accounts/everywhere.html")
