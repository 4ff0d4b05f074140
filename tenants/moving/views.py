"""`/reglages/reversibilite/`: everything of a territory in one file, for who manages it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eclore.kit import web
from eclore.kit.elements import Question
from eclore.kit.permissions import require
from eclore.kit.web import act, signed_in
from tenants.moving import pages, queries
from tenants.moving.domain import archives
from tenants.requests import Request
from tenants.storage import files

POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


@never_cache
@signed_in
@require_GET
def index(request: Request) -> HttpResponse:
    """What an archive holds and does not; those that were asked for, and how far they are."""
    require(request.actor, "moving.take_away")
    shown = list(queries.archives(request.actor)[: queries.SHOWN])
    rows = pages.rows(shown, queries.names({archive.asked_by_id for archive in shown}))
    context = {
        "rows": rows,
        "under_way": any(archive.is_under_way for archive in shown),
        "ask": pages.ask_action(has_one=any(archive.is_ready for archive in shown)),
        "days": settings.ARCHIVE_DAYS,
    }
    return render(request, "moving/index.html", context)


@never_cache
@signed_in
@require_POST
def ask(request: Request) -> HttpResponse:
    """Pressed twice, it is the same archive."""
    said = _(
        "L'archive est en préparation. Vous pouvez fermer cette page : un courriel vous dira quand elle est prête."
    )
    return act(request, partial(archives.ask, by=request.actor), to=reverse("reversibility"), said=said)


@never_cache
@signed_in
@require_GET
def download(request: Request, pk: UUID) -> HttpResponseBase:
    """The file, for who still manages this territory and has just proved who they are; never kept on the way."""
    require(request.actor, "moving.take_away")
    archive = get_object_or_404(queries.archives(request.actor), pk=pk)
    path = archives.download(archive, by=request.actor)
    try:
        content: Any = files().open(path)
    except FileNotFoundError as error:
        raise Http404(_("Aucun fichier ne se trouve à cette adresse.")) from error
    name = f"eclore-{request.site.slug}-{timezone.localdate(archive.created_at).isoformat()}.zip"
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    response["Accept-Ranges"] = "none"
    return response


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def remove(request: Request, pk: UUID) -> HttpResponse:
    """Before its end; GET asks first."""
    require(request.actor, "moving.take_away")
    archive = get_object_or_404(queries.archives(request.actor), pk=pk)
    above = reverse("reversibility")
    if request.method == "GET":
        title = _("Arrêter cette archive ?") if archive.is_under_way else _("Supprimer cette archive ?")
        text = _("Son fichier ne pourra plus être téléchargé. Les données du territoire ne changent pas.")
        confirm = _("Arrêter") if archive.is_under_way else _("Supprimer")
        return web.ask(request, Question(title, text, confirm, danger=True), above)
    said = _("L'archive est supprimée.")
    return act(request, partial(archives.take_back, archive, by=request.actor), to=above, said=said)
