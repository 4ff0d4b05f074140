"""`make bench-ranking`: juries whose truth is known, and what the official mean and the advisory view say of them.

Teams have a quality, members a severity, ballots an error and criteria another; three criteria are rounded to 1 to 5,
and weighted. The truth of a team is the mean mark of all members over all errors, which the model does not know.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import erf
from pathlib import Path

import numpy as np

from programs.juries.ranking import Ranking, rank

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "ranking.md"
BEGIN, END = "<!-- the table of make bench-ranking: begin -->", "<!-- the table of make bench-ranking: end -->"
HEADERS = (
    "Design",
    "juries",
    "τ of the mean",
    "τ of the view",
    "gain",
    "Brier",
    "in 80 %",
    "severity in 80 %",
    "not comparable",
)
WEIGHTS = np.array([2, 1, 1]) / 4
BALLOT_ERROR, CRITERION_ERROR = 0.5, 0.5
TEAMS_OF, JURORS_OF = (5, 4, 3, 2, 1), (4, 3, 2, 2, 1)  # of five territories
SEED = 20261130

Attendance = Callable[["Plan", np.random.Generator], np.ndarray]


@dataclass(frozen=True)
class Plan:
    """`attendance` says who marks whom, teams × jurors; `differing`: standard deviation of severities."""

    name: str
    attendance: Attendance
    teams: int = sum(TEAMS_OF)
    jurors: int = sum(JURORS_OF)
    selected: int = 5
    differing: float = 0.6
    quality: float = 0.5
    severe: float = 0.0  # added to the severity of the first three members


@dataclass(frozen=True)
class Jury:
    """One drawn jury: `levels` and `severities` are the truth, in marks."""

    marks: list[tuple[int, int, float]]
    levels: np.ndarray
    severities: np.ndarray


def everybody(plan: Plan, _random: np.random.Generator) -> np.ndarray:
    return np.ones((plan.teams, plan.jurors), dtype=bool)


def recused(plan: Plan, _random: np.random.Generator) -> np.ndarray:
    """Nobody marks a team of their own territory; territories are unequal."""
    homes = np.repeat(np.arange(5), TEAMS_OF)[np.arange(plan.teams) % sum(TEAMS_OF)]
    return homes[:, None] != np.repeat(np.arange(5), JURORS_OF)[: plan.jurors]


def in_part(plan: Plan, random: np.random.Generator) -> np.ndarray:
    """One member in two comes late or leaves early: anywhere between a fifth of the passages and four fifths."""
    present = everybody(plan, random)
    for juror in np.flatnonzero(random.random(plan.jurors) < 0.5):
        place = random.integers(plan.teams // 5, plan.teams * 4 // 5 + 1)
        missed = slice(None, place) if random.random() < 0.5 else slice(place, None)
        present[missed, juror] = False
    return present


def recused_and_in_part(plan: Plan, random: np.random.Generator) -> np.ndarray:
    return recused(plan, random) & in_part(plan, random)


def three_for_six(plan: Plan, _random: np.random.Generator) -> np.ndarray:
    """The first three members leave after six passages."""
    present = everybody(plan, _random)
    present[6:, :3] = False
    return present


def four_readers(plan: Plan, random: np.random.Generator) -> np.ndarray:
    return np.argsort(random.random((plan.teams, plan.jurors)), axis=1) < 4


PLANS = (
    Plan("complete panels", everybody),
    Plan("recusals, unequal territories", recused),
    Plan("absences of part of the day", in_part),
    Plan("recusals and absences, unequal territories", recused_and_in_part),
    Plan("the same, members alike (0.3)", recused_and_in_part, differing=0.3),
    Plan("the same, teams close (0.25)", recused_and_in_part, quality=0.25),
    Plan("a small jury, absences", in_part, teams=8, jurors=5, selected=3),
    Plan("three severe members (1.0) for six passages", three_for_six, differing=0.25, severe=1.0),
    Plan("a reading round, 4 readers of 12", four_readers, teams=40, selected=12),
)


def drawn(plan: Plan, random: np.random.Generator) -> Jury:
    qualities = random.normal(0, plan.quality, plan.teams)
    severities = random.normal(0, plan.differing, plan.jurors)
    severities[:3] += plan.severe
    expected = 3 + qualities[:, None] - severities
    errors = random.normal(0, BALLOT_ERROR, (*expected.shape, 1))
    errors = errors + random.normal(0, CRITERION_ERROR, (*expected.shape, 3))
    ballots = np.clip(np.round(expected[:, :, None] + errors), 1, 5) @ WEIGHTS
    seen = np.argwhere(plan.attendance(plan, random))
    truth = mean_mark(expected)
    return Jury(
        [(int(juror), int(team), float(ballots[team, juror])) for team, juror in seen],
        truth.mean(axis=1),
        truth.mean() - truth.mean(axis=0),
    )


def mean_mark(expected: np.ndarray) -> np.ndarray:
    """What rounding to 1 to 5 makes of each expectation, errors averaged."""
    scale = np.hypot(BALLOT_ERROR, CRITERION_ERROR)
    above = [[0.5 - 0.5 * erf((step - one) / scale / 2**0.5) for one in expected.flat] for step in (1.5, 2.5, 3.5, 4.5)]
    return 1 + np.sum(above, axis=0).reshape(expected.shape)


@dataclass(frozen=True)
class Held:
    """What the view was worth on one jury; `covered` and `severities` are shares of intervals that hold the truth."""

    mean: float
    view: float
    brier: float
    covered: float
    severities: float
    not_comparable: float


def held(plan: Plan, random: np.random.Generator) -> Held | None:
    """None for a draw that leaves a team or a member without a mark, or falls apart."""
    jury = drawn(plan, random)
    view = rank(jury.marks, selected=plan.selected)
    if not view.connected or (len(view.teams), len(view.jurors)) != (plan.teams, plan.jurors):
        return None
    truth = jury.levels[[team.team for team in view.teams]]
    low, high, chance = (
        np.array([getattr(team, name) for team in view.teams]) for name in ("low", "high", "p_selected")
    )
    chosen = truth >= np.sort(truth)[-plan.selected]
    return Held(
        mean=kendall_tau([team.mean for team in view.teams], truth),
        view=kendall_tau([-team.expected_rank for team in view.teams], truth),
        brier=float(np.mean((chance - chosen) ** 2)),
        covered=float(np.mean((low <= truth) & (truth <= high))),
        severities=_share_of_severities(view, jury),
        not_comparable=float(not view.comparable),
    )


def _share_of_severities(view: Ranking[int, int], jury: Jury) -> float:
    return float(np.mean([juror.low <= jury.severities[juror.juror] <= juror.high for juror in view.jurors]))


def kendall_tau(scores: list[float], truth: np.ndarray) -> float:
    """Kendall's tau-b; scores closer than 1e-9 are tied."""
    values = np.round(np.array(scores), 9)
    pairs = np.triu_indices(len(values), 1)
    ours, theirs = (np.sign(one[:, None] - one)[pairs] for one in (values, truth))
    return float((ours * theirs).sum() / np.sqrt((ours**2).sum() * (theirs**2).sum()))


