"""The season as five steps, for pages: what is done, what is now, what comes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from eclore.kit import clock, dates
from programs.local.calls.models import Call, Edition
from programs.local.calls.states import EditionState

DONE, NOW, COMING = "done", "now", ""


@dataclass(frozen=True)
class Step:
    """`state` is what the steps component draws."""

    label: str
    detail: str
    state: str = COMING


@dataclass(frozen=True)
class Standing:
    """What the tag of a call says; an empty tone is the site's own colour."""

    label: str
    tone: str


def season(call: Call) -> list[Step]:
    """The call, the shortlist, the jury, the investigation, the committee, with their dates in words."""
    edition, today = call.edition, clock.today()
    opening, closing = timezone.localdate(call.opens_at), timezone.localdate(call.closes_at)
    # The day of the closing is the call's until its end, even when the shortlist begins on it.
    shortlist = edition.shortlist_from and max(edition.shortlist_from, closing + timedelta(days=1))
    steps = [
        (_("Appel"), _range(opening, closing), opening, closing),
        (
            _("Présélection"),
            _range(edition.shortlist_from, edition.shortlist_until),
            shortlist,
            edition.shortlist_until,
        ),
        (_("Jury"), _one(edition.jury_on), edition.jury_on, edition.jury_on),
        (_("Investigation"), _weeks(edition), edition.start_on, _end_of_investigation(edition)),
        (_("Comité"), _one(edition.committee_on), edition.committee_on, edition.committee_on),
    ]
    starts = [start for _label, _detail, start, _end in steps[1:]]
    return [
        Step(label, detail, _state(start, _last_day(end, starts[rank:]), today))
        for rank, (label, detail, start, end) in enumerate(steps)
    ]


def days_left(call: Call) -> int:
    """Whole days until the call closes: 0 on the last day."""
    return max((timezone.localdate(call.closes_at) - clock.today()).days, 0)


def is_open(call: Call, now: datetime | None = None) -> bool:
    """Whether the call may be answered now; a call of an edition that is not published is never open."""
    return call.edition.state == EditionState.PUBLISHED and is_answered_today(call, now)


def is_over(call: Call) -> bool:
    """Whether its closing date has passed."""
    return call.closes_at <= clock.now()


def is_answered_today(call: Call, now: datetime | None = None) -> bool:
    """Whether its dates hold now, published or not."""
    return call.opens_at <= (now or clock.now()) < call.closes_at


def standing(call: Call) -> Standing:
    """Whether a call may be answered, in a word: what its tag says on every page."""
    if call.edition.state == EditionState.PREPARATION:
        word, tone = _("en préparation"), "warn"
    elif is_over(call) or call.edition.state != EditionState.PUBLISHED:
        word, tone = _("clos"), "neutral"
    elif call.opens_at > clock.now():
        word, tone = _("bientôt"), "neutral"
    else:
        word, tone = _("ouvert"), ""
    return Standing(f"{call.label} · {word}", tone)


def _state(start: date | None, end: date | None, today: date) -> str:
    if start is None or end is None or today < start:
        return COMING
    return NOW if today <= end else DONE


def _last_day(end: date | None, later: list[date | None]) -> date | None:
    """A day belongs to one step: that on which the next one begins is no longer this one's."""
    begins = min((start for start in later if start), default=None)
    return begins - timedelta(days=1) if end and begins and begins <= end else end


def _range(start: date | None, end: date | None) -> str:
    if start and end:
        return f"{dates.short_day(start)} – {dates.short_day(end)}"
    return _one(start or end)


def _one(day: date | None) -> str:
    return dates.calendar_day(day) if day else _("date à venir")


def _weeks(edition: Edition) -> str:
    return _("%(weeks)d semaines") % {"weeks": edition.weeks}


def _end_of_investigation(edition: Edition) -> date | None:
    return edition.committee_on or (edition.start_on and edition.start_on + timedelta(weeks=edition.weeks))
