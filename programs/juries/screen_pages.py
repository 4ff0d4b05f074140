"""The room's screen, ready to draw: the dossier before the jury, its clock, what comes next. Never a mark."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.dates import clock_time, day
from programs.juries.clocks import PassageClock
from programs.juries.live import Live
from programs.juries.models import AbstractJury
from programs.juries.states import JuryState, PassageState

LIGHT, DARK = "clair", "sombre"


@dataclass(frozen=True)
class Theme:
    """What the address asks for: `scheme` for the style sheet, that of the computer where it is empty."""

    scheme: str
    choices: list[tuple[str, str, bool]]  # label, query, whether it is the one


@dataclass(frozen=True)
class Screen:
    """What the whole room may read. `kind`: which of the screens it is; `note` says more, under the title."""

    kind: str
    title: str
    origin: str
    where: str
    clock: PassageClock | None
    note: str
    following: str
    following_origin: str
    hour: str


def theme_of(asked: str) -> Theme:
    """Dark or light, whatever the computer of the room prefers."""
    labels = {LIGHT: _("Clair"), DARK: _("Sombre")}
    choices = [(label, f"?theme={value}", value == asked) for value, label in labels.items()]
    return Theme({LIGHT: "light", DARK: "dark"}.get(asked, ""), choices)


def screen(jury: AbstractJury, now: Live) -> Screen:
    """The team, the clock, the next one; to a member, no name of a dossier that they have left."""
    kind, title, origin, note = _said(jury, now)
    following = now.following if jury.state == JuryState.OPEN else None
    return Screen(
        kind=kind,
        title=title,
        origin=origin,
        where=now.where,
        clock=now.clock if kind == "passage" else None,
        note=note,
        following=following.title if following else "",
        following_origin=following.origin_label if following else "",
        hour=clock_time(clock.now()),
    )


def _said(jury: AbstractJury, now: Live) -> tuple[str, str, str, str]:
    """(kind, title, above it, under it)."""
    if jury.state == JuryState.OPEN and now.clock:
        shown = now.passage
        return "passage", shown.title if shown else jury.title, shown.origin_label if shown else "", ""
    if jury.state == JuryState.OPEN:
        return "break", *_break(jury), ""
    over = {
        JuryState.DELIBERATION: _("Le jury délibère."),
        JuryState.PUBLISHED: _("Les décisions sont publiées : chaque équipe reçoit sa réponse."),
        JuryState.CANCELLED: _("La séance est annulée."),
    }
    if said := over.get(JuryState(jury.state)):
        kind = "deliberation" if jury.state == JuryState.DELIBERATION else "closed"
        return kind, jury.title, jury.occasion, said
    return "waiting", jury.title, jury.occasion, _beginning(jury)


def _break(jury: AbstractJury) -> tuple[str, str]:
    """(title, above it): when the session goes on, where the order of the day has a break now."""
    heard = jury.passages.filter(state=PassageState.HEARD, heard_at__isnull=False).order_by("-heard_at")
    last = heard.values_list("heard_at", "pause_minutes").first()
    end = last[0] + timedelta(minutes=last[1]) if last and last[0] else None
    if end is None or end <= clock.now():
        return _("La séance va reprendre."), ""
    return _("Reprise à %(hour)s") % {"hour": clock_time(end)}, _("Pause")


def _beginning(jury: AbstractJury) -> str:
    """When it begins, of a session to come."""
    when = "" if jury.held_on == clock.today() else day(jury.held_on)
    if jury.starts_at:
        hour = clock_time(timezone.make_aware(datetime.combine(jury.held_on, jury.starts_at)))
        when = f"{when}, {hour}" if when else hour
    return " · ".join(part for part in (when, jury.place, _("La séance va commencer.")) if part)
