"""What a machine asks before any host is looked at: alive, ready, and whether a name is one of ours.

`/healthz`: this process answers. `/readyz`: it can serve, or which of its needs fails. `/known-host?domain=…`: for a
proxy that asks for certificates on demand. `/metrics`: for Prometheus (eclore.config.metrics). A probe sends any Host,
or none; nothing here is secret nor personal.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse

from eclore.config import metrics
from eclore.database import compatibility
from eclore.database.compatibility import SchemaState
from eclore.database.current import current
from eclore.observing import context
from tenants import hosts
from tenants.contexts import in_programme
from tenants.middleware.hosts import Handler
from tenants.territories import sites
from tenants.watching import queries

ALIVE, READY, KNOWN, METRICS = "/healthz", "/readyz", "/known-host", "/metrics"
OK, NOT_ASKED = "ok", "not asked"
SECONDS_TO_WAIT = 10
DISK_NEEDED = 4 * settings.UPLOAD_CEILING  # what one request may bring
SILENCE = 60  # seconds without a sign of life of a worker: told, but this process serves all the same

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Readiness:
    """What each need says, « ok » or what is wrong; and what is worth a look without being a reason not to serve."""

    needs: dict[str, str]
    warnings: tuple[str, ...] = ()

    @property
    def failing(self) -> list[str]:
        return [name for name, said in self.needs.items() if said not in (OK, NOT_ASKED)]


class ProbeMiddleware:
    """Outside hosts, contexts and sessions; `SECURE_REDIRECT_EXEMPT` spares these addresses the way to https."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.answers: dict[str, Callable[[HttpRequest], HttpResponse]] = {
            ALIVE: alive,
            READY: ready,
            KNOWN: known_host,
            METRICS: metrics.page,
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.answers.get(request.path)
        if answer is None:
            return self.get_response(request)  # type: ignore[arg-type]  # its site is found further in
        context.tell(route=request.path)
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        response = answer(request)
        response["Cache-Control"] = "no-store"
        return response


def alive(_request: HttpRequest) -> HttpResponse:
    """This process answers; the database is not asked, so that one which is away has no process killed."""
    return JsonResponse({"status": OK})


def ready(_request: HttpRequest) -> HttpResponse:
    """200 when everything that serving needs is there, else 503: which fails, and what it says."""
    found = readiness()
    body: dict[str, object] = {"status": "failing" if found.failing else OK, **found.needs}
    if found.failing:
        body["failing"] = found.failing
        logger.warning("not ready: %s", ", ".join(found.failing))
    if found.warnings:
        body["warnings"] = found.warnings
    response = JsonResponse(body, status=503 if found.failing else 200)
    if found.failing:
        response["Retry-After"] = str(SECONDS_TO_WAIT)
    return response


def readiness() -> Readiness:
    """The database and what is read in it, in one transaction; then the disks."""
    needs = {"database": "does not answer", "migrations": NOT_ASKED, "queue": NOT_ASKED}
    warnings: list[str] = []
    try:
        with in_programme():
            needs |= {"database": OK, "migrations": "cannot be read", "queue": NOT_ASKED}
            needs["migrations"] = _migrations()
            needs["queue"] = "cannot be read"
            found = queries.queue()
            needs["queue"] = OK
        if found.silence is None or found.silence > SILENCE:
            warnings.append("no worker is heard")
    except (DatabaseError, InterfaceError):
        logger.warning("the database was asked whether it is ready", exc_info=True)
        current().close()
    return Readiness({**needs, "disk": _disk()}, tuple(warnings))


def known_host(request: HttpRequest) -> HttpResponse:
    """200 for the name of one of our sites, 404 for any other, 503 when that cannot be known now."""
    host = hosts.normalised(request.GET.get("domain", ""))
    try:
        known = bool(host) and sites.find(host) is not None
    except (DatabaseError, InterfaceError):
        return HttpResponse(status=503, headers={"Retry-After": str(SECONDS_TO_WAIT)})
    return HttpResponse(status=200 if known else 404)


def _migrations() -> str:
    found = compatibility.read(current())
    if found.state in compatibility.CANNOT_BE_SERVED:
        return "this database is not for this code"
    return "some wait for `manage.py upgrade`" if found.pending and found.state == SchemaState.BEHIND else OK


def _disk() -> str:
    """Reading goes on without room, but whatever is sent then is refused."""
    short = [disk.place for disk in queries.disks() if disk.free < DISK_NEEDED]
    return f"no room for {', '.join(short)}" if short else OK
