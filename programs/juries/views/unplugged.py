"""A session kept on its member's tablet: the worker of its pages, which pages it keeps, and each dossier's sheet."""

from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from programs.juries import ballot_pages, juror_pages, queries
from programs.juries.contract import AnySide
from programs.juries.entry_card_sessions import seated
from programs.juries.rules import has_answered, voter_of
from programs.juries.snapshots import BallotSnapshot
from programs.juries.views.marking import ballot_form
from tenants.requests import Request

APART = 25  # milliseconds between two pages, for each tablet that may ask for them at the same time
PRIVATE = {"Cache-Control": "private, no-cache"}


@require_safe
@seated
def worker(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The script that serves this session's pages without a network; its address says that it serves no other."""
    side.jury_or_404(pk, request.actor)
    return HttpResponse(_script(), content_type="text/javascript", headers=PRIVATE)


@lru_cache
def _script() -> str:
    found = finders.find("eclore/jury-worker.js")
    return Path(str(found)).read_text()


@require_safe
@seated
def kept_pages(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The addresses that a member's tablet keeps: their list, and a sheet for each dossier that they may mark.

    `pace`: how long it waits between two of them, in milliseconds.
    """
    jury = side.jury_or_404(pk, request.actor)
    seat = voter_of(request.actor, jury)
    mine = queries.keys_in_order(queries.open_to(seat, jury.passages.all()))
    pages = [reverse("juries-room", args=[pk]), *(reverse("juries-sheet", args=[pk, each]) for each in mine)]
    told = {"pages": [] if jury.is_over else pages, "pace": APART * len(jury.seats.all())}
    return JsonResponse(told, headers=PRIVATE)


@require_safe
@seated
def manifest(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """What a tablet needs to know to put the session among its applications."""
    jury = side.jury_or_404(pk, request.actor)
    told = {
        "name": jury.title,
        "short_name": jury.title[:30],
        "lang": "fr",
        "display": "standalone",
        "start_url": reverse("juries-room", args=[pk]),
        "scope": jury.get_absolute_url(),
        "icons": [{"src": static("eclore/mark.svg"), "type": "image/svg+xml", "sizes": "any"}],
    }
    return JsonResponse(told, content_type="application/manifest+json", headers=PRIVATE)


@require_safe
@seated
def sheet(request: Request, pk: UUID, passage: UUID, side: AnySide) -> HttpResponse:
    """The dossier and its ballot on one page: what the tablet shows of it without a network, open or not yet."""
    found = side.passage_or_404(pk, passage, request.actor, verb="mark")
    own = BallotSnapshot(found, voter_of(request.actor, found.jury))
    shown = ballot_pages.sheet(own, kept=True)
    if shown.proposal or not has_answered(own.seat, found):  # answered first, on a page of its own
        return redirect(found)
    context = {
        "sheet": shown,
        "form": ballot_form(request, found, own),
        "dossier": juror_pages.dossier(found, side.dossier_without_files(found), votes=True),
        "jury": found.jury,
    }
    return render(request, "juries/sheet.html", context)
