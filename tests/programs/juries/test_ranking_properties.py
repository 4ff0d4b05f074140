"""What holds of the advisory view whatever the marks, and that the model solves the equations that it claims."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from programs.juries.ranking import model, rank
from programs.juries.ranking.chances import chances
from programs.juries.ranking.computing import design_of
from programs.juries.ranking.model import (
    Design,
    VarianceComponents,
    Variances,
    absorbed,
    levels,
    variance_components,
    variances,
)
from programs.juries.ranking.table import Table

FEW = settings(max_examples=40, deadline=None, derandomize=True, database=None)
MARKS = some.integers(4, 20).map(lambda quarters: quarters / 4)


@some.composite
def tables(draw, is_complete: bool = False) -> list[tuple[str, str, float]]:
    """Two to seven teams, two to six members, marks in quarters; at least a half of the cells are there."""
    teams, jurors = draw(some.integers(2, 7)), draw(some.integers(2, 6))
    cells = [(f"j{juror}", f"t{team}") for juror in range(jurors) for team in range(teams)]
    left_out = [] if is_complete else draw(some.lists(some.sampled_from(cells), max_size=len(cells) // 2, unique=True))
    return [(*cell, draw(MARKS)) for cell in cells if cell not in left_out]


@FEW
@given(tables(), some.randoms(use_true_random=False), some.integers(0, 4))
def test_the_order_of_marks_changes_nothing(marks, random, selected):
    assert rank(random.sample(marks, len(marks)), selected=selected) == rank(marks, selected=selected)


@FEW
@given(tables(), some.integers(1, 3))
def test_names_change_nothing(marks, selected):
    view = rank(marks, selected=selected)
    renamed = rank(
        [(f"j{9 - int(juror[1:])}", f"t{9 - int(team[1:])}", mark) for juror, team, mark in marks], selected=selected
    )
    found = {f"t{9 - int(team.team[1:])}": team for team in renamed.teams}
    rows = {tuple(sorted(mark for _juror, one, mark in marks if one == team.team)) for team in view.teams}
    assume(view.connected and len(rows) == len(view.teams))  # teams of the same marks are told apart by name alone

    for team in view.teams:
        for name in ("mean", "rank", "expected_rank", "low", "high", "p_selected", "estimate"):
            assert getattr(found[team.team], name) == pytest.approx(getattr(team, name), abs=1e-6)


@FEW
@given(tables(), some.integers(0, 8))
def test_ranks_and_chances_add_up(marks, selected):
    view = rank(marks, selected=selected)
    assume(view.connected)
    size = len(view.teams)

    assert sum(team.p_selected for team in view.teams) == pytest.approx(min(selected, size))
    assert sum(team.expected_rank for team in view.teams) == pytest.approx(size * (size + 1) / 2)
    assert sum(juror.severity for juror in view.jurors) == pytest.approx(0, abs=1e-9)
    assert all(
        team.low <= team.estimate + 1e-9 and team.estimate <= team.high + 1e-9 for team in view.teams if team.low
    )


@FEW
@given(tables(is_complete=True), some.integers(1, 4))
def test_complete_panels_rank_as_the_mean(marks, selected):
    teams = rank(marks, selected=selected).teams

    for one, other in pairwise(teams):
        tied = one.rank == other.rank
        assert one.expected_rank == other.expected_rank if tied else one.expected_rank < other.expected_rank
        assert one.p_selected == other.p_selected if tied else one.p_selected >= other.p_selected
        assert one.low == other.low if tied else one.low >= other.low


@FEW
@given(tables(is_complete=True), some.sampled_from([-1.0, -0.25, 0.5, 2.0]))
def test_on_complete_panels_a_constant_moves_the_severity_of_its_member_alone(marks, constant):
    before = rank(marks, selected=2)
    after = rank([(juror, team, mark + constant * (juror == "j0")) for juror, team, mark in marks], selected=2)
    moved = {juror.juror: juror.severity for juror in after.jurors}
    share = constant / len(before.jurors)  # of the mean of members, which severities are told from

    for one, other in zip(sorted(before.teams, key=str), sorted(after.teams, key=str), strict=True):
        assert (other.team, other.rank) == (one.team, one.rank)
        assert (other.expected_rank, other.p_selected) == pytest.approx((one.expected_rank, one.p_selected), abs=1e-9)
        assert other.estimate == pytest.approx(one.estimate + share, abs=1e-6)
    for juror in before.jurors:
        assert moved[juror.juror] == pytest.approx(juror.severity + share - constant * (juror.juror == "j0"), abs=1e-6)


@FEW
@given(tables(), some.data())
def test_a_better_mark_never_harms_when_variances_are_as_they_were(marks, data):
    place = data.draw(some.integers(0, len(marks) - 1))
    table = Table.read(marks)
    assume(len(table.components) == 1 and len(table.teams) > 1)
    design, row = design_of(table), table.teams.index(marks[place][1])
    column = table.jurors.index(marks[place][0])
    known = variance_components(design)
    better = Design(design.seen, design.marks.copy(), design.centre)
    better.marks[row, column] += 0.75
    before, after = levels(design, known), levels(better, known)
    places = [(-drawn.draws).argsort(axis=1).argsort(axis=1)[:, row] for drawn in (before, after)]

    assert after.means[row] >= before.means[row] - 1e-9
    assert (places[1] <= places[0]).all()


@FEW
@given(tables(), some.sampled_from([0.3, 4.0]), some.sampled_from([0.0, 0.7, 5.0]))
def test_absorbed_equations_are_henderson_s(marks, team_ratio, juror_ratio):
    """Against the whole system, mean, teams and jurors, and against the likelihood written with V itself."""
    table = Table.read(marks)
    assume(len(table.components) == 1 and len(table.teams) > 1)
    design = design_of(table)
    spectrum = absorbed(design, juror_ratio)
    teams, jurors = design.seen.shape
    rows, columns = np.nonzero(design.seen)
    marks = design.marks[rows, columns]
    fixed = np.eye(jurors)[columns] if not juror_ratio else np.ones((len(marks), 1))
    of_teams, of_jurors = np.eye(teams)[rows], np.eye(jurors)[columns]
    wide = np.hstack([fixed, of_teams] + ([of_jurors] if juror_ratio else []))
    ridge = [0] * fixed.shape[1] + [team_ratio] * teams + [juror_ratio] * jurors * bool(juror_ratio)
    solved = np.linalg.solve(wide.T @ wide + np.diag(ridge), wide.T @ marks)[fixed.shape[1] :][:teams]

    assert spectrum.effects(np.array([team_ratio]))[0] == pytest.approx(solved, abs=1e-8)
    covariance = np.eye(len(marks)) + of_teams @ of_teams.T / team_ratio
    covariance += of_jurors @ of_jurors.T / juror_ratio if juror_ratio else 0
    inverse = np.linalg.inv(covariance)
    left = inverse - inverse @ fixed @ np.linalg.inv(fixed.T @ inverse @ fixed) @ fixed.T @ inverse
    residual = spectrum.total - (spectrum.projected**2 / (spectrum.values + team_ratio)).sum()
    assert residual == pytest.approx(marks @ left @ marks, abs=1e-8)
    assert spectrum.freedom == len(marks) - fixed.shape[1]


def test_the_likelihood_is_the_restricted_one():
    """Up to a constant: -(log|V| + log|X'V⁻¹X| + ν log y'Py) / 2, by its own maximum over a fine grid."""
    design = design_of(
        Table.read([("1", "a", 4), ("2", "a", 3), ("1", "b", 3), ("3", "b", 1), ("2", "c", 2.5), ("3", "c", 1)])
    )
    rows, columns = np.nonzero(design.seen)
    marks, fixed, of_teams = design.marks[rows, columns], np.eye(3)[columns], np.eye(3)[rows]

    def logarithm(ratio: float) -> float:
        covariance = np.eye(6) + of_teams @ of_teams.T / ratio
        inverse = np.linalg.inv(covariance)
        inside = fixed.T @ inverse @ fixed
        left = inverse - inverse @ fixed @ np.linalg.inv(inside) @ fixed.T @ inverse
        logs = np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(inside)[1]
        return float(-0.5 * (logs + 3 * np.log(marks @ left @ marks)))

    found = variances(absorbed(design, 0))
    grid = np.exp(np.linspace(-4, 8, 2_401))
    assert found.likely == pytest.approx(grid[np.argmax([logarithm(ratio) for ratio in grid])], rel=0.01)
    weights = [
        logarithm(ratio) + 0.5 * np.log(b := ratio / (ratio + absorbed(design, 0).usual)) + np.log(1 - b)
        for ratio in found.ratios
    ]
    weights = np.exp(weights - np.max(weights))
    assert found.weights == pytest.approx(weights / weights.sum(), abs=1e-6)


@pytest.mark.parametrize("juror_ratio", [0.0, 2.0])
def test_draws_have_the_moments_of_the_posterior(juror_ratio):
    """Against mean and covariance of (general mean + mean of jurors + team), from the whole system."""
    marks = [
        (juror, team, (juror * 7 + team * 5) % 4 + team / 4)
        for juror in range(4)
        for team in range(5)
        if (juror + team) % 4
    ]
    design = design_of(Table.read(marks))
    one = Variances(np.array([1.5]), np.ones(1), np.array([400_000.0]), 1_000_000, 1.5, 1.5)  # an error of 0.4, known
    found = levels(design, VarianceComponents(one, juror_ratio), 200_000)
    rows, columns = np.nonzero(design.seen)
    fixed = np.ones((len(rows), 1)) if juror_ratio else np.zeros((len(rows), 1))
    wide = np.hstack([fixed, np.eye(5)[rows], np.eye(4)[columns]])
    system = wide.T @ wide + np.diag([0 if juror_ratio else 1] + [1.5] * 5 + [juror_ratio] * 4)
    whole = np.hstack([np.ones((5, 1)) * bool(juror_ratio), np.eye(5), np.full((5, 4), 1 / 4)])
    means = whole @ np.linalg.solve(system, wide.T @ design.marks[rows, columns]) + design.centre

    assert found.means == pytest.approx(means, abs=1e-8)
    assert found.draws.mean(axis=0) == pytest.approx(means, abs=0.01)
    assert np.cov(found.draws.T) == pytest.approx(0.4 * whole @ np.linalg.inv(system) @ whole.T, abs=0.01)


def test_draws_are_the_same_at_each_call_and_few_enough_for_many_teams():
    marks = [(juror, team, (juror * 3 + team * 7) % 5) for juror in range(6) for team in range(9)]
    design = design_of(Table.read(marks))
    known = variance_components(design)

    assert (levels(design, known).draws == levels(design, known).draws).all()
    assert levels(design, known).draws.shape == (model.MOST_DRAWS, 9)
    many = design_of(Table.read([(juror, team, juror + team % 7) for juror in range(2) for team in range(400)]))
    assert levels(many, variance_components(many)).draws.shape == (model.FEWEST_DRAWS, 400)
    assert (chances(design, known, 3).p_selected == chances(design, known, 3).p_selected).all()
