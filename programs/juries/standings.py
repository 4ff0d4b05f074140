"""A session's ranking, added up once and kept by the process: what is kept is found under what it was added up from.

The version and the sums come in one statement, so in one snapshot, and the version is made of what it tells
(programs.juries.tallies): nothing older is ever found under it, whatever was done meanwhile, undone, or done again.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

from cachetools import LRUCache

from eclore.kit.caches import key
from programs.juries import scoring, tallies
from programs.juries.models import AbstractCriterion, AbstractJury
from programs.juries.states import PassageKind
from programs.juries.tallies import Tally

KEPT = 10_000  # dossiers in all: 8 MB of a process at most

# What a dossier keeps of the ranking as it was revealed.
SEEN = ("seen_rank", "seen_mean", "seen_ballots")


@dataclass(frozen=True, slots=True)
class Standing:
    """`given`: passage → its sums, in the order of the day; `order`: from the best mean down, those without one last.

    `ranks`: equals share one; None without a ballot. What is to be selected comes first, and shares no rank with what
    is renewed. `version`: what all of it was added up from.
    """

    given: Mapping[UUID, Tally]
    order: Sequence[UUID]
    ranks: Mapping[UUID, int | None]
    version: str = field(compare=False)

    @property
    def contenders(self) -> Sequence[UUID]:
        """The dossiers that ask for the places, best first: those of selection, where there are some."""
        selected = [passage for passage in self.order if self.given[passage].kind == PassageKind.SELECTION]
        return selected or self.order


_kept: LRUCache[Hashable, Standing] = LRUCache(KEPT, getsizeof=lambda kept: 1 + len(kept.order))
_lock = Lock()


def standing(jury: AbstractJury, criteria: Sequence[AbstractCriterion]) -> Standing:
    """The ranking of `jury`, marks weighed as `criteria` say: one statement, or two to add it up."""
    name = (key(str(jury.pk), jury._meta.label, 1), *((criterion.pk, criterion.weight) for criterion in criteria))
    with _lock:
        kept = _kept.get(name)
    if kept and kept.version == tallies.version(jury):
        return kept
    found = _ranked(*tallies.with_version(jury, criteria))
    if len(found.order) < KEPT:
        with _lock:
            _kept[name] = found
    return found


def forget() -> None:
    """Everything that this process has kept."""
    with _lock:
        _kept.clear()


def _ranked(version: str, given: Mapping[UUID, Tally]) -> Standing:
    order: list[UUID] = []
    ranks: dict[UUID, int | None] = {}
    for kind in PassageKind:
        means = {passage: tally.mean for passage, tally in given.items() if tally.kind == kind}
        order += scoring.in_order(means)
        ranks |= scoring.ranks(means)
    return Standing(given, order, ranks, version)


def keep_as_seen(jury: AbstractJury) -> None:
    """The ranking as it is revealed, on each dossier: what is counted afterwards changes nothing in it."""
    found, passages = standing(jury, list(jury.criteria.all())), list(jury.passages.only("pk"))
    for passage in passages:
        given = found.given[passage.pk]
        passage.seen_rank, passage.seen_ballots = found.ranks[passage.pk], given.ballots
        passage.seen_mean = None if given.mean is None else scoring.rounded(given.mean)
    jury.passages.bulk_update(passages, SEEN)


def forget_seen(jury: AbstractJury) -> None:
    """Marks are hidden again."""
    jury.passages.update(**dict.fromkeys(SEEN))
