"""A session's ranking, added up once and kept by the process: what is kept is found under what it was added up from.

The version and the sums come in one statement, so in one snapshot, and the version is made of what it tells
(programs.juries.tallies): nothing older is ever found under it, whatever was done meanwhile, undone, or done again.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from cachetools import LRUCache

from eclore.kit.caches import key
from programs.juries import scoring, tallies
from programs.juries.models import AbstractCriterion, AbstractJury
from programs.juries.tallies import Tally

KEPT = 10_000  # dossiers in all: 8 MB of a process at most


@dataclass(frozen=True, slots=True)
class Standing:
    """`given`: passage → its sums, in the order of the day; `order`: from the best mean down, those without one last.

    `ranks`: equals share one; None without a ballot.
    """

    given: Mapping[UUID, Tally]
    order: Sequence[UUID]
    ranks: Mapping[UUID, int | None]


@dataclass(frozen=True, slots=True)
class _Kept:
    version: str
    standing: Standing


_kept: LRUCache[Hashable, _Kept] = LRUCache(KEPT, getsizeof=lambda kept: 1 + len(kept.standing.order))
_lock = Lock()


def standing(jury: AbstractJury, criteria: Sequence[AbstractCriterion]) -> Standing:
    """The ranking of `jury`, marks weighed as `criteria` say: one statement, or two to add it up."""
    name = (key(str(jury.pk), jury._meta.label, 1), *((criterion.pk, criterion.weight) for criterion in criteria))
    with _lock:
        kept = _kept.get(name)
    if kept and kept.version == tallies.version(jury):
        return kept.standing
    version, given = tallies.with_version(jury, criteria)
    found = _ranked(given)
    if len(found.order) < KEPT:
        with _lock:
            _kept[name] = _Kept(version, found)
    return found


def forget() -> None:
    """Everything that this process has kept."""
    with _lock:
        _kept.clear()


def _ranked(given: Mapping[UUID, Tally]) -> Standing:
    means = {passage: tally.mean for passage, tally in given.items()}
    return Standing(given, scoring.in_order(means), scoring.ranks(means))
