"""Committees: planned with an agenda, decided project by project, closed once for all."""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eclore.kit.editing import edit_form, edited
from eclore.kit.elements import Question
from eclore.kit.errors import Refusal
from eclore.kit.finding import offer_found
from eclore.kit.forms import Form
from eclore.kit.permissions import can, require
from eclore.kit.transitions import AlreadyDone
from eclore.kit.versions import Other
from eclore.kit.web import act, ask, done, page, signed_in, typed, written
from programs.local.incubation import queries
from programs.local.incubation.domain import committees
from programs.local.incubation.forms import AgendaForm, CommitteeForm, NewCommitteeForm, VerdictChoice, VerdictForm
from programs.local.incubation.models import Committee, Project, Review
from programs.local.incubation.states import CommitteeVerdict
from programs.local.incubation.views import committee_page
from programs.local.incubation.views.form_page import form_page
from tenants.requests import Request

PER_PAGE = 50


@signed_in
def index(request: Request) -> HttpResponse:
    require(request.actor, "incubation.see_committees")
    rows = Paginator(queries.committees(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": rows,
        "rows": committee_page.rows(rows.object_list),
        "may_plan": can(request.actor, "incubation.plan"),
    }
    return render(request, "incubation/committees.html", context)


@signed_in
def new(request: Request) -> HttpResponse:
    require(request.actor, "incubation.plan")
    agenda = queries.for_an_agenda(request.actor)
    form = NewCommitteeForm(typed(request), projects=agenda, initial={"title": _("Comité d'investissement")})
    if taken := written(request, form, partial(committees.plan, by=request.actor)):
        committee = taken.result
        return done(request, _("Le comité est prévu."), committee.get_absolute_url())
    title, back_url = _("Prévoir un comité"), reverse("incubation-committees")
    finding = offer_found(request, form, "projects", "name")
    return form_page(request, form, title=title, label=_("Prévoir ce comité"), back_url=back_url, finding=finding)


@signed_in
def detail(request: Request, pk: UUID) -> HttpResponse:
    require(request.actor, "incubation.see_committees")
    committee = queries.committee_or_404(request.actor, pk)
    return render(request, "incubation/committee.html", committee_page.shown(committee, request.actor))


@signed_in
def edit(request: Request, pk: UUID) -> HttpResponse:
    committee = queries.committee_or_404(request.actor, pk)
    require(request.actor, "incubation.plan", committee)
    form = edit_form(request, CommitteeForm, committee, verb="move")
    if edited(request, form, partial(committees.move, committee, by=request.actor)):
        return done(request, _("Le comité est modifié."), committee.get_absolute_url())
    title = _("Modifier le comité")
    return form_page(request, form, title=title, label=_("Enregistrer"), back_url=committee.get_absolute_url())


@signed_in
def add(request: Request, pk: UUID) -> HttpResponse:
    committee = queries.committee_or_404(request.actor, pk)
    require(request.actor, "incubation.plan", committee)
    form = AgendaForm(typed(request), projects=queries.for_an_agenda(request.actor, committee))

    def put(projects: Iterable[Project]) -> Committee:
        return committees.add(committee, list(projects), by=request.actor)

    if written(request, form, put):
        return done(request, _("L'ordre du jour est complété."), committee.get_absolute_url())
    title, back_url = _("Compléter l'ordre du jour"), committee.get_absolute_url()
    finding = offer_found(request, form, "projects", "name")
    return form_page(request, form, title=title, label=_("Ajouter ces projets"), back_url=back_url, finding=finding)


@signed_in
@require_POST
def drop(request: Request, pk: UUID, review_pk: UUID) -> HttpResponse:
    review = queries.review_or_404(request.actor, pk, review_pk)
    committees.drop(review, by=request.actor)
    return done(request, _("Le projet est retiré de l'ordre du jour."), review.committee.get_absolute_url())


@signed_in
def decide(request: Request, pk: UUID, review_pk: UUID) -> HttpResponse:
    """First which decision, then what this one needs to say."""
    review = queries.review_or_404(request.actor, pk, review_pk)
    require(request.actor, "incubation.decide", review.committee)
    verdict = request.POST.get("verdict") or request.GET.get("decision", "")
    if verdict not in CommitteeVerdict.values:
        return _choose(request, review)
    form = edit_form(
        request,
        VerdictForm,
        review,
        of=review.committee,
        values=lambda: committees.said(review, verdict),
        who=lambda _since: Other(review.author_name, review.decided_at, same=review.author_name == request.actor.name),
        verdict=verdict,
    )
    form.follow_besides(review.verdict, _decided(review))
    if written(request, form, partial(committees.decide, review, by=request.actor, verdict=verdict)):
        sentence = _("La décision est écrite. Elle s'appliquera à la clôture du comité.")
        return done(request, sentence, review.committee.get_absolute_url())
    return _verdict_page(request, review, form, verdict=CommitteeVerdict(verdict))


def _decided(review: Review) -> str:
    """What is decided by now."""
    label = review.get_verdict_display() if review.verdict else _("rien encore")
    return _("La décision écrite est maintenant : %(verdict)s.") % {"verdict": label}


def _choose(request: Request, review: Review) -> HttpResponse:
    asked = request.GET if "decision" in request.GET else None
    form = VerdictChoice(asked, project=review.project, initial={"decision": review.verdict})
    return _verdict_page(request, review, form)


def _verdict_page(
    request: Request, review: Review, form: Form, verdict: CommitteeVerdict | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "review": review,
        "verdict": verdict,
        "title": _("Décider : %(project)s") % {"project": review.project},
        "back_url": review.committee.get_absolute_url(),
    }
    return page(request, "incubation/decide.html", context, form)


@signed_in
def cancel(request: Request, pk: UUID) -> HttpResponse:
    """A committee that will not be held, once it has been asked."""
    committee = queries.committee_or_404(request.actor, pk)
    require(request.actor, "incubation.plan", committee)
    back = committee.get_absolute_url()
    if request.method != "POST":
        text = _("Les décisions déjà écrites ne s'appliqueront pas. Un comité annulé ne se reprend pas.")
        return ask(request, Question(_("Annuler le comité ?"), text, _("Annuler le comité")), back)
    verb = partial(committees.cancel, committee, by=request.actor)
    return act(request, verb, to=back, back=back, said=_("Le comité est annulé."))


@signed_in
def close(request: Request, pk: UUID) -> HttpResponse:
    """Ask by GET, close by POST."""
    committee = queries.committee_or_404(request.actor, pk)
    require(request.actor, "incubation.decide", committee)
    context = {
        "title": _("Clore le comité ?"),
        "text": _("Toutes les décisions s'appliquent ensemble et chaque équipe reçoit la sienne avec ses raisons."),
        "confirm": _("Clore le comité"),
        "back_url": committee.get_absolute_url(),
    }
    if request.method != "POST":
        return render(request, "confirm.html", context)
    try:
        committees.close(committee, by=request.actor)
    except AlreadyDone:
        raise  # its page says so
    except Refusal as refusal:
        shown = committee_page.shown(queries.committee_or_404(request.actor, pk), request.actor)
        return render(request, "incubation/committee.html", {**shown, "refusal": refusal.sentence}, status=409)
    return done(request, _("Le comité est clos : les décisions sont appliquées."), committee.get_absolute_url())
