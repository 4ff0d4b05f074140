"""From marks to the advisory view, by way of the model."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic

import numpy as np

from programs.juries.ranking import model
from programs.juries.ranking.agreement import agreement
from programs.juries.ranking.chances import chances
from programs.juries.ranking.model import Design, VarianceComponents
from programs.juries.ranking.results import Juror, JurorKey, LeftOut, Panel, Ranking, Team, TeamKey
from programs.juries.ranking.severities import (
    LARGE_BIAS,
    LARGE_BIAS_OF_ALL,
    Severities,
    bias_ratio,
    panel_severities,
    severities,
)
from programs.juries.ranking.table import Table, by_key


def ranking(table: Table[JurorKey, TeamKey], selected: int) -> Ranking[JurorKey, TeamKey]:
    """As `programs.juries.ranking.rank`, of marks that are read already."""
    fits = [_fitted(table.part(component)) for component in table.components]
    whole = fits[0] if len(fits) == 1 else None
    freedom = len(table.marks) - len(table.teams) - len(table.jurors) + len(fits)
    ratio = bias_ratio(whole.design, whole.found) if whole and whole.found and freedom else None
    panels = {panel.team: panel for fit in fits for panel in _panels(fit, has_intervals=fit is whole and freedom > 0)}
    jurors = [juror for fit in fits for juror in _jurors(fit, has_intervals=fit is whole and freedom > 0)]
    return Ranking(
        connected=len(fits) < 2,
        comparable=len(fits) < 2 and (ratio or 0) <= LARGE_BIAS_OF_ALL,
        freedom=freedom,
        bias_ratio=ratio,
        teams=tuple(_teams(table, whole, selected)),
        jurors=tuple(sorted(jurors, key=lambda one: by_key(one.juror))),
        panels=tuple(panels[team] for team in table.by_rank),
        components=table.components,
        agreement=agreement(design_of(table), whole.known if whole else None, whole.found if whole else None),
    )


def without_each(table: Table[JurorKey, TeamKey], selected: int) -> Iterator[LeftOut[JurorKey, TeamKey]]:
    """As `programs.juries.ranking.leave_one_out`."""
    first = {team for team, rank in table.ranks.items() if rank <= selected}
    for juror in sorted(table.jurors, key=by_key):
        rest = table.without(juror)
        whole = _fitted(rest) if len(rest.components) == 1 else None
        then = {team for team, rank in rest.ranks.items() if rank <= selected}
        yield LeftOut(
            juror=juror,
            connected=len(rest.components) < 2,
            teams=tuple(_teams(rest, whole, selected)),
            entering=tuple(team for team in rest.by_rank if team in then - first),
            leaving=tuple(team for team in table.by_rank if team in first - then),
            unheard=tuple(team for team in table.by_rank if team not in rest.ranks),
        )


def design_of(table: Table[JurorKey, TeamKey]) -> Design:
    """Teams × jurors, in the table's order."""
    seen, marks = np.zeros((2, len(table.teams), len(table.jurors)))
    rows, columns = ({key: place for place, key in enumerate(keys)} for keys in (table.teams, table.jurors))
    for (juror, team), mark in table.marks.items():
        seen[rows[team], columns[juror]] = 1
        marks[rows[team], columns[juror]] = mark
    centre = float(marks.sum() / max(seen.sum(), 1))
    return Design(seen, (marks - centre) * seen, centre)


@dataclass(frozen=True)
class _Fit(Generic[JurorKey, TeamKey]):
    """What was computed of marks that hold together; `known` and `found` are None with a single team."""

    table: Table[JurorKey, TeamKey]
    design: Design
    known: VarianceComponents | None
    found: Severities | None


def _fitted(table: Table[JurorKey, TeamKey]) -> _Fit[JurorKey, TeamKey]:
    design = design_of(table)
    if len(table.teams) == 1:
        return _Fit(table, design, None, None)
    known = model.variance_components(design)
    return _Fit(table, design, known, severities(design, known))


def _teams(
    table: Table[JurorKey, TeamKey], whole: _Fit[JurorKey, TeamKey] | None, selected: int
) -> Iterator[Team[TeamKey]]:
    """`whole` is None when the panels are not connected."""
    found = chances(whole.design, whole.known, selected) if whole and whole.known else None
    places = {team: place for place, team in enumerate(whole.table.teams if whole else ())}
    for team in table.by_rank:
        mean, rank = table.means[team], table.ranks[team]
        if found:
            yield Team(team, mean, rank, **found.of(places[team]))
        elif whole:
            yield Team(team, mean, rank, 1.0, None, None, float(selected > 0), mean)
        else:
            yield Team(team, mean, rank, None, None, None, None, None)


def _jurors(fit: _Fit[JurorKey, TeamKey], *, has_intervals: bool) -> Iterator[Juror[JurorKey]]:
    if fit.found is None:
        values, reaches = 0.0 - fit.design.marks[0], None
    else:
        values, reaches = fit.found.values, fit.found.reach * fit.found.errors
    for place, juror in enumerate(fit.table.jurors):
        severity = float(values[place])
        if reaches is None or not has_intervals:
            yield Juror(juror, severity, None, None)
        else:
            yield Juror(juror, severity, severity - float(reaches[place]), severity + float(reaches[place]))


def _panels(fit: _Fit[JurorKey, TeamKey], *, has_intervals: bool) -> Iterator[Panel[TeamKey]]:
    ballots = fit.design.seen.sum(axis=1).astype(int)
    if fit.found is None:
        yield Panel(fit.table.teams[0], int(ballots[0]), 0.0, None, None, False)
        return
    found = panel_severities(fit.design, fit.found)
    reaches = fit.found.reach * found.errors
    surely = np.abs(found.values) > np.maximum(reaches, LARGE_BIAS * found.mean_errors)
    for place, team in enumerate(fit.table.teams):
        severity, reach = float(found.values[place]), float(reaches[place])
        low, high = (severity - reach, severity + reach) if has_intervals else (None, None)
        yield Panel(team, int(ballots[place]), severity, low, high, has_intervals and bool(surely[place]))
