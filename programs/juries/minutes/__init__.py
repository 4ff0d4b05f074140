"""The minutes of a session: facts read in a few statements, sections written from them, then a page or a document.

Full for whoever led it; redacted, without names nor personal judgements, for others.
"""

from collections.abc import Iterable

from programs.juries.minutes import facts
from programs.juries.minutes.facts import Facts
from programs.juries.minutes.sections import FULL, REDACTED, VERSIONS, WITH_BALLOTS, Minutes, Section
from programs.juries.minutes.writing import Clerk
from programs.juries.models import AbstractJury

__all__ = ["FULL", "REDACTED", "VERSIONS", "WITH_BALLOTS", "Minutes", "minutes", "write"]


def minutes(jury: AbstractJury, *, version: str = FULL, sees_ballots: bool = False) -> Minutes:
    """The minutes, with each member's ballots when whoever `sees_ballots` asks; the caller has checked who reads."""
    raw = sees_ballots and version == WITH_BALLOTS
    return write(facts.read(jury, raw=raw), redacted=version == REDACTED)


def write(found: Facts, *, redacted: bool) -> Minutes:
    """The same from what was read already."""
    clerk = Clerk(found, redacted)
    members, items = clerk.members(), clerk.items()
    return Minutes(
        jury=found.jury,
        redacted=redacted,
        members=members,
        items=items,
        quorum=found.sitting.quorum(),
        recusals=sum(len(seats) for seats in found.sitting.recused.values()),
        before=(clerk.composition(members), clerk.hours(), clerk.order(items), clerk.conflicts()),
        after=_there((clerk.ranking(), clerk.comparison(), clerk.late(), clerk.amendments())),
        record=found.record,
    )


def _there(sections: Iterable[Section | None]) -> tuple[Section, ...]:
    return tuple(section for section in sections if section is not None)
