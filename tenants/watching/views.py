"""`/etat-du-service/`: how the machine is, for the national administration."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from eclore.kit import dates
from eclore.kit.permissions import require
from eclore.kit.web import signed_in
from tenants.requests import Request
from tenants.watching import queries


@signed_in
@require_GET
def status(request: Request) -> HttpResponse:
    """The queue first: what has failed never hides."""
    require(request.actor, "watching.see")
    queue, backup, connections = queries.queue(), queries.last_backup(), queries.connections()
    context = {
        "queue": queue,
        "backup": backup,
        "tasks": [
            (_("Traitement des tâches"), _worker(queue.silence)),
            (_("Tâches en attente"), queue.due),
            (_("La plus ancienne attend depuis"), _minutes(queue.age)),
            (_("Lettres en attente"), queue.letters_waiting),
            (_("Lettres en échec"), queue.letters_failed),
        ],
        "machine": [
            (_("Dernière sauvegarde"), dates.since(backup) if backup else _("Aucune n'a été signalée")),
            (_("Connexions à la base de données"), f"{connections.used} / {connections.most}"),
            (_("Versions"), f"Éclore {settings.VERSION}, PostgreSQL {queries.server_version()}"),
        ],
    }
    return render(request, "watching/status.html", context)


def _worker(silence: float | None) -> str:
    if silence is None:
        return _("Aucun signe de vie")
    return _("Dernier signe il y a %(seconds)d s") % {"seconds": silence}


def _minutes(seconds: float) -> str:
    return _("%(minutes)d min") % {"minutes": seconds // 60}
