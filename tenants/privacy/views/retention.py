"""How long a territory keeps things, what nights forget; the register of processing."""

from functools import partial
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from eclore.kit import audit
from eclore.kit.audit import Act
from eclore.kit.editing import edit_form, edited
from eclore.kit.exports import XLSX, attachment
from eclore.kit.permissions import require
from eclore.kit.web import done, page, signed_in
from tenants import hosts
from tenants.privacy import exports, purging, queries, register
from tenants.privacy.domain.retention import keep
from tenants.privacy.forms import Keep
from tenants.privacy.models import Purge
from tenants.requests import Request
from tenants.territories.models import Territory


@signed_in
@require_http_methods(["GET", "POST"])
def retention(request: Request) -> HttpResponse:
    """Four durations; the count of what they would forget tonight."""
    require(request.actor, "privacy.keep")
    territory = Territory(pk=request.site.territory_id)  # read when it is held
    form = edit_form(request, Keep, territory, values=lambda: queries.months(territory.pk))
    if edited(request, form, partial(keep, territory, by=request.actor)):
        return done(request, _("Les durées sont enregistrées : elles valent dès cette nuit."), reverse("retention"))
    context = {"form": form, "due": _due(request, dict(form.initial)), "purges": _purges(request)}
    return page(request, "privacy/retention.html", context, form)


@signed_in
@require_GET
def processing(request: Request) -> HttpResponse:
    """The register, to read."""
    require(request.actor, "privacy.read_register")
    context = {
        "layout": "territory/base.html" if request.site.kind == hosts.TERRITORY else "national/base.html",
        "rows": [list(row.items()) for row in register.rows(queries.months(request.site.territory_id))],
    }
    return render(request, "privacy/processing.html", context)


@signed_in
@require_GET
def processing_export(request: Request, kind: str) -> HttpResponse:
    """The register, to keep."""
    require(request.actor, "privacy.read_register")
    months = queries.months(request.site.territory_id)
    audit.record(Act.EXPORT, by=request.actor, verb="processing", format=kind)
    content = exports.workbook(months) if kind == XLSX else exports.document(request.site.name, months)
    return attachment(content, name="traitements", kind=kind)


def _due(request: Request, months: dict[str, int]) -> list[tuple[Any, int]]:
    with connection.cursor() as cursor:
        counts = purging.due(cursor, request.site.schema_name, request.site.role, months)
    return [(purging.rules()[name].label, count) for name, count in counts.items()]


def _purges(request: Request) -> list[tuple[Purge, list[tuple[Any, int]]]]:
    """Each night with what it has forgotten, in words; a rule that is gone keeps its name."""
    return [
        (purge, [(purging.label_of(name), count) for name, count in purge.counts.items() if count])
        for purge in queries.purges(request.site.role)
    ]
