"""The two-way mixed model of marks: mark = mean + team + juror + error, solved by Henderson's equations.

Teams and jurors are normal random effects. Jurors are absorbed into the equations of teams (Henderson 1984), so that
everything of one ratio of variances is read off one spectrum, as in the spectral form of REML (Patterson & Thompson
1971; Kang et al. 2008). Variances that one cannot know are averaged over, not guessed: a jury is too small a sample.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Ratios at which the likelihood is computed: the logarithm of (error / effect), beside what an effect was seen through.
LOG_RATIOS = np.linspace(-12, 12, 385)
MOST_DRAWS, FEWEST_DRAWS = 4096, 512
DRAWN = 2**17  # numbers in all, for many teams
SEED = 1939
NO_SPREAD = 1e-18  # a sum of squares, beside the number of marks, that is rounding


@dataclass(frozen=True)
class Design:
    """`seen`: teams × jurors, 1 where a mark is and 0 elsewhere; `marks`: the same, less `centre`, 0 elsewhere."""

    seen: Array
    marks: Array
    centre: float

    @property
    def turned(self) -> "Design":
        """Jurors as rows."""
        return Design(self.seen.T, self.marks.T, self.centre)


@dataclass(frozen=True)
class Spectrum:
    """The equations of rows once columns are absorbed, (V diag(`values`) V' + ratio) effect = V `projected`.

    `total` is what is left of the sum of squares, with `freedom` degrees; the constant vector has the value 0.
    """

    values: Array
    vectors: Array
    projected: Array
    total: float
    freedom: int

    @property
    def usual(self) -> float:
        """The mean of the values that are not zero: on complete panels, how many marks a row has."""
        return float(self.values.sum()) / (len(self.values) - 1)

    def effects(self, ratios: Array) -> Array:
        """Best linear predictions, ratios × rows."""
        predicted: Array = (self.projected / (self.values + ratios[:, None])) @ self.vectors.T
        return predicted


def absorbed(design: Design, ridge: float) -> Spectrum:
    """The spectrum of rows, columns absorbed: free effects where `ridge` is 0, else random with error / effect `ridge`.

    With random columns the general mean is absorbed besides; with free ones they hold it.
    """
    seen, marks = design.seen, design.marks
    counts, sums = seen.sum(axis=0), marks.sum(axis=0)
    shares = 1 / (counts + ridge)
    matrix = np.diag(seen.sum(axis=1)) - (seen * shares) @ seen.T
    right = marks.sum(axis=1) - (seen * shares) @ sums
    total = float((marks**2).sum() - (shares * sums**2).sum())
    freedom = int(counts.sum()) - len(counts)
    if ridge:
        weight = float((ridge * shares * counts).sum())
        loads, weighed = seen @ (ridge * shares), float((ridge * shares * sums).sum())
        matrix -= np.outer(loads, loads) / weight
        right -= loads * weighed / weight
        total -= weighed**2 / weight
        freedom = int(counts.sum()) - 1
    values, vectors = np.linalg.eigh(matrix)
    values, projected = np.clip(values, 0, None), vectors.T @ right
    values[0] = projected[0] = 0  # the constant vector, which columns have taken
    return Spectrum(values, vectors, projected, max(total, 0.0), freedom)


@dataclass(frozen=True)
class Variances:
    """What marks say of error / effect: `weights` of each of `ratios`; the error's sum of squares at each, `residuals`.

    Given a ratio, that sum over the error's variance is chi-squared with `freedom` degrees. `likely` is the REML
    estimate (infinite where the effect has none), `expected` the ratio at the mean shrinkage.
    """

    ratios: Array
    weights: Array
    residuals: Array
    freedom: int
    likely: float
    expected: float

    @property
    def error(self) -> float:
        """The error's variance at each ratio, averaged."""
        return float(self.weights @ self.residuals) / self.freedom

    def error_at(self, ratio: float) -> float:
        return float(np.interp(np.log(ratio), np.log(self.ratios), self.residuals)) / self.freedom


def variances(spectrum: Spectrum) -> Variances:
    """The restricted likelihood of each ratio, times the prior of Strawderman (1971) on the share B that is shrunk.

    B^-1/2 on (0, 1): it knows no unit, exists for two teams, and keeps an estimate away from "no difference at all",
    where maximum likelihood often ends in a small jury, and where every interval would be nothing wide.
    """
    ratios = spectrum.usual * np.exp(LOG_RATIOS)
    shrinkages = 1 / (1 + np.exp(-LOG_RATIOS))
    explained = (spectrum.projected**2 / (spectrum.values + ratios[:, None])).sum(axis=1)
    residuals = np.maximum(spectrum.total - explained, NO_SPREAD)
    logs = 0.5 * np.log(ratios[:, None] / (spectrum.values[1:] + ratios[:, None])).sum(axis=1)
    logs -= 0.5 * spectrum.freedom * np.log(residuals)
    weighed = logs + 0.5 * np.log(shrinkages) + np.log(1 - shrinkages)
    weights = np.exp(weighed - weighed.max())
    weights /= weights.sum()
    shrinkage = float(weights @ shrinkages)
    return Variances(
        ratios,
        weights,
        residuals,
        spectrum.freedom,
        _highest(ratios, logs),
        spectrum.usual * shrinkage / (1 - shrinkage),
    )


def _highest(ratios: Array, logs: Array) -> float:
    """Where the likelihood is highest, by the parabola of three points; 0 or infinite when it is beyond the ratios."""
    place = int(logs.argmax())
    if place in (0, len(logs) - 1):
        return float("inf") if place else 0.0
    before, here, after = logs[place - 1 : place + 2]
    bend = before - 2 * here + after
    offset = 0.5 * (before - after) / bend if bend else 0.0
    return float(ratios[place] * np.exp(offset * (LOG_RATIOS[1] - LOG_RATIOS[0])))


@dataclass(frozen=True)
class VarianceComponents:
    """`teams`: what each juror's own marks say of error / team; `juror_ratio`: error / juror, 0 with a single juror.

    The first is computed with jurors as free effects: a constant added to one juror leaves it as it was.
    """

    teams: Variances
    juror_ratio: float


def variance_components(design: Design) -> VarianceComponents:
    """From the marks of at least two teams, connected."""
    teams = variances(absorbed(design, 0))
    if design.seen.shape[1] == 1:
        return VarianceComponents(teams, 0)
    return VarianceComponents(teams, variances(absorbed(design.turned, teams.expected)).expected)


@dataclass(frozen=True)
class Levels:
    """The mean mark that all jurors would give each team, errors apart: its mean, and draws × teams."""

    means: Array
    draws: Array


def levels(design: Design, known: VarianceComponents, count: int | None = None) -> Levels:
    """The posterior distribution of levels; the same numbers at each call.

    Draws are of teams, through the symmetric root of their covariance, which does not depend on how eigenvectors are
    chosen, then of what jurors and the general mean add, given teams. Each comes with its mirror.
    """
    spectrum = absorbed(design, known.juror_ratio)
    half = (count or min(max(DRAWN // len(design.seen), FEWEST_DRAWS), MOST_DRAWS)) // 2
    generator = np.random.Generator(np.random.PCG64(SEED))
    normals = generator.standard_normal((half, len(spectrum.values)))
    common = generator.standard_normal(half)
    chosen = np.searchsorted(np.cumsum(known.teams.weights), (np.arange(half) + 0.5) / half)
    chosen = generator.permutation(np.minimum(chosen, len(known.teams.weights) - 1))
    scales = np.sqrt(known.teams.residuals[chosen] / generator.chisquare(known.teams.freedom, half))
    ratios = known.teams.ratios[chosen]
    spread = scales[:, None] * ((normals @ spectrum.vectors) / np.sqrt(spectrum.values + ratios[:, None]))
    spread = spread @ spectrum.vectors.T
    centres = spectrum.effects(ratios)
    loads, variance = _panel(design, known.juror_ratio)
    teams = np.concatenate([centres + spread, centres - spread])
    shared = np.concatenate([common, -common]) * np.concatenate([scales, scales]) * np.sqrt(variance)
    means = known.teams.weights @ spectrum.effects(known.teams.ratios)
    constant = design.centre + float(loads @ design.marks.sum(axis=0))
    through = design.seen @ loads
    return Levels(means + (constant - means @ through), teams + (constant + shared - teams @ through)[:, None])


def _panel(design: Design, ridge: float) -> tuple[Array, float]:
    """General mean + mean of jurors, given teams: loads of each juror's sum of (mark - team); its variance / error."""
    counts = design.seen.sum(axis=0)
    shares = 1 / (counts + ridge)
    if not ridge:
        return shares / len(counts), float(shares.sum()) / len(counts) ** 2
    weight, left = float((ridge * shares * counts).sum()), float((ridge * shares).mean())
    loads = shares / len(counts) + left * ridge * shares / weight
    return loads, float(shares.sum()) / len(counts) ** 2 + left**2 / weight
