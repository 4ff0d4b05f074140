"""On the auth host: giving again a code received by mail, before an act that undoes or erases."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from eclore.kit.web import signed_in
from tenants.accounts import confirmation, mfa
from tenants.accounts.forms.accounts import Confirm
from tenants.paths import next_path
from tenants.requests import Request


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def confirm(request: Request) -> HttpResponse:
    """Ask for a code, then type it. Whoever has a second factor gives that one."""
    if mfa.has_one(request.user):
        return redirect(mfa.way_to_prove(request.user))
    if request.method == "POST" and request.POST.get("action") == "send":
        confirmation.send(request, request.user)
        messages.info(request, _("Un code est parti. Seul le dernier reçu compte."))
        return redirect(request.get_full_path())
    under_way = confirmation.under_way(request, request.user)
    form = Confirm(request.POST if request.method == "POST" and under_way else None)
    if request.method == "POST" and under_way and form.is_valid():
        if confirmation.check(request, request.user, form.cleaned_data["code"]):
            return redirect(next_path(request, "account-home"))
        form.add_error("code", _("Ce n'est pas ce code. Relisez le dernier message reçu, ou demandez un autre code."))
    under_way = confirmation.under_way(request, request.user)
    if request.method == "POST" and under_way is None:
        messages.error(request, _("Ce code ne peut plus servir. Demandez-en un nouveau."))
        return redirect(request.get_full_path())
    context = {"form": form, "under_way": under_way, "email": request.user.email}
    return render(request, "account/confirm_identity.html", context, status=422 if form.errors else 200)
