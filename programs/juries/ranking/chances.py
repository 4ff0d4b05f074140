"""Of each team: an interval, its expected rank and P(among the first K), read off draws of the model."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from programs.juries.ranking.model import NO_SPREAD, Array, Design, VarianceComponents, levels
from programs.juries.ranking.table import CLOSE

Indices = NDArray[np.intp]
TAILS = (0.1, 0.9)  # an interval of 80 %


@dataclass(frozen=True)
class Chances:
    """One number a team, as the fields of `results.Team` of the same names."""

    estimates: Array
    lows: Array
    highs: Array
    expected_ranks: Array
    p_selected: Array

    def of(self, place: int) -> dict[str, float]:
        """Those of one team, by name."""
        return {
            "estimate": float(self.estimates[place]),
            "low": float(self.lows[place]),
            "high": float(self.highs[place]),
            "expected_rank": float(self.expected_ranks[place]),
            "p_selected": float(self.p_selected[place]),
        }


def chances(design: Design, known: VarianceComponents, selected: int) -> Chances:
    found = levels(design, known)
    draws, teams = found.draws, found.draws.shape[1]
    ranks = np.empty(draws.shape, dtype=np.int16)
    np.put_along_axis(ranks, np.argsort(-draws, axis=1), np.arange(1, teams + 1, dtype=np.int16)[None], axis=1)
    lows, highs = np.quantile(draws, TAILS, axis=0)
    expected, chosen = ranks.mean(axis=0), (ranks <= selected).mean(axis=0)
    for alike in _exchangeable(design, known):
        places = alike[np.argsort(-found.means[alike], kind="stable")]
        tied = _tied(found.means[places])
        for values, descending in ((lows, True), (highs, True), (expected, False), (chosen, True)):
            values[places] = _in_order(values[places], tied, descending=descending)
    return Chances(found.means, lows, highs, expected, chosen)


def _exchangeable(design: Design, known: VarianceComponents) -> list[Indices]:
    """Teams marked by the same jurors, which differ by their means alone; all teams where marks have no spread."""
    if known.teams.residuals.max() <= NO_SPREAD:
        return [np.arange(len(design.seen))]
    _rows, places = np.unique(design.seen, axis=0, return_inverse=True)
    return [np.flatnonzero(places == place) for place in range(int(places.max()) + 1)]


def _tied(means: Array) -> Indices:
    """For each of `means`, which come down, the number of the group of equals that it is in."""
    return np.concatenate([[0], np.cumsum(-np.diff(means) > CLOSE)])


def _in_order(values: Array, tied: Indices, *, descending: bool) -> Array:
    """`values` rearranged to come down (or up), equals averaged.

    An estimate of something monotone is never further from it once rearranged (Chernozhukov, Fernández-Val & Galichon
    2009): what is left of the draws' error cannot contradict the means.
    """
    ordered = np.sort(values)[::-1] if descending else np.sort(values)
    averaged: Array = (np.bincount(tied, ordered) / np.bincount(tied))[tied]
    return averaged
