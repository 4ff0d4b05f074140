"""How severe each member is, on the same teams, and what that does to the plain mean of a team."""

from dataclasses import dataclass

import numpy as np

from programs.juries.ranking.model import Array, Design, VarianceComponents, absorbed

NORMAL_90 = 1.2815515655446004  # the quantile that leaves 10 % on each side
# A bias below half the standard error hardly touches an interval (Cochran, Sampling Techniques, 1977, section 1.8).
LARGE_BIAS = 0.5
# Over all teams less is enough, since what is the same for many teams does not even out: at a third, three members of
# twelve who are one mark more severe and sat for six passages of fifteen are nearly always seen (docs/ranking.md).
LARGE_BIAS_OF_ALL = 1 / 3


@dataclass(frozen=True)
class Severities:
    """Marks below the mean of jurors; `covariance` and `error` in squared marks, with `freedom` degrees."""

    values: Array
    covariance: Array
    error: float
    freedom: int

    @property
    def reach(self) -> float:
        """Half an 80 % interval, in standard errors: Student's quantile (Abramowitz & Stegun 1964, 26.7.5)."""
        square, degrees = NORMAL_90**2, self.freedom
        first, second = (square + 1) / 4, (5 * square**2 + 16 * square + 3) / 96
        return NORMAL_90 * (1 + first / degrees + second / degrees**2)

    @property
    def errors(self) -> Array:
        return np.sqrt(np.clip(np.diag(self.covariance), 0, None))


def severities(design: Design, known: VarianceComponents) -> Severities:
    """Generalised least squares: jurors as free effects that sum to zero, teams random.

    Not shrunk, so that a constant added to one juror moves that one alone against all others.
    """
    spectrum = absorbed(design, 0)
    counts = design.seen.sum(axis=0)
    shares = design.seen.T / counts[:, None]
    teams = known.teams.weights @ spectrum.effects(known.teams.ratios)
    given = design.marks.sum(axis=0) / counts - shares @ teams
    through = shares @ spectrum.vectors
    covariance = (through / (spectrum.values + known.teams.expected)) @ through.T + np.diag(1 / counts)
    centring = np.eye(len(counts)) - 1 / len(counts)
    error = known.teams.error
    return Severities(given.mean() - given, error * centring @ covariance @ centring, error, known.teams.freedom)


@dataclass(frozen=True)
class PanelSeverities:
    """Of each team: the mean severity of those who marked it, its standard error, and that of the team's plain mean."""

    values: Array
    errors: Array
    mean_errors: Array


def panel_severities(design: Design, found: Severities) -> PanelSeverities:
    ballots = design.seen.sum(axis=1)
    shares = design.seen / ballots[:, None]
    variances = np.clip(((shares @ found.covariance) * shares).sum(axis=1), 0, None)
    return PanelSeverities(shares @ found.values, np.sqrt(variances), np.sqrt(found.error / ballots))


def bias_ratio(design: Design, found: Severities) -> float:
    """Root mean square, over teams, of how far their panels' severities are apart, less what is error of estimation.

    In standard errors of a team's plain mean.
    """
    panels = panel_severities(design, found)
    apart = float(panels.values.var() - (panels.errors**2).mean())
    return float(np.sqrt(max(apart, 0.0) / (panels.mean_errors**2).mean()))
