"""A call's board: the same ideas as a table, as columns, as a spreadsheet; and who is blocking."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

from eclore.kit import audit
from eclore.kit import exports as spreadsheets
from eclore.kit.permissions import can, require
from eclore.kit.web import signed_in
from programs.local.calls.models import Edition
from programs.local.calls.queries import edition_or_404
from programs.local.ideas import exports, figures, queries
from programs.local.ideas.forms import BULK_ACTIONS, BoardFilter
from programs.local.ideas.models import Idea
from programs.local.ideas.pages import board as pages
from programs.local.ideas.pages import board_lines
from programs.local.ideas.states import UNANSWERED, IdeaState
from tenants.requests import Request

if TYPE_CHECKING:
    from django.db.models import QuerySet

PAGE = 50
SOUGHT = ("q", "etat", "direction")
NO_MATCH = "ideas/_no_match.html"


@signed_in
def board(request: Request, pk: UUID) -> HttpResponse:
    """A page of the table, or the columns."""
    require(request.actor, "ideas.follow")
    edition = edition_or_404(pk, request.actor)
    season = queries.season_of(request.actor, edition)
    filters, ideas = _sifted(request, edition, season.directions)
    in_columns = request.GET.get("vue") == "colonnes"
    head = _head(request, edition, season.by_state)
    sought = any(request.GET.get(name) for name in SOUGHT)
    counts = None if sought else season.by_state
    shown = _in_columns(ideas, counts) if in_columns else _in_a_table(request, ideas, head, counts)
    context = {
        **head,
        **shown,
        "filters": filters,
        "views": pages.view_actions(edition, request.GET, in_columns=in_columns),
    }
    return render(request, "ideas/board.html", context)


@signed_in
def export(request: Request, pk: UUID, kind: str) -> HttpResponse:
    """What the table shows, every page of it."""
    require(request.actor, "ideas.follow")
    edition = edition_or_404(pk, request.actor)
    if kind not in spreadsheets.TABLES:
        raise Http404
    _filters, ideas = _sifted(request, edition, queries.directions_of(request.actor, edition))
    headers, rows = exports.headers(edition.call), list(exports.rows(edition.call, ideas))
    audit.record(audit.Act.EXPORT, subject=edition, by=request.actor, verb="ideas", format=kind, rows=len(rows))
    if kind == spreadsheets.XLSX:
        content = spreadsheets.xlsx(headers, rows, title=edition.call.label)
    else:
        content = spreadsheets.semicolons(headers, rows)
    return spreadsheets.attachment(content, name=f"idees-edition-{edition.number}", kind=kind)


def _head(request: Request, edition: Edition, counts: Counter[str]) -> dict[str, object]:
    """What stands over the list, whatever was looked for."""
    pending = queries.pending_commitments(request.actor, edition)
    unanswered = sum(counts[state] for state in UNANSWERED)
    acts = can(request.actor, "calls.edit", edition)
    callbacks = queries.waiting_callbacks(request.actor, edition)
    token = get_token(request)
    return {
        "edition": edition,
        "call": edition.call,
        "acts": acts,
        "header_actions": pages.header_actions(edition, acts=acts, unanswered=unanswered),
        "total": counts.total(),
        "call_url": pages.call_url(edition),
        "figures": pages.figures(
            total=counts.total(),
            unanswered=unanswered,
            to_complete=counts[IdeaState.TO_COMPLETE],
            unsigned=pending.total,
        ),
        "pending": pending,
        "pending_lines": board_lines.pending(
            [pages.PendingRow.of(commitment, edition) for commitment in pending.first], acts=acts, token=token
        ),
        "callbacks": callbacks,
        "callback_lines": board_lines.callbacks(callbacks.first, token=token),
    }


def _in_columns(ideas: "QuerySet[Idea]", counts: Counter[str] | None) -> dict[str, object]:
    """`counts` of the whole board, unless something was looked for."""
    told, most = ideas.only(*pages.IN_COLUMNS), pages.IN_A_COLUMN
    first = figures.first_of_each_state(told, most) if counts is None else figures.first_of_states(told, counts, most)
    columns = pages.columns(first)
    return {"columns": columns, "list_template": "ideas/_columns.html" if columns else NO_MATCH}


def _in_a_table(
    request: Request, ideas: "QuerySet[Idea]", head: Mapping[str, Any], counts: Counter[str] | None
) -> dict[str, object]:
    """The page of the table; its ideas are found first, then what is counted of those."""
    paginator = Paginator(ideas.only(*pages.IN_TABLE), PAGE)
    found = queries.how_many_found(ideas) if counts is None else 0
    paginator.count = min(found, queries.FOUND) if counts is None else counts.total()
    page = paginator.get_page(request.GET.get("page"))
    counted = figures.figures_of([idea.pk for idea in page])
    rows = [pages.BoardRow.of(idea, counted.get(idea.pk, figures.Figures())) for idea in page]
    return {
        "page": page,
        "too_many": pages.too_many(found),
        "rows": rows,
        "lines": board_lines.ideas(rows, acts=bool(head["acts"])),
        "bulk_actions": BULK_ACTIONS,
        "list_template": "ideas/_table.html" if rows else NO_MATCH,
    }


def _sifted(request: Request, edition: Edition, directions: list[str]) -> tuple[BoardFilter, "QuerySet[Idea]"]:
    filters = BoardFilter(request.GET, directions=directions)
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
