"""`/etat-du-service/`: how the machine is, for the national administration."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from eclore.kit.permissions import require
from eclore.kit.web import signed_in
from tenants.requests import Request
from tenants.watching import queries


@signed_in
@require_GET
def status(request: Request) -> HttpResponse:
    """The queue first: what has failed never hides."""
    require(request.actor, "watching.see")
    queue = queries.queue()
    context = {
        "queue": queue,
        "worker": _worker(queue.silence),
        "waited": _minutes(queue.age),
        "backup": queries.last_backup(),
        "connections": queries.connections(),
        "version": settings.VERSION,
        "server": queries.server_version(),
    }
    return render(request, "watching/status.html", context)


def _worker(silence: float | None) -> str:
    if silence is None:
        return _("Aucun signe de vie")
    return _("Dernier signe il y a %(seconds)d s") % {"seconds": silence}


def _minutes(seconds: float) -> str:
    return _("%(minutes)d min") % {"minutes": seconds // 60}
