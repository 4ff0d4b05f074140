"""What everybody reads: the forums, their dates, who takes part, what came out."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from eclore.kit.permissions import can
from programs.joint.forums import queries
from tenants.requests import Request

PAGE_SIZE = 50


def forum_list(request: Request) -> HttpResponse:
    page = Paginator(queries.listed(request.actor), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "forums/list.html", {"page": page, "manages": can(request.actor, "forums.manage")})


def forum_page(request: Request, slug: str) -> HttpResponse:
    forum = queries.forum_or_404(request.actor, slug)
    context = {
        "forum": forum,
        "participations": queries.participations(forum),
        "results": queries.results(forum),
        "manages": can(request.actor, "forums.manage", forum),
    }
    return render(request, "forums/page.html", context)
