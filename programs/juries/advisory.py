"""What a session's marks allow to say beside the official means: computed once for their version, kept by the process.

Scores inform, the jury decides (docs/ranking.md). Who may read what is decided in `programs.juries.advisory_pages`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from cachetools import LRUCache

from eclore.kit.caches import key
from programs.juries import ranking, scoring
from programs.juries.models import AbstractCriterion, AbstractJury
from programs.juries.ranking import LeftOut, Ranking
from programs.juries.snapshots import Sitting, ballots_of
from programs.juries.standings import Standing

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


def advice(sitting: Sitting, criteria: Sequence[AbstractCriterion], standing: Standing) -> Advice | None:
    """The advisory view of those who ask for the places: no statement, or one to compute it.

    None without a mark, or beyond MOST dossiers.
    """
    jury, contenders = sitting.jury, standing.contenders
    if len(contenders) > MOST:
        return None
    weights = ((criterion.pk, criterion.weight) for criterion in criteria)
    name = (key(str(jury.pk), jury._meta.label, jury.places), *weights)
    with _lock:
        kept = _kept.get(name)
    if kept and kept[0] == standing.version:
        return kept[1]
    asked = set(contenders)
    marks = [mark for mark in _marks(jury, sitting, criteria) if mark[1] in asked]
    found = _computed(marks, jury.places)
    with _lock:
        _kept[name] = (standing.version, found)
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
