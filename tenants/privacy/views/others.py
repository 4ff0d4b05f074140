"""On the national host: erasing somebody who has asked for it, what erasures have done, what was purged."""

from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from eclore.kit.permissions import can, require
from eclore.kit.web import done, kept, page, sent, signed_in, typed
from tenants.privacy import purging, queries
from tenants.privacy.domain import requests
from tenants.privacy.forms import Somebody
from tenants.requests import Request

PER_PAGE = 20


@signed_in
@require_GET
def index(request: Request) -> HttpResponse:
    """Every erasure and what it has shown; the last purges of what is shared."""
    require(request.actor, "privacy.see_requests")
    leaf = Paginator(queries.erasures(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": leaf,
        "rows": [queries.ErasureRow.of(asked) for asked in leaf],
        "purges": [
            (purge, [(purging.label_of(name, shared=True), count) for name, count in purge.counts.items() if count])
            for purge in queries.purges(request.site.role)
        ],
        "under_way": any(asked.is_under_way for asked in leaf),
        "may_erase": can(request.actor, "privacy.erase_others"),
    }
    return render(request, "privacy/index.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def erase(request: Request) -> HttpResponse:
    """Erase the person of an address, who has asked for it."""
    require(request.actor, "privacy.erase_others")
    form = Somebody(typed(request))
    if sent(request, form):
        verb = partial(requests.erase_somebody, form.cleaned_data["email"], by=request.actor)
        if taken := kept(form, verb):
            said = _("L'effacement commence : son compte est déjà fermé.")
            return done(request, said, reverse("erasure", args=[taken.result.pk]))
    return page(request, "privacy/erase.html", {"form": form}, form)


@signed_in
@require_GET
def erasure(request: Request, pk: UUID) -> HttpResponse:
    """One erasure: how far, what changed, what was searched, what is left for somebody to read."""
    require(request.actor, "privacy.see_requests")
    asked = queries.erasure(pk)
    if asked is None:
        raise Http404
    context = {"asked": asked, "report": asked.report, "to_read": queries.to_read(asked.report)}
    return render(request, "privacy/report.html", context)
