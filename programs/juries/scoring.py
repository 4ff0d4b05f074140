"""The official score, which anybody can redo: criteria weighted within a ballot, then the plain mean of ballots.

Fractions all along: two dossiers are tied when they are equal, not when they look so once rounded.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Dossier = TypeVar("Dossier", bound=Hashable)
Marks = Mapping[Key, int]
Weights = Mapping[Key, Decimal | int]


@dataclass(frozen=True)
class Score(Generic[Key]):
    """One dossier's result: `mean` is None when no ballot counts; `criteria` are plain means over the same ballots."""

    mean: Fraction | None
    ballots: int
    expected: int
    criteria: Mapping[Key, Fraction]

    @property
    def missing(self) -> int:
        return max(self.expected - self.ballots, 0)


def ballot_score(marks: Marks[Key], weights: Weights[Key]) -> Fraction:
    """The weighted mean of one ballot, over the criteria it marks; weights that are all zero count as equal.

    Raises ValueError for a ballot that marks none of the criteria.
    """
    loads = zip(weights, _whole(tuple(weights.values())), strict=True)
    marked = [(load, marks[key]) for key, load in loads if key in marks]
    if not marked:
        raise ValueError("a ballot without marks has no score")
    total = sum(load for load, _mark in marked)
    if not total:
        return Fraction(sum(mark for _load, mark in marked), len(marked))
    return Fraction(sum(load * mark for load, mark in marked), total)


@lru_cache(maxsize=256)
def _whole(weights: tuple[Decimal | int, ...]) -> tuple[int, ...]:
    """The same proportions in whole numbers, which add up a hundred times faster than fractions."""
    exact = [Fraction(weight) for weight in weights]
    scale = lcm(*(weight.denominator for weight in exact))
    return tuple(int(weight * scale) for weight in exact)


def official_score(ballots: Sequence[Marks[Key]], weights: Weights[Key], expected: int | None = None) -> Score[Key]:
    """The plain mean of the ballots given, which are those that count; `expected` is how many there could be."""
    scores = [ballot_score(marks, weights) for marks in ballots]
    return Score(
        mean=sum(scores, Fraction()) / len(scores) if scores else None,
        ballots=len(scores),
        expected=len(scores) if expected is None else expected,
        criteria=criterion_means(ballots, weights),
    )


def criterion_means(ballots: Sequence[Marks[Key]], weights: Weights[Key]) -> dict[Key, Fraction]:
    """What explains a score: the plain mean of each criterion, for those that somebody has marked."""
    marked = {key: [marks[key] for marks in ballots if key in marks] for key in weights}
    return {key: Fraction(sum(values), len(values)) for key, values in marked.items() if values}


def ranks(means: Mapping[Dossier, Fraction | None]) -> dict[Dossier, int | None]:
    """Each dossier's rank, best first: equals share a rank and the next one is skipped; without a mean, no rank."""
    known = sorted((mean for mean in means.values() if mean is not None), reverse=True)
    first = {mean: place for place, mean in reversed(list(enumerate(known, start=1)))}
    return {dossier: None if mean is None else first[mean] for dossier, mean in means.items()}


def in_order(means: Mapping[Dossier, Fraction | None]) -> list[Dossier]:
    """Dossiers from the best mean down, equals in the order given, those without a mean last."""
    return sorted(means, key=lambda dossier: (means[dossier] is None, -(means[dossier] or 0)))


def rounded(mean: Fraction, digits: int = 2) -> Decimal:
    """A mean for people: half rounds up, exactly."""
    scale = 10**digits
    return Decimal((2 * mean.numerator * scale + mean.denominator) // (2 * mean.denominator)).scaleb(-digits)
