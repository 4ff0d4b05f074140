"""Two texts of one field, shown side by side: what somebody else has kept meanwhile, and how it differs."""

from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from django.utils.translation import gettext as _

from eclore.kit import clock, dates


@dataclass(frozen=True)
class Other:
    """Who kept something since a page was drawn, and when; nothing where the history says nothing.

    `same`: the very person who is writing now, from another page.
    """

    name: str = ""
    at: datetime | None = None
    same: bool = False

    @property
    def person(self) -> str:
        """Somebody else, by name; empty when nobody knows."""
        return "" if self.same else self.name

    @property
    def who(self) -> str:
        """As the head of their text."""
        return self.person or (_("Vous, sur une autre page") if self.same else _("Sur une autre page"))

    @property
    def when(self) -> str:
        """The time of a day that has not passed, else the day too; empty when nobody knows."""
        if self.at is None:
            return ""
        today = dates.calendar_day(self.at) == dates.calendar_day(clock.now())
        return dates.clock_time(self.at) if today else dates.moment(self.at)

    @property
    def sentence(self) -> str:
        """What happened, for the head of the page."""
        if self.person:
            return _("%(name)s a changé la même chose pendant que vous écriviez.") % {"name": self.person}
        if self.same:
            return _("Vous avez changé la même chose sur une autre page.")
        return _("La même chose a changé sur une autre page pendant que vous écriviez.")


@dataclass(frozen=True)
class Version:
    """What is kept of a field, in words: alike at both ends, `changed` between; `value` is what a control takes."""

    other: Other
    value: str | bool | list[str]
    before: str
    changed: str
    after: str

    @property
    def is_empty(self) -> bool:
        return not (self.before or self.changed or self.after)

    @property
    def one(self) -> str:
        """What a control of one value is to hold, to take this text instead."""
        return ("1" if self.value else "") if isinstance(self.value, bool) else str(self.value)

    @property
    def is_one(self) -> bool:
        return not isinstance(self.value, list)


def version(kept: str, mine: str, *, value: str | bool | list[str], other: Other) -> Version:
    """`kept` as it differs from `mine`, in whole words; in time that grows as the texts do."""
    theirs, ours = _pieces(kept), _pieces(mine)
    before = _alike(theirs, ours)
    end = len(theirs) - _alike(theirs[before:][::-1], ours[before:][::-1])
    return Version(other, value, "".join(theirs[:before]), "".join(theirs[before:end]), "".join(theirs[end:]))


def _pieces(text: str) -> list[str]:
    """Words, each with the space after it."""
    found: list[str] = []
    for line in text.replace("\r\n", "\n").splitlines(keepends=True):
        words = line.split(" ")
        found += [f"{word} " for word in words[:-1]] + ([words[-1]] if words[-1] else [])
    return found


def _alike(one: list[str], other: list[str]) -> int:
    """How many pieces both begin with."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
