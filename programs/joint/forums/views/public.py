"""What everybody reads: the forums, their dates, who takes part, what came out."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from eclore.kit.permissions import can
from programs.joint.forums import queries
from programs.joint.forums.views import public_pages
from tenants.requests import Request

PAGE_SIZE = 50


def forum_list(request: Request) -> HttpResponse:
    page = Paginator(queries.listed(request.actor), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "cards": public_pages.cards(page.object_list),
        "manages": can(request.actor, "forums.manage"),
    }
    return render(request, "forums/list.html", context)


def forum_page(request: Request, slug: str) -> HttpResponse:
    forum = queries.forum_or_404(request.actor, slug)
    participations, results = queries.participations(forum), queries.results(forum)
    context = public_pages.shown(forum, participations, results)
    context["manages"] = can(request.actor, "forums.manage", forum)
    return render(request, "forums/page.html", context)
