"""What a project brings before a jury that may let it go on: counted from its phases, its journal, its committees."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, CharField, Value, When

from eclore.kit import clock
from eclore.kit.weeks import progress
from programs.juries.renewals import Facts
from programs.local.incubation.models import EntryKind, JournalEntry, Phase, Review
from programs.local.incubation.states import CommitteeState
from programs.local.juries.models import Passage


class Line(NamedTuple):
    """One of the journal; `text` of a hypothesis alone: nothing else of it leaves the project."""

    kind: str
    days: Decimal
    during: bool
    text: str


def facts(passages: Sequence[Passage]) -> dict[UUID, Facts]:
    """Of these renewals, by passage: three statements, however many."""
    keys = {passage.project_id for passage in passages if passage.project_id}
    latest = _latest(keys)
    lines, learnt = _journal(keys, latest), _learnt(keys)
    of_projects = {key: _facts(latest.get(key), lines[key], learnt[key]) for key in keys}
    return {each.pk: of_projects[each.project_id] for each in passages if each.project_id in of_projects}


def _latest(projects: Set[UUID]) -> dict[UUID, Phase]:
    """Project → its phase that began last."""
    phases = sorted(Phase.objects.filter(project__in=projects), key=lambda phase: (phase.begins, phase.created_at))
    return {phase.project_id: phase for phase in phases}


def _journal(projects: Set[UUID], latest: Mapping[UUID, Phase]) -> dict[UUID, list[Line]]:
    """Project → its lines, the oldest first; those of the last phase told apart."""
    said = Case(When(kind=EntryKind.HYPOTHESIS, then="text"), default=Value(""), output_field=CharField())
    rows = JournalEntry.objects.filter(project__in=projects).annotate(said=said).order_by("on", "created_at")
    found: dict[UUID, list[Line]] = defaultdict(list)
    for key, kind, on, days, text in rows.values_list("project_id", "kind", "on", "days_freed", "said"):
        phase = latest.get(key)
        during = phase is not None and phase.begins <= on and (phase.real_end is None or on <= phase.real_end)
        found[key].append(Line(kind, days or Decimal(0), during, text))
    return found


def _learnt(projects: Set[UUID]) -> dict[UUID, list[str]]:
    """Project → what its committees have written, the oldest first."""
    rows = Review.objects.filter(project__in=projects, committee__state=CommitteeState.CLOSED).exclude(learnt="")
    found: dict[UUID, list[str]] = defaultdict(list)
    for key, text in rows.order_by("committee__held_on", "created_at").values_list("project_id", "learnt"):
        found[key].append(text)
    return found


def _facts(phase: Phase | None, lines: Sequence[Line], learnt: list[str]) -> Facts:
    counted = Counter(line.kind for line in lines)
    told = Facts(
        believed=[line.text for line in lines if line.text],
        learnt=learnt,
        sessions=counted[EntryKind.SESSION],
        hypotheses=counted[EntryKind.HYPOTHESIS],
        interviews=counted[EntryKind.INTERVIEW],
        notes=counted[EntryKind.NOTE],
    )
    if phase is None:
        return told
    held = progress(phase.begins, phase.weeks, today=clock.today(), closed=phase.real_end, per_week=phase.days_per_week)
    return replace(
        told,
        phase=str(phase),
        weeks_used=held.number if held else 0,
        weeks_granted=phase.weeks,
        days_freed=float(sum(line.days for line in lines if line.during)),
        days_signed=float(held.signed) if held else 0,
        conditions=list(dict.fromkeys(line.strip() for line in phase.conditions.splitlines() if line.strip())),
    )
