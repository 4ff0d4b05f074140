"""What a manager does with submitted ideas: one at a time, or many."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from eclore.kit.errors import Refusal
from eclore.kit.finding import Finding, offer_found
from eclore.kit.permissions import require
from eclore.kit.transitions import AlreadyDone
from eclore.kit.web import done, signed_in, written
from programs.local.calls.models import Edition
from programs.local.calls.queries import edition_or_404
from programs.local.ideas import finding, queries
from programs.local.ideas.domain import ideas
from programs.local.ideas.forms import CompletionForm, MergeForm, SetAsideForm
from programs.local.ideas.models import Idea
from tenants.requests import Request

AT_ONCE = 200
BULK: dict[str, tuple[Callable[..., Idea], type[BaseForm], Promise, Promise]] = {
    "ask_completion": (
        ideas.ask_completion,
        CompletionForm,
        lazy("Demander un complément"),
        lazy("Envoyer la demande"),
    ),
    "set_aside": (ideas.set_aside, SetAsideForm, lazy("Laisser de côté"), lazy("Laisser de côté et répondre")),
}


@signed_in
def ask_completion(request: Request, pk: UUID) -> HttpResponse:
    idea = _found(request, pk)
    form = CompletionForm(request.POST or None, auto_id="completer-%s")
    return _one(request, idea, form, ideas.ask_completion, _("Demander un complément"), _("Envoyer la demande"))


@signed_in
def set_aside(request: Request, pk: UUID) -> HttpResponse:
    idea = _found(request, pk)
    form = SetAsideForm(request.POST or None, auto_id="ecarter-%s")
    return _one(request, idea, form, ideas.set_aside, _("Laisser cette idée de côté"), _("Laisser de côté et répondre"))


@signed_in
def merge(request: Request, pk: UUID) -> HttpResponse:
    idea = _found(request, pk)
    others = queries.mergeable_with(idea, request.actor)
    form = MergeForm(others, request.POST or None)
    finding = offer_found(request, form, "into", *queries.CALLED)
    return _one(request, idea, form, ideas.merge, _("Rattacher à une autre idée"), _("Rattacher l'idée"), finding)


@signed_in
def bulk(request: Request, pk: UUID) -> HttpResponse:
    """Choose on the board, say why here, once for all."""
    edition = edition_or_404(pk, request.actor)
    require(request.actor, "calls.edit", edition)
    if request.method != "POST":
        return redirect("ideas-board", pk=pk)
    if request.POST.get("action") not in BULK:
        messages.error(request, _("Choisissez une action dans la liste."))
        return redirect("ideas-board", pk=pk)
    verb, form_class, title, act = BULK[request.POST["action"]]
    chosen = _chosen(request, edition)
    if not chosen:
        messages.error(request, _("Cochez au moins une idée."))
        return redirect("ideas-board", pk=pk)
    form = form_class(request.POST if "confirmed" in request.POST else None)
    if form.is_valid():
        _apply(request, verb, chosen, form)
        return redirect("ideas-board", pk=pk)
    return render(
        request,
        "ideas/bulk.html",
        {
            "edition": edition,
            "chosen": chosen,
            "form": form,
            "action": request.POST["action"],
            "title": title,
            "act": act,
        },
        status=422 if form.is_bound else 200,
    )


def _apply(request: Request, verb: Callable[..., Idea], chosen: list[Idea], form: BaseForm) -> None:
    """Each idea on its own: one that has moved meanwhile does not stop the others."""
    left: list[str] = []
    for idea in chosen:
        try:
            verb(idea, by=request.actor, **form.cleaned_data)
        except AlreadyDone:
            continue  # by this very person: it is done
        except Refusal:
            left.append(f"n° {idea.number}")
    if done := len(chosen) - len(left):
        messages.success(request, _("C'est fait pour %(count)d : chaque équipe a reçu un message.") % {"count": done})
    if left:
        messages.warning(
            request, _("Sans changement, car leur étape ne le permet plus : %(ideas)s.") % {"ideas": ", ".join(left)}
        )


def _chosen(request: Request, edition: Edition) -> list[Idea]:
    keys = []
    for text in request.POST.getlist("ideas")[:AT_ONCE]:
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    rows = finding.detailed(queries.visible_to(request.actor)).filter(pk__in=keys, call__edition=edition)
    return list(rows.filter(queries.SUBMITTED).order_by("number"))


def _found(request: Request, pk: UUID) -> Idea:
    idea = finding.idea_or_404(pk, request.actor)
    if idea.submitted_at is None:
        raise Http404
    require(request.actor, "ideas.triage", idea)
    return idea


def _one(
    request: Request,
    idea: Idea,
    form: BaseForm,
    verb: Callable[..., Idea],
    title: str,
    act: str,
    finding: Finding | None = None,
) -> HttpResponse:
    """Ask by GET, act by POST."""
    if written(request, form, partial(verb, idea, by=request.actor)):
        return done(request, _("C'est fait : l'équipe a reçu un message."), idea)
    context = {
        "title": title,
        "confirm": act,
        "form": form,
        "finding": finding,
        "back_url": idea.get_absolute_url(),
        "text": f"n° {idea.number} · {idea.title}",
    }
    return render(request, "confirm.html", context, status=422 if request.method == "POST" else 200)
