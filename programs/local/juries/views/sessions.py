"""Juries of the territory: the list, a new one, its page for each kind of person, and the moves of its session."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclore.kit.errors import Refusal
from eclore.kit.permissions import can, require
from eclore.kit.web import show, signed_in
from programs.juries import page_contexts
from programs.juries.web import seated
from programs.local.calls.queries import editions_for
from programs.local.juries import domain, queries
from programs.local.juries.forms import JuryForm
from programs.local.juries.models import Jury
from programs.local.juries.views.acting import act, address, ask
from tenants.requests import Request


@seated
def jury_list(request: Request) -> HttpResponse:
    """All juries for those who follow the programme, one's own for members."""
    page = Paginator(queries.jury_list(request.actor), 50).get_page(request.GET.get("page"))
    context = {"page": page, "starts": can(request.actor, "local_juries.start"), "follows": _follows(request)}
    return render(request, "local_juries/list.html", context)


@signed_in
def new(request: Request) -> HttpResponse:
    """Compose a jury, then add its members on its own page."""
    require(request.actor, "local_juries.start")
    editions = editions_for(request.actor)
    form = JuryForm(request.POST or None, editions=editions, initial=_first(request, editions))
    if request.method == "POST" and form.is_valid():
        try:
            jury = _compose(request, form.cleaned_data)
        except Refusal as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("Le jury est composé : ajoutez ses membres."))
            return redirect("juries-jury", pk=jury.pk)
    return render(request, "local_juries/new.html", {"form": form}, status=422 if form.errors else 200)


@seated
def jury(request: Request, pk: UUID) -> HttpResponse:
    """The console for whoever leads, the room for members, the composition for visitors."""
    found = queries.jury_or_404(pk, request.actor)
    if can(request.actor, "local_juries.lead", found):
        context = page_contexts.console(found, request.actor, address(found), request.GET.get("page", "1")) | _around(
            found
        )
        return render(request, "juries/console.html", context)
    if can(request.actor, "local_juries.mark", found):
        return redirect("juries-room", pk=pk)
    require(request.actor, "local_juries.watch", found)
    return render(request, "local_juries/watch.html", _watched(found))


@seated
def room(request: Request, pk: UUID) -> HttpResponse:
    """A member's own list."""
    found = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.mark", found)
    return render(request, "juries/room.html", page_contexts.room(found, request.actor, address(found)))


@seated
def projected(request: Request, pk: UUID) -> HttpResponse:
    """The room's screen: the team, the clock, the next one; never a mark."""
    jury = queries.jury_or_404(pk, request.actor)
    return render(request, "juries/screen.html", page_contexts.projected(jury, request.actor))


@seated
def open_session(request: Request, pk: UUID) -> HttpResponse:
    found = queries.jury_or_404(pk, request.actor)
    done = _("La séance est ouverte : les membres peuvent noter.")
    return act(request, address(found), lambda: domain.open_session(found, by=request.actor), done)


@seated
def deliberate(request: Request, pk: UUID) -> HttpResponse:
    found = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.lead", found)
    if request.method != "POST":
        text = _("Les membres ne pourront plus changer leurs notes.")
        confirm = _("Passer à la délibération")
        return ask(request, address(found), title=_("Clore les notes ?"), text=text, confirm=confirm)
    done = _("Les notes sont closes : la délibération est ouverte.")
    return act(request, address(found), lambda: domain.deliberate(found, by=request.actor), done)


@seated
def resume(request: Request, pk: UUID) -> HttpResponse:
    found = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.lead", found)
    if request.method != "POST":
        text = _("Les membres pourront de nouveau changer leurs notes ; le classement sera masqué.")
        confirm = _("Reprendre la séance")
        return ask(request, address(found), title=_("Rouvrir les notes ?"), text=text, confirm=confirm)
    done = _("La séance est reprise.")
    return act(request, address(found), lambda: domain.resume(found, by=request.actor), done)


@seated
def reveal(request: Request, pk: UUID) -> HttpResponse:
    found = queries.jury_or_404(pk, request.actor)
    return act(request, address(found), lambda: domain.reveal(found, by=request.actor), _("Le classement est dévoilé."))


def _follows(request: Request) -> bool:
    return can(request.actor, "local_juries.follow")


def _first(request: Request, editions: Any) -> dict[str, Any]:
    """The edition that the link came from, or the latest."""
    wanted = request.GET.get("edition", "")
    found = next((each for each in editions[:50] if str(each.pk) == wanted), None)
    return {"edition": found or editions.first()}


def _compose(request: Request, typed: dict[str, Any]) -> Jury:
    edition, everyone = typed.pop("edition"), typed.pop("everyone")
    ideas = list(queries.eligible_ideas(edition, typed["kind"])) if everyone else []
    return domain.compose(edition, by=request.actor, ideas=ideas, **typed)


def _around(found: Jury) -> dict[str, Any]:
    """What the console of a territory shows besides."""
    return {
        "layout": "territory/base.html",
        "trail": [(_("Jurys"), "/jurys/"), (found.title, "")],
        "passages_url": f"{address(found)}passages/",
    }


def _watched(found: Jury) -> dict[str, Any]:
    """The composition, and decisions once they are published."""
    passages = found.passages.select_related("decision")
    return {"jury": found, "passages": list(passages), "trail": [(_("Jurys"), "/jurys/"), (found.title, "")]}
