"""The ranking, the decisions, the replies, their publication, the minutes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclore.kit import audit
from eclore.kit.errors import NotAllowed, Refusal
from eclore.kit.permissions import require
from eclore.kit.web import show
from programs.juries import exports, page_contexts
from programs.juries.forms import DecisionForm, initial_of
from programs.juries.minutes import VERSIONS
from programs.juries.queries import decision_of
from programs.juries.web import seated
from programs.local.juries import domain, queries
from programs.local.juries.domain import publication, replies
from programs.local.juries.forms import ReplyForm
from programs.local.juries.models import Passage
from programs.local.juries.states import JuryKind
from programs.local.juries.views.acting import act, address, around, ask


@seated
def ranking(request: HttpRequest, pk: UUID) -> HttpResponse:
    """After the reveal: means and what explains them; raw ballots for the president."""
    jury = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.see_ranking", jury)
    opened, page = request.GET.get("bulletins", ""), request.GET.get("page", "1")
    context = page_contexts.ranking(jury, request.actor, address(jury), opened, page) | around(jury, _("Classement"))
    return render(request, "juries/results.html", context)


@seated
def workbook(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The ranking as a spreadsheet."""
    jury = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.see_ranking", jury)
    audit.record(audit.Act.EXPORT, subject=jury, by=request.actor, verb="results", format="xlsx")
    return exports.download(page_contexts.ranking(jury, request.actor, address(jury), page=None)["results"])


@seated
def minutes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The minutes, full or redacted, to print."""
    jury = queries.jury_or_404(pk, request.actor, amended=True)
    require(request.actor, "local_juries.see_minutes", jury)
    version = request.GET.get("version", "")
    audit.record(
        audit.Act.EXPORT, subject=jury, by=request.actor, verb="minutes", version=VERSIONS.get(version, "full")
    )
    context = page_contexts.minutes_of(
        jury, request.actor, address(jury), redacted=version == "communicable", with_ballots=version == "bulletins"
    )
    return render(request, "juries/minutes.html", context | around(jury, _("Procès-verbal")))


@seated
def decide(request: HttpRequest, pk: UUID, passage: UUID) -> HttpResponse:
    """One passage's verdict and its terms."""
    jury = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.decide", jury)
    found = queries.passage_or_404(passage, jury, request.actor)
    verdicts = [(verdict.value, verdict.label) for verdict in found.verdicts]
    form = DecisionForm(
        request.POST or None, verdicts=verdicts, initial=_terms_first(found), grants=jury.kind == JuryKind.AUDITION
    )
    if request.method == "POST" and form.is_valid() and _decided(request, found, form):
        return redirect("juries-jury", pk=pk)
    context = {"form": form, "passage": found, "jury": jury, "back_url": address(jury)} | around(jury, found.title)
    return render(request, "juries/decide.html", context, status=422 if form.errors else 200)


@seated
def prepare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every reply on one page, before they are sent together."""
    jury = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.publish", jury)
    if jury.state != "deliberation":
        return redirect("juries-jury", pk=pk)
    obstacle = publication.obstacle(jury)
    context = {"jury": jury, "replies": replies.of(jury), "base": address(jury)}
    context |= {"obstacle": str(obstacle.sentence) if obstacle else ""} | around(jury, _("Publication"))
    return render(request, "local_juries/publication.html", context)


@seated
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All together, once it has been asked."""
    jury = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.publish", jury)
    if request.method != "POST":
        text = _("Chaque équipe reçoit sa réponse maintenant. Cela ne se reprend pas.")
        title, confirm = _("Publier toutes les décisions ?"), _("Publier et envoyer")
        return ask(request, f"{address(jury)}publication/", title=title, text=text, confirm=confirm)
    done = _("Les décisions sont publiées et chaque équipe reçoit sa réponse.")
    return act(request, address(jury), lambda: domain.publish(jury, by=request.actor), done)


@seated
def reply(request: HttpRequest, pk: UUID, passage: UUID) -> HttpResponse:
    """Correct one team's answer before it is sent."""
    jury = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.publish", jury)
    decided = queries.passage_or_404(passage, jury, request.actor)
    drafted = next((each for each in replies.of(jury) if each.passage.pk == decided.pk), None)
    if drafted is None:
        return redirect("juries-publication", pk=pk)
    form = ReplyForm(request.POST or None, initial={"subject": drafted.subject, "body": drafted.body})
    if request.method == "POST" and form.is_valid():
        try:
            drafted.passage.jury = jury
            replies.rewrite_reply(drafted.passage, by=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("La réponse est enregistrée."))
            return redirect("juries-publication", pk=pk)
    context = {"form": form, "reply": drafted, "jury": jury, "base": address(jury)} | around(jury, _("Réponse"))
    return render(request, "local_juries/reply.html", context, status=422 if form.errors else 200)


def _decided(request: HttpRequest, passage: Passage, form: DecisionForm) -> bool:
    """Write the decision; a refusal is put on the form."""
    try:
        domain.decide(passage, by=request.actor, **form.cleaned_data)
    except NotAllowed:
        raise
    except Refusal as refusal:
        show(refusal, form)
        return False
    messages.success(request, _("La décision est enregistrée."))
    return True


def _terms_first(passage: Passage) -> dict[str, Any]:
    """The decision as it stands; for a first one, what the edition promises to laureates."""
    edition = passage.jury.edition
    promised = {"weeks": edition.weeks, "days_per_week": edition.days_per_week}
    return initial_of(decision_of(passage)) or promised
