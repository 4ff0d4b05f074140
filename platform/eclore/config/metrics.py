"""`/metrics`: what Prometheus reads. Asked on the machine itself, or with a token; for anybody else there is nothing.

Counts of requests are the processes' (eclore.observing.metrics); the machine and the database are asked at that moment.
"""

import ipaddress
import math
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from eclore.kit import jobs
from eclore.observing import metrics
from tenants.watching import queries
from tenants.watching.figures import Figures, Reading

BUILTIN, OTHER = "builtin", "other"  # procrastinate's own; what this code does not name
LINES = (jobs.ORDINARY, jobs.FILES, BUILTIN)
Values = dict[tuple[str, ...], float]  # by what its labels say
PROXIED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")

reading = Reading()


def page(request: HttpRequest) -> HttpResponse:
    """The figures of this moment, in Prometheus's text; 404 for who may not read them."""
    if not may_read(request):
        return HttpResponse("404\n", status=404, content_type="text/plain")
    registry = metrics.registry()
    registry.register(Machine())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def may_read(request: HttpRequest) -> bool:
    """Whoever bears the token; without one, who asks from this machine, and not for others as a proxy does."""
    if settings.METRICS_TOKEN:
        return constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}")
    if any(name in request.META for name in PROXIED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


class Machine(Collector):
    """Versions, disks, and what the database says when it answers in time."""

    def collect(self) -> Iterator[Metric]:
        yield _gauge("eclore_build_info", "Which version runs.", {(settings.VERSION,): 1}, "version")
        disks = queries.disks()
        for figure, meaning in (("free", "Where files are, and what is being sent."), ("total", "The whole of them.")):
            sizes: Values = {(disk.place,): getattr(disk, figure) for disk in disks}
            yield _gauge(f"eclore_disk_{figure}_bytes", meaning, sizes, "place")
        found = reading.figures()
        yield _gauge("eclore_database_up", "Whether it has said its figures in time.", {(): float(found is not None)})
        if found is not None:
            yield from _queue(found)
            yield from _server(found)


def _queue(found: Figures) -> Iterator[Metric]:
    """Every line is told, empty ones too: a figure that is missing raises no alert."""
    lines = {each.queue: each for each in found.lines}
    names = [*LINES, *(sorted(set(lines) - set(LINES)))]
    for figure, meaning in (
        ("due", "Jobs that wait and could run now."),
        ("later", "Jobs that wait for their hour, or for another try."),
        ("running", "Jobs being done."),
        ("age_seconds", "How long the job that has waited longest has been due."),
    ):
        kept: Values = {}
        for name in names:
            key = (name if name in LINES else OTHER,)
            value = float(getattr(lines[name], figure.removesuffix("_seconds"))) if name in lines else 0.0
            kept[key] = max(kept.get(key, 0.0), value) if figure == "age_seconds" else kept.get(key, 0.0) + value
        yield _gauge(f"eclore_queue_{figure}", meaning, kept, "queue")
    yield _gauge("eclore_jobs_failed", "Failed for good in the last fourteen days.", _failed(found), "task")
    retried = sum(each.jobs for each in found.queue.failing)
    yield _gauge("eclore_jobs_retried", "Have failed, and will be tried again.", {(): retried})
    yield _gauge("eclore_letters_waiting", "Letters of the queue.", {(): found.queue.letters_waiting})
    yield _gauge("eclore_letters_given_up", "Letters that nobody tries again.", {(): found.queue.letters_failed})
    silence = math.inf if found.queue.silence is None else found.queue.silence
    yield _gauge("eclore_worker_silence_seconds", "Since a worker was last heard; +Inf for never.", {(): silence})


def _failed(found: Figures) -> Values:
    """By task, all of them told."""
    kept: Values = {(name,): 0 for name in sorted(jobs.TASKS)}
    for each in found.queue.failed:
        key = (each.task if each.task in jobs.TASKS else OTHER,)
        kept[key] = kept.get(key, 0) + each.jobs
    return kept


def _server(found: Figures) -> Iterator[Metric]:
    yield _gauge("eclore_connections", "Sessions of PostgreSQL.", {(): found.connections.used})
    yield _gauge("eclore_connections_most", "As many as it takes.", {(): found.connections.most})
    backup = found.backup.timestamp() if found.backup else 0.0
    yield _gauge("eclore_backup_timestamp_seconds", "When the last backup ended; 0 for never.", {(): backup})
    yield _gauge("eclore_wal_archive_failing", "Whether the last try has failed.", {(): found.archiving.is_failing})
    counted = {"archived": found.archiving.archived, "failed": found.archiving.failed}
    family = CounterMetricFamily("eclore_wal_archives", "Segments, by PostgreSQL.", labels=["outcome"])
    for outcome, value in counted.items():
        family.add_metric([outcome], value)
    yield family


def _gauge(name: str, meaning: str, values: Values, *labels: str) -> Metric:
    family = GaugeMetricFamily(name, meaning, labels=labels)
    for key, value in values.items():
        family.add_metric(key, float(value))
    return family
