"""How much members agree: on the order of teams (Kendall's W), and on their marks (intraclass correlations)."""

import numpy as np

from programs.juries.ranking.model import Design, VarianceComponents, absorbed
from programs.juries.ranking.results import Agreement
from programs.juries.ranking.severities import Severities


def agreement(design: Design, known: VarianceComponents | None, found: Severities | None) -> Agreement:
    """`known` and `found` are None where the model says nothing; so are then the intraclass correlations."""
    concordance = kendall_w(design)
    teams, jurors = design.seen.shape
    spare = int(design.seen.sum()) - teams - jurors + 1
    if known is None or found is None or spare < 1 or jurors < 2 or np.ptp(design.marks[design.seen > 0]) == 0:
        return Agreement(concordance)
    ratio = known.teams.likely
    if np.isinf(ratio):
        return Agreement(concordance, 0.0, 0.0, 0.0)
    size = absorbed(design, 0).usual
    error = known.teams.error_at(max(ratio, known.teams.ratios[0]))
    sampling = float(np.trace(found.covariance)) * error / found.error
    between = max((float(found.values @ found.values) - sampling) / (jurors - 1), 0.0)
    effect = error / max(ratio, known.teams.ratios[0])
    return Agreement(concordance, 1 / (1 + ratio), effect / (effect + between + error), size / (size + ratio))


def kendall_w(design: Design) -> float | None:
    """Kendall & Babington Smith (1939), corrected for ties; None when no two members have ranked the same two teams.

    W = (1 + (m - 1) r) / m, with r the mean of Spearman's correlations of two members, each weighed by its sums of
    squares, and m how many members a team has. On incomplete panels two members are compared on the teams that both
    have marked; on complete panels this is W itself. Not below 0.
    """
    teams, jurors = design.seen.shape
    # Midranks of each juror's teams among those of each other juror, centred: jurors × teams × others.
    ranks = np.empty((jurors, teams, jurors))
    for juror in range(jurors):
        seen, marks = design.seen[:, juror], design.marks[:, juror]
        above = np.sign(marks[:, None] - marks) * np.outer(seen, seen)
        ranks[juror] = above @ design.seen * seen[:, None] * design.seen / 2
    products = np.einsum("jik,kij->jk", ranks, ranks)
    squares = (ranks**2).sum(axis=1)
    apart = ~np.eye(jurors, dtype=bool)
    scale = float(squares[apart].sum())
    if not scale:
        return None
    panel: float = float(design.seen.sum()) / teams
    correlation = float(products[apart].sum()) / scale
    return max(float(1 + (panel - 1) * correlation) / panel, 0.0)
