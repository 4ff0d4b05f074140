"""What everybody may read on the national host: what Éclore is, projects that are shown, what came of each season."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import dates
from eclore.kit.actor import Actor
from eclore.kit.charts import Funnel, Stage
from eclore.kit.elements import Action
from programs.joint.showcase import queries, statistics
from programs.joint.showcase.forms import ShowcaseFilter, TerritorySearch
from programs.joint.showcase.models import Edition, Project
from tenants.hosts import address
from tenants.requests import Request

PER_PAGE = 24
SEASONS_PER_PAGE = 10
LATEST = 12


def landing(request: Request) -> HttpResponse:
    """What it is, who takes part, what is open now."""
    wanted = TerritorySearch(request.GET)
    page = Paginator(queries.hosts(wanted.words()), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "primary": _primary(request.actor),
        "filter_form": wanted,
        "page": page,
        "territories": [(domain.tenant, address(domain.domain)) for domain in page],
        "calls": [(call, address(host)) for call, host in queries.open_calls()],
        "projects": list(queries.published()[:3]),
    }
    return render(request, "showcase/landing.html", context)


def _primary(actor: Actor) -> Action | None:
    """Sign in, or for the national team its portfolio."""
    if not actor.is_authenticated:
        return Action(_("Me connecter"), reverse("sign-in"), "main")
    return Action(_("Ouvrir le portefeuille"), reverse("portfolio"), "main") if actor.is_national else None


def projects(request: HttpRequest) -> HttpResponse:
    form = ShowcaseFilter(request.GET, territories=queries.showing_territories(), forums=queries.showing_forums())
    page = Paginator(queries.published(**form.chosen()), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "showcase/projects.html", {"filter_form": form, "page": page})


def project(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = queries.project_or_404(pk)
    host = queries.host_of(found.territory.pk)
    context = {
        "project": found,
        "stages": _stages(found),
        "trail": [(_("Vitrine"), reverse("showcase")), (found.name, "")],
        "home": address(host) if host else "",
    }
    return render(request, "showcase/project.html", context)


def _stages(found: Project) -> list[str]:
    """What has happened, each with its day."""
    dated = (
        (_("Investigation commencée le %(day)s"), found.investigation_start),
        (_("Expérimentation commencée le %(day)s"), found.construction_start),
        (_("Accompagnement terminé le %(day)s"), found.closed_at),
    )
    return [sentence % {"day": dates.calendar_day(day)} for sentence, day in dated if day]


def numbers(request: HttpRequest) -> HttpResponse:
    """The same figures as the API, drawn as funnels with their table."""
    counted = [(season, edition) for season, edition in statistics.seasons() if season.submitted]
    page = Paginator(counted, SEASONS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "seasons": [_season(season, edition) for season, edition in page],
        "forums": [_meeting(one) for one in statistics.meetings()[:LATEST] if one.presented],
        "investigations": [_investigations(one) for one in statistics.investigations()[:LATEST]],
    }
    return render(request, "showcase/statistics.html", context)


def _season(season: statistics.Season, edition: Edition) -> Funnel:
    title = _("%(territory)s, %(programme)s, édition %(number)s") % {
        "territory": edition.territory.name,
        "programme": season.programme,
        "number": season.edition,
    }
    stages = (
        Stage(_("Idées déposées"), season.submitted),
        Stage(_("Équipes entendues"), season.auditioned),
        Stage(_("Lauréates"), season.laureates),
    )
    return Funnel(title, stages)


def _meeting(one: statistics.Meeting) -> Funnel:
    title = _("%(name)s, %(day)s, %(count)s territoires") % {
        "name": one.name,
        "day": dates.calendar_day(one.date),
        "count": one.territories,
    }
    return Funnel(title, (Stage(_("Équipes présentées"), one.presented), Stage(_("Retenues"), one.selected)))


def _investigations(one: statistics.Investigations) -> tuple[Funnel, str]:
    """Two stages, and in words those that ended before the second."""
    title = _("Investigations commencées le %(day)s") % {"day": dates.calendar_day(one.start)}
    stages = (Stage(_("Commencées"), one.started), Stage(_("Passées en expérimentation"), one.reached_construction))
    return Funnel(title, stages), _("Non concluantes : %(count)s.") % {"count": one.inconclusive}
