"""A member before one dossier: read it, mark it, or step aside."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclore.kit.errors import Refusal
from eclore.kit.permissions import require
from eclore.kit.web import show
from programs.joint.forums import copies
from programs.joint.juries import domain, queries
from programs.joint.juries.models import Passage
from programs.joint.juries.views.surroundings import base_of
from programs.juries import page_contexts
from programs.juries.forms import BallotForm, RecusalForm
from programs.juries.web import seated
from tenants.requests import Request


@seated
def ballot(request: Request, jury: UUID, pk: UUID) -> HttpResponse:
    passage = queries.passage_or_404(request.actor, jury, pk)
    require(request.actor, "joint_juries.mark", passage.jury)
    data = request.POST if request.method == "POST" else None
    context = page_contexts.ballot(passage.jury, passage, request.actor, base_of(passage.jury), data=data)
    form = context["form"]
    if data is not None and form.is_valid() and _kept(request, passage, form):
        return redirect("juries-room", pk=jury)
    context["origin"] = passage.origin
    return render(request, "juries/ballot.html", context, status=422 if form.errors else 200)


@seated
def dossier(request: Request, jury: UUID, pk: UUID) -> HttpResponse:
    """The snapshot; a proposed recusal is answered first."""
    passage = queries.passage_or_404(request.actor, jury, pk)
    require(request.actor, "joint_juries.view", passage.jury)
    if not queries.may_read(request.actor, passage, queries.own_recusal(request.actor, passage)):
        return redirect("juries-passage", jury=jury, pk=pk)
    snapshot = passage.nomination.snapshot
    context = {
        "jury": passage.jury,
        "passage": passage,
        "base": base_of(passage.jury),
        "path": f"passages/{passage.pk}/",
        "origin": passage.origin,
        "dossier": [(answer["label"], answer["text"]) for answer in snapshot.get("answers", [])],
        "files": copies.shown(passage.nomination, f"{base_of(passage.jury)}passages/{passage.pk}/fichiers/"),
        "team": [f"{member['name']}, {member['status']}" for member in snapshot.get("team", [])],
    }
    return render(request, "juries/dossier.html", context)


@seated
def download(request: Request, jury: UUID, pk: UUID, file: UUID) -> FileResponse:
    """A frozen file, for whoever may read the snapshot now."""
    passage = queries.passage_or_404(request.actor, jury, pk)
    require(request.actor, "joint_juries.view", passage.jury)
    if not queries.may_read(request.actor, passage, queries.own_recusal(request.actor, passage)):
        raise Http404(_("Aucun fichier ne se trouve à cette adresse."))
    return copies.served(passage.nomination, file)


@seated
def recuse(request: Request, jury: UUID, pk: UUID) -> HttpResponse:
    """Step aside; the dialog posts without a reason, the page asks for one."""
    passage = queries.passage_or_404(request.actor, jury, pk)
    require(request.actor, "joint_juries.mark", passage.jury)
    form = RecusalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        domain.recuse(passage, by=request.actor, reason=form.cleaned_data["reason"])
        messages.success(request, _("Vous êtes en déport pour « %(title)s ».") % {"title": passage.title})
        return redirect("juries-room", pk=jury)
    context = {
        "title": _("Vous déporter de ce passage ?"),
        "text": _("Le dossier ne vous sera plus montré, vos notes ne compteront pas, et ce sera dit au procès-verbal."),
        "confirm": _("Je me déporte"),
        "form": form,
        "back_url": f"{base_of(passage.jury)}passages/{passage.pk}/",
    }
    return render(request, "confirm.html", context)


@seated
def answer(request: Request, jury: UUID, pk: UUID, verb: str) -> HttpResponse:
    """Confirm or decline a recusal that was proposed."""
    session = queries.jury_or_404(request.actor, jury)
    require(request.actor, "joint_juries.mark", session)
    recusal = queries.own_recusal_or_404(request.actor, session, pk)
    if request.method == "POST":
        getattr(domain, verb)(recusal, by=request.actor)
        if verb == "decline_recusal":
            return redirect("juries-passage", jury=jury, pk=recusal.passage_id)
    return redirect("juries-room", pk=jury)


def _kept(request: Request, passage: Passage, form: BallotForm) -> bool:
    """Whether the marks were written; the refusal is shown in the form otherwise."""
    act = domain.save if form.is_draft else domain.cast
    try:
        act(passage, by=request.actor, marks=form.marks, comment=form.cleaned_data["comment"])
    except Refusal as refusal:
        show(refusal, form)
        return False
    messages.success(request, _("Vos notes pour « %(title)s » sont enregistrées.") % {"title": passage.title})
    return True
