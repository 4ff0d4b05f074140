"""Two texts of one field, shown side by side: what somebody else has kept meanwhile, and how it differs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import takewhile

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from eclore.kit import clock, dates

WORDS = re.compile(r"\w+(?:[-'’.,@:/]\w+)*|\s+|[^\w\s]+")
LONGEST = 400  # words and spaces compared one by one: a hundredth of a second


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
    """What is kept of a field, as `pieces` (words, whether they differ); `value` is what a control takes."""

    other: Other
    value: str | bool | list[str]
    pieces: tuple[tuple[str, bool], ...]

    @property
    def is_empty(self) -> bool:
        return not self.pieces

    @property
    def text(self) -> SafeString:
        """For a page: what differs is marked."""
        marked = ((format_html("<mark>{}</mark>", words) if differs else words,) for words, differs in self.pieces)
        return format_html_join("", "{}", marked)

    @property
    def one(self) -> str:
        """What a control of one value is to hold, to take this text instead."""
        return ("1" if self.value else "") if isinstance(self.value, bool) else str(self.value)

    @property
    def is_one(self) -> bool:
        return not isinstance(self.value, list)


def version(kept: str, mine: str, *, value: str | bool | list[str], other: Other) -> Version:
    """`kept` as it differs from `mine`, in whole words; in time that grows as the texts do."""
    return Version(other, value, tuple(_marked(_words(kept), _words(mine))))


def _words(text: str) -> list[str]:
    """The words (« l'idée », « 2,5 », an address) and what is between them: a comma apart from what it follows."""
    return WORDS.findall(text.replace("\r\n", "\n").strip())


def _marked(theirs: list[str], ours: list[str]) -> Iterator[tuple[str, bool]]:
    """The same at both ends, and between them what differs: word by word, or as a whole where it is long."""
    start = _alike(theirs, ours)
    end = _alike(theirs[start:][::-1], ours[start:][::-1])
    between, their_end, our_end = [], len(theirs) - end, len(ours) - end
    if their_end - start <= LONGEST and our_end - start <= LONGEST:
        matcher = SequenceMatcher(None, theirs[start:their_end], ours[start:our_end], autojunk=False)
        between = [(start + at, start + until, kind != "equal") for kind, at, until, *_mine in matcher.get_opcodes()]
    for at, until, differs in [(0, start, False), *(between or [(start, their_end, True)]), (their_end, None, False)]:
        if said := "".join(theirs[at:until]):
            yield said, differs and not said.isspace()


def _alike(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