def measured(plan: Plan, juries: int, seed: int = SEED) -> Held:
    """Means over so many juries, the same at each call."""
    random = np.random.default_rng(seed)
    found = [one for one in (held(plan, random) for _jury in range(juries)) if one]
    return Held(*np.mean([list(vars(one).values()) for one in found], axis=0).tolist())


def lines(juries: int) -> Iterator[tuple[str, ...]]:
    for plan in PLANS:
        one = measured(plan, juries)
        figures = (one.mean, one.view, one.view - one.mean, one.brier)
        shares = (one.covered, one.severities, one.not_comparable)
        yield (plan.name, str(juries), *(f"{figure:.3f}" for figure in figures), *(f"{share:.0%}" for share in shares))


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-ranking", description=__doc__)
    parser.add_argument("--juries", type=int, default=1000, help="of each design")
    parser.add_argument("--markdown", action="store_true", help=f"writes the table of {DOCUMENT.name} as well")
    options = parser.parse_args()
    rows = [HEADERS, ("---",) + ("---:",) * (len(HEADERS) - 1), *lines(options.juries)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    sys.stdout.write(f"{table}\n")
    if options.markdown:
        before, _begin, rest = DOCUMENT.read_text().partition(BEGIN)
        DOCUMENT.write_text(f"{before}{BEGIN}\n{table}\n{END}{rest.partition(END)[2]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
