"""The journal: sessions noted in two minutes, hypotheses, anonymous interviews."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

from eclore.kit import clock, dates, transitions
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from programs.local.incubation.domain import phases
from programs.local.incubation.models import EntryKind, JournalEntry, Project

MOST_DAYS = Decimal(200)


def add(
    project: Project,
    *,
    by: Actor,
    kind: str,
    on: date,
    text: str,
    next_step: str = "",
    days_freed: Decimal | None = None,
) -> JournalEntry:
    """Write a line. `days_freed` are the days really freed since the line before."""
    lock(project)
    require(by, "incubation.write", project)
    _check(kind, on, text, days_freed)
    if days_freed:
        _check_days(project, on, days_freed)
    entry = JournalEntry.objects.create(
        project=project,
        kind=kind,
        on=on,
        text=text.strip(),
        next_step=next_step.strip(),
        days_freed=days_freed,
        author_id=by.user_id,
        author_name=by.name,
    )
    transitions.record(project, "note", by=by, note=str(entry.get_kind_display()), facts=_facts(entry))
    return entry


def erase(entry: JournalEntry, *, by: Actor) -> None:
    """Take a line back: one's own, or anybody's for whoever runs the programme."""
    lock(entry.project, entry)
    require(by, "incubation.erase", entry)
    said = str(entry.get_kind_display())
    transitions.record(entry.project, "erase_note", by=by, note=said, facts=_facts(entry))
    entry.delete()


def _facts(entry: JournalEntry) -> dict[str, object]:
    """What the audit log is told of a line: which it was and what it counted, never its text."""
    days = None if entry.days_freed is None else f"{Decimal(entry.days_freed).normalize():f}"
    return {"entry": str(entry.pk), "nature": entry.kind, "on": entry.on.isoformat(), "days_freed": days}


def _check_days(project: Project, on: date, days_freed: Decimal) -> None:
    """No more days than there are: those of the weeks begun since the phase did, without those already written."""
    phase = phases.current(project)
    if phase is None or on < phase.begins:
        return
    written = project.journal.filter(on__gte=phase.begins, on__lte=on).aggregate(days=Sum("days_freed"))["days"] or 0
    weeks_begun = (on - phase.begins).days // 7 + 1
    left = max(weeks_begun * 7 - Decimal(written), Decimal(0))
    if days_freed > left:
        sentence = _("Il n'y a pas tant de jours depuis le début de la phase : donnez-en %(left)s au plus.")
        raise Invalid(sentence % {"left": floatformat(left)}, code="more_than_there_are", field="days_freed")


def _check(kind: str, on: date, text: str, days_freed: Decimal | None) -> None:
    if kind not in EntryKind.values:
        raise Invalid(_("Choisissez la nature de la note."), field="kind")
    dates.check_day(on, field="on")
    if on > clock.today() + timedelta(days=1):
        raise Invalid(_("Une note raconte ce qui a eu lieu : choisissez une date passée ou aujourd'hui."), field="on")
    if not text.strip():
        raise Invalid(_("Écrivez ce qui s'est dit ou ce qui a été appris, même en une phrase."), field="text")
    if days_freed is not None and not 0 <= days_freed <= MOST_DAYS:
        raise Invalid(_("Donnez un nombre de jours entre 0 et 200."), field="days_freed")
