"""Every territory on one page, exceptions first; and the problems that several of them have."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import audit
from eclore.kit import exports as spreadsheets
from eclore.kit.charts import FranceMap
from eclore.kit.charts.svg import share
from eclore.kit.permissions import require
from eclore.kit.web import signed_in
from programs.joint.forums.queries import with_answers
from programs.joint.portfolio import clusters, exports, queries
from programs.joint.portfolio.forms import PortfolioFilter, attention_url
from programs.joint.portfolio.lines import lines
from tenants.requests import Request

PER_PAGE = 25
ANSWERED_SHOWN = 5
CLUSTERS_SHOWN, CLUSTERS_PER_PAGE = 2, 10
PAIRS_GLANCED = 30
MOST_EXPORTED = 20_000


@signed_in
def index(request: Request) -> HttpResponse:
    """Figures, filters, the table, the map, and the first problems in common."""
    require(request.actor, "portfolio.see")
    form, found = _found(request)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shared = clusters.gathered(request.actor, pairs=PAIRS_GLANCED)
    counts = queries.by_department(request.actor)
    figures = queries.figures(request.actor)
    context = {
        "filter_form": form,
        "page": page,
        "lines": lines(page.object_list),
        "figures": figures,
        "freed_share": share(float(figures.freed), float(figures.signed)),
        "map": FranceMap(_("Projets suivis par département"), counts),
        "clusters": shared[:CLUSTERS_SHOWN],
        "clusters_label": _clusters_label(len(shared)),
        "exports": exports.links(request.GET),
        "answered": list(with_answers(request.actor)[:ANSWERED_SHOWN]),
        "attention_url": attention_url() if figures.alarms else "",
        "exceptions_first": not request.GET.get("tri"),
    }
    return render(request, "portfolio/index.html", context)


@signed_in
def export(request: Request, kind: str) -> HttpResponse:
    """The same rows, all of them."""
    require(request.actor, "portfolio.see")
    if kind not in spreadsheets.TABLES:
        raise Http404
    rows = list(exports.rows(_found(request)[1][:MOST_EXPORTED]))
    audit.record(audit.Act.EXPORT, by=request.actor, verb="portfolio", format=kind, rows=len(rows))
    content = (
        spreadsheets.xlsx(exports.headers(), rows, title=_("Portefeuille"))
        if kind == spreadsheets.XLSX
        else spreadsheets.semicolons(exports.headers(), rows)
    )
    return spreadsheets.attachment(content, name="portefeuille", kind=kind)


@signed_in
def problems(request: Request) -> HttpResponse:
    """Problems that several territories work or worked on, and why earlier ones stopped."""
    require(request.actor, "portfolio.see")
    page = Paginator(clusters.gathered(request.actor), CLUSTERS_PER_PAGE).get_page(request.GET.get("page"))
    trail = [(_("Portefeuille"), reverse("portfolio")), (_("Problèmes communs"), "")]
    return render(request, "portfolio/problems.html", {"page": page, "trail": trail})


def _clusters_label(count: int) -> str:
    """More problems than are shown, or the same with what to do about them."""
    return _("Tous les problèmes communs") if count > CLUSTERS_SHOWN else _("Comparer et mettre en relation")


def _found(request: Request) -> tuple[PortfolioFilter, QuerySet[queries.WatchedRow]]:
    form = PortfolioFilter(request.GET, territories=queries.territories(request.actor))
    return form, queries.listed(request.actor, form.wish(request.GET.get("tri", "")))
