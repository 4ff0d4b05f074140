"""The ranking, and the decisions on each dossier."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import audit
from eclore.kit.actor import Actor
from eclore.kit.editing import Who, edit_form, edited
from eclore.kit.errors import NotAllowed
from eclore.kit.versions import Other
from eclore.kit.web import act, page, written
from programs.juries import advisory_pages, decision_table, domain, exports, presidency
from programs.juries.contract import AnySide
from programs.juries.entry_card_sessions import seated
from programs.juries.forms import DecisionForm, DecisionsForm, initial_of
from programs.juries.models import AbstractDecision, AbstractPassage
from programs.juries.queries import decision_of
from programs.juries.results import paged, results
from programs.juries.rules import can, require
from programs.juries.states import JuryState
from tenants.requests import Request


@seated
def ranking(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """After the reveal: means and what explains them; raw ballots for the president."""
    jury = side.jury_or_404(pk, request.actor)
    if (told := presidency.closed_to(request.actor, jury)) and can(request.actor, "lead", jury):
        raise NotAllowed(told, code="not_revealed")
    require(request.actor, "see_ranking", jury)
    opened, leaf = request.GET.get("bulletins", ""), paged(request.GET.get("page", "1"))
    shown = results(jury, request.actor, opened=opened, leaf=leaf)
    return render(
        request, "juries/results.html", {"results": shown, "jury": jury, **side.page_context(jury, _("Délibération"))}
    )


@seated
def advisory(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Beside the official means: intervals, chances, agreement; of members, for the president alone."""
    jury = side.jury_or_404(pk, request.actor, verb="see_ranking")
    context = {"advice": advisory_pages.advisory(jury, request.actor), "jury": jury}
    return render(request, "juries/advisory.html", context | side.page_context(jury, _("Ce que disent les notes")))


@seated
def workbook(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The ranking as a spreadsheet."""
    jury = side.jury_or_404(pk, request.actor, verb="see_ranking")
    audit.record(audit.Act.EXPORT, subject=jury, by=request.actor, verb="results", format="xlsx")
    return exports.download(results(jury, request.actor))


@seated
def decide(request: Request, pk: UUID, passage: UUID, side: AnySide) -> HttpResponse:
    """One dossier's verdict and its terms."""
    found = side.passage_or_404(pk, passage, request.actor, verb="decide")
    form = edit_form(
        request,
        DecisionForm,
        found,
        of=found.jury,
        values=lambda: initial_of(decision_of(found)) or side.default_terms(found),
        who=_author_of(found, request.actor),
        verdicts=side.verdicts(found),
        has_terms=side.has_terms(found.jury),
    )
    form.whole = True  # reasons and terms go with their verdict
    if written(request, form, partial(side.decide, found, by=request.actor), _("La décision est enregistrée.")):
        return redirect(found.jury)
    context = {"form": form, "passage": found, "jury": found.jury, **side.page_context(found.jury, found.title)}
    context["withdraw_url"] = reverse("juries-undecide", args=[pk, passage]) if decision_of(found) else ""
    return page(request, "juries/decide.html", context, form)


@seated
def decisions(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Every dossier's verdict and its reasons, on one page, saved together."""
    jury = side.jury_or_404(pk, request.actor, verb="decide")
    if jury.state != JuryState.DELIBERATION:
        return redirect(jury)
    first = request.GET.get("ordre", "") == decision_table.UNDECIDED_FIRST
    leaf = request.GET.get("page", "1")
    table = decision_table.table(jury, request.actor, side, page=leaf, undecided_first=first)
    form = edit_form(request, DecisionsForm, jury, values=table.values, verb="decide", offered=table.offered)

    def settle(**changed: str) -> list[AbstractDecision]:
        rulings = table.rulings(form.settled(changed))
        return domain.decide_together(jury, rulings, by=request.actor)

    if edited(request, form, settle):
        messages.success(request, _("Les décisions sont enregistrées ; elles restent modifiables."))
        return redirect(request.get_full_path())
    context = {"form": form, "table": table, "groups": table.groups(form), "jury": jury}
    context["closed"] = presidency.closed_to(request.actor, jury)
    return page(request, "juries/decisions.html", context | side.page_context(jury, _("Décisions")), form)


def _author_of(passage: AbstractPassage, actor: Actor) -> Who:
    """Whoever has decided on it by now."""

    def author(_since: datetime) -> Other:
        decision = decision_of(passage)
        if decision is None:
            return Other()
        return Other(decision.author_name, decision.decided_at, same=str(decision.author_id) == str(actor.user_id))

    return author


@seated
def undecide(request: Request, pk: UUID, passage: UUID, side: AnySide) -> HttpResponse:
    """Go back on a pending decision."""
    found = side.passage_or_404(pk, passage, request.actor, verb="decide")
    verb = partial(domain.withdraw_decision, found, by=request.actor)
    return act(request, verb, to=found.jury.get_absolute_url(), said=_("Le passage est de nouveau à décider."))
