"""On the auth host: a copy of everything about oneself, and being forgotten."""

from functools import partial
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.logout import logout
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from eclore.kit import audit
from eclore.kit.audit import Act
from eclore.kit.errors import Refusal
from eclore.kit.web import page, signed_in, typed, written
from tenants.privacy import queries
from tenants.privacy.domain import requests
from tenants.privacy.forms import Confirm
from tenants.requests import Request

TYPES = {"json": "application/json", "pdf": "application/pdf"}


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def mine(request: Request) -> HttpResponse:
    """What may be asked, the copies that are ready, the one that is being made."""
    if request.method == "POST":
        try:
            requests.ask_for_copy(request.user, by=request.actor)
        except Refusal as refusal:
            messages.info(request, str(refusal.sentence))
        return redirect("own-data")
    copies = queries.own_copies(request.user)
    context = {"copies": copies, "under_way": any(copy.request.is_under_way for copy in copies)}
    return render(request, "privacy/mine.html", context)


@never_cache
@signed_in
@require_GET
@reauthentication_required
def download(request: Request, pk: UUID, kind: str) -> HttpResponse:
    """One of the two files, to the person it is about, who has just proved it again."""
    copy = queries.own_copy(request.user, pk)
    if copy is None or kind not in TYPES:
        raise Http404
    audit.record(Act.EXPORT, subject=copy.request, by=request.actor, verb="copy", person=request.user, format=kind)
    response = HttpResponse(bytes(copy.as_json if kind == "json" else copy.as_pdf), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="eclore-mes-donnees.{kind}"'
    return response


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
@reauthentication_required
def leave(request: Request) -> HttpResponse:
    """Ask to be erased: what goes, what stays, one's address typed again."""
    form = Confirm(typed(request))
    if taken := written(request, form, partial(requests.ask_to_be_erased, request.user, by=request.actor)):
        logout(request)
        messages.success(request, _("Votre compte est fermé. L'effacement commence."))
        return redirect("own-erasure", pk=taken.result.pk)
    return page(request, "privacy/leave.html", {"form": form}, form)


@never_cache
@require_GET
def erasure(request: Request, pk: UUID) -> HttpResponse:
    """How far it is, then the proof; by an address that only that person was given."""
    asked = queries.erasure(pk)
    if asked is None or asked.asked_by_id != asked.user_id or asked.user_id is None:
        raise Http404
    return render(request, "privacy/erasure.html", {"asked": asked, "report": asked.report})
