"""A territory's log of the visits that the national team paid."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from eclore.kit import clock
from eclore.kit.permissions import require
from eclore.kit.web import signed_in
from tenants.memberships import queries
from tenants.requests import Request


@signed_in
@require_GET
def visits(request: Request) -> HttpResponse:
    """Who came, when, until when."""
    require(request.actor, "memberships.see_visits")
    found = queries.visits(request.actor, request.site.territory_id)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "memberships/visits.html", {"page": page, "now": clock.now()})
