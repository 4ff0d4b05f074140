"""One passage: a member's marks, its dossier, stepping aside, the order of the day."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclore.kit.errors import NotAllowed, Refusal
from eclore.kit.permissions import can, require
from eclore.kit.web import show
from programs.files.serving import served
from programs.juries import page_contexts
from programs.juries.domain.recusals import require_reader
from programs.juries.forms import STEPS, BallotForm
from programs.juries.web import seated
from programs.local.juries import domain, queries
from programs.local.juries.domain.passages import add_passages
from programs.local.juries.forms import PassagesForm
from programs.local.juries.models import Jury, Passage
from programs.local.juries.views.acting import act, address, ask
from tenants.requests import Request


@seated
def ballot(request: Request, pk: UUID, passage: UUID) -> HttpResponse:
    """A member marks the passage in front of them."""
    jury = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.mark", jury)
    found = queries.passage_or_404(passage, jury, request.actor)
    context = page_contexts.ballot(jury, found, request.actor, address(jury), request.POST or None)
    form: BallotForm = context["form"]
    if request.method == "POST" and form.is_valid() and _kept(request, found, form):
        following = context["sheet"].following_path
        if form.is_draft or not (following and jury.marks_in_any_order):
            return redirect(f"{address(jury)}passages/{passage}/")
        return redirect(f"{address(jury)}{following}")
    own = _own_marks(context)
    return render(request, "juries/ballot.html", {**context, "own_marks": own}, status=422 if form.errors else 200)


@seated
def dossier(request: Request, pk: UUID, passage: UUID) -> HttpResponse:
    """What the team has written; a proposal of recusal is answered first."""
    jury = queries.jury_or_404(pk, request.actor)
    found = queries.passage_or_404(passage, jury, request.actor)
    try:
        require_reader(found, by=request.actor)
    except NotAllowed:
        raise
    except Refusal:
        return redirect("juries-passage", pk=pk, passage=passage)
    votes = can(request.actor, "local_juries.mark", jury)
    context = {
        "jury": jury,
        "passage": found,
        "base": address(jury),
        "path": f"passages/{found.pk}/" if votes else "",
        "dossier": queries.answers_of(found),
        "team": queries.team_of(found),
        "files": [
            {"url": f"{address(jury)}passages/{found.pk}/fichiers/{one.pk}/", "name": one.name, "detail": one.weight}
            for one in queries.files_of(found)
        ],
    }
    return render(request, "juries/dossier.html", context)


@seated
def download(request: Request, pk: UUID, passage: UUID, file: UUID) -> FileResponse:
    """A file of the dossier, for whoever may read the dossier now."""
    found = queries.passage_or_404(passage, queries.jury_or_404(pk, request.actor), request.actor)
    one = queries.file_or_404(file, found)
    require_reader(found, by=request.actor)
    return served(one)


@seated
def recuse(request: Request, pk: UUID, passage: UUID) -> HttpResponse:
    """One tap and its confirmation."""
    jury = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.mark", jury)
    found = queries.passage_or_404(passage, jury, request.actor)
    if request.method != "POST":
        text = _(
            "Le dossier ne vous sera plus montré, vos notes ne compteront pas, et votre déport figurera au"
            " procès-verbal."
        )
        title, confirm = _("Vous déporter de ce passage ?"), _("Je me déporte")
        return ask(request, f"{address(jury)}passages/{passage}/", title=title, text=text, confirm=confirm)
    done = _("Votre déport est enregistré.")
    return act(request, f"{address(jury)}salle/", lambda: domain.recuse(found, by=request.actor), done)


@seated
def start(request: Request, pk: UUID, passage: UUID) -> HttpResponse:
    jury, found = _led(request, pk, passage)
    return act(request, address(jury), lambda: domain.open_passage(found, by=request.actor))


@seated
def finish(request: Request, pk: UUID, passage: UUID) -> HttpResponse:
    jury, found = _led(request, pk, passage)
    return act(request, address(jury), lambda: domain.close_passage(found, by=request.actor))


@seated
def add(request: Request, pk: UUID) -> HttpResponse:
    """Choose among the ideas that this jury may hear."""
    jury = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.compose", jury)
    ideas = queries.eligible_ideas(jury.edition, jury.kind)
    form = PassagesForm(request.POST or None, ideas=ideas)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_passages(jury, by=request.actor, ideas=form.cleaned_data["ideas"])
        except Refusal as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("%(count)s passages ajoutés.") % {"count": len(added)})
            return redirect("juries-jury", pk=pk)
    context = {"form": form, "jury": jury, "base": address(jury), "any": len(form.fields["ideas"].choices) > 0}
    return render(request, "local_juries/passages.html", context, status=422 if form.errors else 200)


@seated
def remove(request: Request, pk: UUID, passage: UUID) -> HttpResponse:
    jury, found = _led(request, pk, passage)
    return act(request, address(jury), lambda: domain.remove_passage(found, by=request.actor), _("Passage retiré."))


def _led(request: Request, pk: UUID, passage: UUID) -> tuple[Jury, Passage]:
    jury = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.lead", jury)
    return jury, queries.passage_or_404(passage, jury, request.actor)


def _kept(request: Request, passage: Passage, form: BallotForm) -> bool:
    """Write the ballot; a refusal is put on the form, which keeps what was typed."""
    write = domain.save if form.is_draft else domain.cast
    try:
        write(passage, by=request.actor, marks=form.marks, comment=form.cleaned_data["comment"])
    except NotAllowed:
        raise
    except Refusal as refusal:
        show(refusal, form)
        return False
    said = _("Vos notes sont gardées ; validez-les pour qu'elles comptent.") if form.is_draft else _("Notes validées.")
    messages.success(request, said)
    return True


def _own_marks(context: page_contexts.Context) -> list[tuple[str, str]]:
    """A member's marks in words, once they can no longer change."""
    words, form = dict(STEPS), context["form"]
    values = [(criterion.label, form.initial_mark(criterion)) for criterion in form.criteria]
    return [(label, f"{value} · {words[value]}") for label, value in values if value]
