"""The criteria of one session, corrected apart from its edition or its forum until the first mark."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from eclore.kit.forms import Form
from eclore.kit.locks import lock
from eclore.kit.web import done, kept, typed
from programs.juries import domain
from programs.juries.contract import AnySide
from programs.juries.criteria import sheets
from programs.juries.criterion_forms import rows_of
from programs.juries.domain.criteria import CriterionGiven, why_they_stand
from programs.juries.entry_card_sessions import seated
from programs.juries.models import AbstractJury
from tenants.requests import Request


@seated
def criteria(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """What is marked, row by row; once somebody has marked, read alone, and why."""
    jury = side.jury_or_404(pk, request.actor, verb="compose")
    if request.method == "POST":
        lock(jury)
    rows, form = rows_of(jury, request.actor, typed(request)), Form(typed(request))
    if request.method == "POST" and rows.is_valid():
        given = [CriterionGiven(**row) for row in rows.kept]
        if kept(form, partial(domain.set_criteria, jury, given, by=request.actor)):
            return done(request, _("Les critères de la séance sont enregistrés."), jury)
    context = {"jury": jury, "rows": rows, "form": form, **side.page_context(jury, _("Critères"))}
    if request.method == "POST":
        return render(request, "juries/criteria.html", context, status=409 if rows.has_two_texts else 422)
    return render(request, "juries/criteria.html", context | _closed(jury))


def _closed(jury: AbstractJury) -> dict[str, object]:
    """Why nothing is corrected any more, and the sheets as they stand."""
    refusal = why_they_stand(jury)
    if refusal is None:
        return {}
    kinds = jury.passages.order_by().values_list("kind", flat=True).distinct()
    return {"closed": refusal.sentence, "sheets": sheets(list(jury.criteria.all()), kinds)}
