"""What a session's marks allow to say beside the official means: computed once for their version, kept by the process.

Scores inform, the jury decides (docs/ranking.md). Who may read what is decided in `programs.juries.advisory_pages`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from cachetools import LRUCache

from eclore.kit.caches import key
from programs.juries import ranking, scoring, tallies
from programs.juries.models import AbstractCriterion, AbstractJury
from programs.juries.ranking import LeftOut, Ranking
from programs.juries.snapshots import Sitting, ballots_of

MOST = 100  # dossiers: a reading round of hundreds is sorted, not deliberated upon
KEPT = 64  # sessions

Marks = list[tuple[UUID, UUID, float]]


@dataclass(frozen=True, slots=True)
class Advice:
    """`view`: what the jury reads; `without_each`: for the president alone. Members and dossiers by their keys."""

    view: Ranking[UUID, UUID]
    without_each: tuple[LeftOut[UUID, UUID], ...]


_kept: LRUCache[object, tuple[str, Advice | None]] = LRUCache(KEPT)
_lock = Lock()


def advice(jury: AbstractJury, sitting: Sitting, criteria: Sequence[AbstractCriterion]) -> Advice | None:
    """The advisory view: two statements, or three to compute it. None without a mark, or beyond MOST dossiers."""
    if jury.passages.count() > MOST:
        return None
    weights = ((criterion.pk, criterion.weight) for criterion in criteria)
    name = (key(str(jury.pk), jury._meta.label, jury.places), *weights)
    version = tallies.version(jury)
    with _lock:
        kept = _kept.get(name)
    if kept and kept[0] == version:
        return kept[1]
    found = _computed(_marks(jury, sitting, criteria), jury.places)
    with _lock:
        _kept[name] = (version, found)
    return found


def _computed(marks: Marks, selected: int) -> Advice | None:
    if not marks:
        return None
    return Advice(ranking.rank(marks, selected=selected), ranking.leave_one_out(marks, selected=selected))


def _marks(jury: AbstractJury, sitting: Sitting, criteria: Sequence[AbstractCriterion]) -> Marks:
    """The ballots that count, each weighed: those of members present who have not stepped aside."""
    weights = {criterion.pk: criterion.weight for criterion in criteria}
    return [
        (seat, passage, float(scoring.ballot_score(ballot.marks, weights)))
        for (passage, seat), ballot in ballots_of(jury).items()
        if ballot.cast and ballot.marks and sitting.is_voter(passage, seat)
    ]
