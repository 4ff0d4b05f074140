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
    return Fraction(*_weighed(marks, weights))


def _weighed(marks: Marks[Key], weights: Weights[Key]) -> tuple[int, int]:
    """A ballot's score as a sum and what divides it: whole numbers add up a hundred times faster than fractions."""
    loads = zip(weights, whole_weights(tuple(weights.values())), strict=True)
    marked = [(load, marks[key]) for key, load in loads if key in marks]
    if not marked:
        raise ValueError("a ballot without marks has no score")
    total = sum(load for load, _mark in marked)
    if not total:
        return sum(mark for _load, mark in marked), len(marked)
    return sum(load * mark for load, mark in marked), total


@lru_cache(maxsize=256)
def whole_weights(weights: tuple[Decimal | int, ...]) -> tuple[int, ...]:
    """The same proportions in whole numbers."""
    exact = [Fraction(weight) for weight in weights]
    scale = lcm(*(weight.denominator for weight in exact))
    return tuple(int(weight * scale) for weight in exact)


def official_score(ballots: Sequence[Marks[Key]], weights: Weights[Key], expected: int | None = None) -> Score[Key]:
    """The plain mean of the ballots given, which are those that count; `expected` is how many there could be."""
    sums: dict[int, int] = {}
    for marks in ballots:
        weighed, total = _weighed(marks, weights)
        sums[total] = sums.get(total, 0) + weighed
    return Score(
        mean=sum((Fraction(weighed, total * len(ballots)) for total, weighed in sums.items()), Fraction())
        if ballots
        else None,
        ballots=len(ballots),
        expected=len(ballots) if expected is None else expected,
        criteria=criterion_means(ballots, weights),
    )


def criterion_means(ballots: Sequence[Marks[Key]], weights: Weights[Key]) -> dict[Key, Fraction]:
    """What explains a score: the plain mean of each criterion, for those that somebody has marked."""
    marked = {key: [marks[key] for marks in ballots if key in marks] for key in weights}
    return {key: Fraction(sum(values), len(values)) for key, values in marked.items() if values}


def ranks(means: Mapping[Dossier, Fraction | None]) -> dict[Dossier, int | None]:
    """Each dossier's rank, best first: equals share a rank and the next one is skipped; without a mean, no rank."""
    known = sorted((mean for mean in means.values() if mean is not None), key=_quickly, reverse=True)
    first = {mean: place for place, mean in reversed(list(enumerate(known, start=1)))}
    return {dossier: None if mean is None else first[mean] for dossier, mean in means.items()}


def in_order(means: Mapping[Dossier, Fraction | None]) -> list[Dossier]:
    """Dossiers from the best mean down, equals in the order given, those without a mean last."""
    marked = [dossier for dossier, mean in means.items() if mean is not None]
    best = sorted(marked, key=lambda dossier: _quickly(-(means[dossier] or Fraction())))
    return [*best, *(dossier for dossier, mean in means.items() if mean is None)]


def _quickly(mean: Fraction) -> tuple[float, Fraction]:
    """The same order at a fraction of the price: only means that look alike are compared exactly."""
    return float(mean), mean


def rounded(mean: Fraction, digits: int = 2) -> Decimal:
    """A mean for people: half rounds up, exactly."""
    scale = 10**digits
    return Decimal((2 * mean.numerator * scale + mean.denominator) // (2 * mean.denominator)).scaleb(-digits)
