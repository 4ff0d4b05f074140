"""A call's board: the same ideas as a table, as columns, as a spreadsheet; and who is blocking."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from eclore.kit import audit, clock
from eclore.kit import exports as spreadsheets
from eclore.kit.permissions import can, require
from eclore.kit.web import signed_in
from programs.local.calls.models import Edition
from programs.local.calls.queries import edition_or_404
from programs.local.ideas import exports, queries, stages
from programs.local.ideas.forms import BULK_ACTIONS, BoardFilter
from programs.local.ideas.states import UNANSWERED, IdeaState
from tenants.requests import Request

PAGE, IN_A_COLUMN = 50, 12
COLUMNS = [state for state in IdeaState if state not in (IdeaState.DRAFT,)]


@signed_in
def board(request: Request, pk: UUID) -> HttpResponse:
    """A page of the table, or the columns."""
    require(request.actor, "ideas.follow")
    edition = edition_or_404(pk, request.actor)
    filters, ideas = _sifted(request, edition)
    counts = queries.counts_by_state(request.actor, edition)
    columns = request.GET.get("vue") == "colonnes"
    context: dict[str, Any] = {
        "edition": edition,
        "call": edition.call,
        "filters": filters,
        "counts": counts,
        "columns": columns,
        "total": counts.total(),
        "unanswered": sum(counts[state] for state in UNANSWERED),
        "to_complete": counts[IdeaState.TO_COMPLETE],
        "actions": BULK_ACTIONS,
        "pending": queries.pending_commitments(request.actor, edition),
        "callbacks": queries.waiting_callbacks(request.actor, edition),
        "acts": can(request.actor, "calls.edit", edition),
        "query": _query(request),
        "is_over": edition.call.closes_at <= clock.now(),
        "edition_key": str(edition.pk),
    }
    if columns:
        context["board"] = _columns(list(ideas.defer("answers")[:500]))
    else:
        context["page"] = Paginator(ideas.defer("answers"), PAGE).get_page(request.GET.get("page"))
        context["rows"] = [(idea, stages.tone(idea.state)) for idea in context["page"]]
    return render(request, "ideas/board.html", context)


@signed_in
def export(request: Request, pk: UUID, kind: str) -> HttpResponse:
    """What the table shows, every page of it."""
    require(request.actor, "ideas.follow")
    edition = edition_or_404(pk, request.actor)
    if kind not in spreadsheets.TABLES:
        raise Http404
    _filters, ideas = _sifted(request, edition)
    headers, rows = exports.headers(edition.call), list(exports.rows(edition.call, ideas))
    audit.record(audit.Act.EXPORT, subject=edition, by=request.actor, verb="ideas", format=kind, rows=len(rows))
    if kind == spreadsheets.XLSX:
        content = spreadsheets.xlsx(headers, rows, title=edition.call.label)
    else:
        content = spreadsheets.semicolons(headers, rows)
    return spreadsheets.attachment(content, name=f"idees-edition-{edition.number}", kind=kind)


def _sifted(request: Request, edition: Edition) -> tuple[BoardFilter, Any]:
    filters = BoardFilter(request.GET, directions=queries.directions_of(request.actor, edition))
    filters.is_valid()
    wanted = filters.cleaned_data
    ideas = queries.sifted(
        queries.board(request.actor, edition),
        q=wanted.get("q", ""),
        state=wanted.get("etat", ""),
        direction=wanted.get("direction", ""),
        sort=request.GET.get("tri", ""),
    )
    return filters, ideas


def _columns(ideas: list[Any]) -> list[dict[str, Any]]:
    """Only the states where somebody stands; a long column says how many more there are."""
    columns = []
    for state in COLUMNS:
        here = [idea for idea in ideas if idea.state == state]
        if here:
            columns.append(
                {
                    "state": state,
                    "label": state.label,
                    "ideas": here[:IN_A_COLUMN],
                    "count": len(here),
                    "more": len(here) - IN_A_COLUMN,
                }
            )
    return columns


def _query(request: Request) -> str:
    """The filters of the page, for the export's address."""
    wanted = request.GET.copy()
    for name in ("page", "vue"):
        wanted.pop(name, None)
    return wanted.urlencode()
