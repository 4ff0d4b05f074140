"""The log: a territory's own on its host, the programme's on the national one."""

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from eclore.kit import audit
from eclore.kit import exports as spreadsheets
from eclore.kit.elements import Action
from eclore.kit.permissions import require
from eclore.kit.web import signed_in
from tenants import hosts
from tenants.audit import exports, queries
from tenants.audit.forms import LogFilter
from tenants.requests import Request

PER_PAGE = 50
MOST_EXPORTED = 20_000


@signed_in
@require_GET
def index(request: Request) -> HttpResponse:
    """Who did what, and when; the latest first."""
    require(request.actor, "audit.read")
    form = LogFilter(request.GET)
    page = Paginator(queries.entries(request.actor, **form.wish), PER_PAGE).get_page(request.GET.get("page"))
    territory = request.site.kind == hosts.TERRITORY
    context = {
        "layout": "territory/base.html" if territory else "national/base.html",
        "in_territory": territory,
        "filter_form": form,
        "page": page,
        "lines": queries.lines(page.object_list),
        "exports": export_actions(request.GET),
        "most_exported": MOST_EXPORTED if page.paginator.count > MOST_EXPORTED else None,
    }
    return render(request, "audit/index.html", context)


def export_actions(wanted: QueryDict) -> list[Action]:
    """What is shown, as files: the lines that are looked for, all pages together."""
    kept = wanted.copy()
    kept.pop("page", None)
    return [
        Action(_("Exporter"), reverse("audit-xlsx", query=kept), icon="download"),
        Action(_("En CSV"), reverse("audit-csv", query=kept), "text"),
    ]


@signed_in
@require_GET
def export(request: Request, kind: str) -> HttpResponse:
    """The same lines, whatever the page, the latest MOST_EXPORTED of them; the export is itself a line."""
    require(request.actor, "audit.read")
    entries = list(queries.entries(request.actor, **LogFilter(request.GET).wish)[:MOST_EXPORTED])
    rows = list(exports.rows(entries, queries.lines(entries)))
    audit.record(audit.Act.EXPORT, by=request.actor, verb="log", format=kind, rows=len(rows))
    if kind == spreadsheets.XLSX:
        content = spreadsheets.xlsx(exports.headers(), rows, title=_("Journal d'audit"))
    else:
        content = spreadsheets.semicolons(exports.headers(), rows)
    return spreadsheets.attachment(content, name="journal-audit", kind=kind)
