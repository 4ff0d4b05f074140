"""Phases: what was granted, when it really began and ended."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db.models import Max
from django.utils.translation import gettext as _

from eclore.kit import records, transitions
from eclore.kit.actor import Actor
from eclore.kit.dates import check_day
from eclore.kit.errors import Invalid
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from programs.local.incubation.models import Phase, Project

LONGEST = 260


class Schedule(TypedDict, total=False):
    """What `reschedule` may change."""

    planned_start: date
    weeks: int
    days_per_week: Decimal
    real_start: date | None
    real_end: date | None


def planned_end(start: date, weeks: int) -> date:
    """The last day of `weeks` whole weeks that begin on `start`."""
    return start + timedelta(weeks=weeks, days=-1)


def check_weeks(weeks: int) -> None:
    """Raise Invalid for a length that makes no phase."""
    if not 1 <= weeks <= LONGEST:
        raise Invalid(_("Une phase dure de 1 à 260 semaines."), field="weeks")


def current(project: Project) -> Phase | None:
    """The phase that has no real end yet."""
    return Phase.objects.filter(project=project, real_end=None).order_by("-planned_start", "-created_at").first()


def open_next(
    project: Project, kind: str, *, on: date, weeks: int, days_per_week: Decimal, means: str = "", conditions: str = ""
) -> Phase:
    """Begin the next phase of that kind (expérimentation n° 2 after n° 1); the caller has moved the state."""
    last = Phase.objects.filter(project=project, kind=kind).aggregate(last=Max("number"))["last"] or 0
    return Phase.objects.create(
        project=project,
        kind=kind,
        number=last + 1,
        planned_start=on,
        planned_end=planned_end(on, weeks),
        real_start=on,
        weeks=weeks,
        days_per_week=days_per_week,
        means=means,
        conditions=conditions,
    )


def close_current(project: Project, *, on: date) -> Phase | None:
    """Write the real end of the running phase, never before it began; returns it."""
    phase = current(project)
    if phase is not None:
        phase.real_end = max(on, phase.real_start or on)
        phase.save(update_fields=["real_end"])
    return phase


def prolong(project: Project, *, on: date, weeks: int, conditions: str = "") -> Phase | None:
    """A suspension: the running phase gets `weeks` more from `on`."""
    phase = current(project)
    if phase is not None:
        phase.planned_end = max(phase.planned_end, planned_end(on, weeks))
        phase.weeks += weeks
        phase.conditions = conditions or phase.conditions
        phase.save(update_fields=["planned_end", "weeks", "conditions"])
    return phase


def reschedule(phase: Phase, *, by: Actor, **given: Unpack[Schedule]) -> Phase:
    """Mend some dates of a phase; its planned end follows from its weeks. A real end needs a real start before it."""
    lock(phase.project, phase)
    require(by, "incubation.manage", phase.project)
    wanted: dict[str, Any] = {name: getattr(phase, name) for name in Schedule.__annotations__} | dict(given)
    real_start, real_end = wanted["real_start"], wanted["real_end"]
    if real_end and not real_start:
        raise Invalid(_("Donnez d'abord la date réelle de début."), field="real_start")
    if real_start and real_end and real_end < real_start:
        raise Invalid(_("La fin réelle vient après le début réel : corrigez l'une des deux dates."), field="real_end")
    check_day(wanted["planned_start"], field="planned_start")
    check_weeks(wanted["weeks"])
    if "planned_start" in given or "weeks" in given:
        wanted["planned_end"] = planned_end(wanted["planned_start"], wanted["weeks"])
    if changed := records.assign(phase, wanted):
        phase.save(update_fields=changed)
        transitions.record(phase.project, "reschedule", by=by, note=f"{phase.get_kind_display()} {phase.number}")
    return phase
