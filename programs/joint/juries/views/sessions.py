"""Running the day: the console, a member's room, and the moves of the session."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from eclore.kit import audit
from eclore.kit.permissions import can, require
from programs.joint.juries import domain, queries
from programs.joint.juries.views.surroundings import around, base_of
from programs.juries import exports, page_contexts
from programs.juries.minutes import VERSIONS
from programs.juries.web import seated

ASKED = {
    "deliberate": (
        _("Clore les notes ?"),
        _("Les membres ne pourront plus changer leurs notes."),
        _("Passer à la délibération"),
    ),
    "resume": (
        _("Rouvrir les notes ?"),
        _("Les membres pourront de nouveau changer leurs notes ; le classement sera masqué."),
        _("Reprendre la séance"),
    ),
    "open_session": (
        _("Ouvrir la séance ?"),
        _("Les dossiers sont figés : les territoires ne peuvent plus en ajouter ni en retirer."),
        _("Ouvrir la séance"),
    ),
    "reveal": (
        _("Dévoiler le classement ?"),
        _("Le classement devient visible de la présidence et de l'équipe nationale."),
        _("Dévoiler le classement"),
    ),
}


@seated
def jury_list(request: HttpRequest) -> HttpResponse:
    juries = list(queries.visible_to(request.actor).order_by("-held_on")[:50])
    return render(request, "joint_juries/list.html", {"juries": juries})


@seated
def console(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The console for whoever leads, the room for the other members."""
    jury = queries.jury_or_404(request.actor, pk)
    if not can(request.actor, "joint_juries.lead", jury):
        return redirect("juries-room", pk=jury.pk)
    context = page_contexts.console(jury, request.actor, base_of(jury), request.GET.get("page", "1"))
    rows = context["console"].passages
    context |= {
        **around(jury),
        "passages_url": f"{base_of(jury)}ordre/",
        "dossiers_from_territories": True,
        "delivery": queries.delivery(row.decision for row in rows if row.decision) if jury.published_at else None,
    }
    return render(request, "joint_juries/console.html", context)


@seated
def room(request: HttpRequest, pk: UUID) -> HttpResponse:
    jury = queries.jury_or_404(request.actor, pk)
    require(request.actor, "joint_juries.mark", jury)
    return render(request, "juries/room.html", page_contexts.room(jury, request.actor, base_of(jury)))


@seated
def move(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    """Open, deliberate, resume or reveal."""
    jury = queries.jury_or_404(request.actor, pk)
    require(request.actor, "joint_juries.lead", jury)
    if request.method == "POST":
        getattr(domain, verb)(jury, by=request.actor)
        return redirect("juries-ranking" if verb == "reveal" else "juries-jury", pk=jury.pk)
    title, text, confirm = ASKED[verb]
    context = {"title": title, "text": text, "confirm": confirm, "back_url": base_of(jury)}
    return render(request, "confirm.html", context)


@seated
def passage(request: HttpRequest, jury: UUID, pk: UUID, verb: str) -> HttpResponse:
    """Begin a passage, or end it."""
    subject = queries.passage_or_404(request.actor, jury, pk)
    require(request.actor, "joint_juries.lead", subject.jury)
    if request.method == "POST":
        getattr(domain, verb)(subject, by=request.actor)
    return redirect("juries-jury", pk=jury)


@seated
def ranking(request: HttpRequest, pk: UUID) -> HttpResponse:
    jury = queries.jury_or_404(request.actor, pk)
    require(request.actor, "joint_juries.see_ranking", jury)
    opened, page = request.GET.get("bulletins", ""), request.GET.get("page", "1")
    context = around(jury, _("Délibération")) | page_contexts.ranking(jury, request.actor, base_of(jury), opened, page)
    return render(request, "juries/results.html", context)


@seated
def workbook(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The ranking as a spreadsheet."""
    jury = queries.jury_or_404(request.actor, pk)
    require(request.actor, "joint_juries.see_ranking", jury)
    audit.record(audit.Act.EXPORT, subject=jury, by=request.actor, verb="results", format="xlsx")
    return exports.download(page_contexts.ranking(jury, request.actor, base_of(jury), page=None)["results"])


@seated
def projected(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The room's screen: the team, the clock, the next one; never a mark."""
    jury = queries.jury_or_404(request.actor, pk)
    return render(request, "juries/screen.html", page_contexts.projected(jury, request.actor))


@seated
def minutes(request: HttpRequest, pk: UUID) -> HttpResponse:
    jury = queries.jury_or_404(request.actor, pk, amended=True)
    require(request.actor, "joint_juries.see_minutes", jury)
    version = request.GET.get("version", "")
    audit.record(
        audit.Act.EXPORT, subject=jury, by=request.actor, verb="minutes", version=VERSIONS.get(version, "full")
    )
    context = page_contexts.minutes_of(
        jury, request.actor, base_of(jury), redacted=version == "communicable", with_ballots=version == "bulletins"
    )
    return render(request, "juries/minutes.html", around(jury, _("Procès-verbal")) | context)


@seated
def presence(request: HttpRequest, jury: UUID, pk: UUID) -> HttpResponse:
    """The roll is called."""
    session = queries.jury_or_404(request.actor, jury)
    require(request.actor, "joint_juries.lead", session)
    seat = queries.seat_or_404(session, pk)
    if request.method == "POST":
        domain.note_presence(seat, by=request.actor, present=request.POST.get("present") == "oui")
        messages.success(request, _("La présence de %(name)s est notée.") % {"name": seat.name})
    return redirect("juries-jury", pk=session.pk)
