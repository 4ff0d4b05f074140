"""The advisory view held to juries whose truth is known, always the same ones; `make bench-ranking` prints more."""

import os

import numpy as np
import pytest

from programs.juries.ranking import rank
from tests.bench.ranking import BEGIN, DOCUMENT, END, HEADERS, PLANS, Held, drawn, measured

JURIES = 1000 if os.environ.get("ECLORE_SLOW") else 100
NAMED = {plan.name: plan for plan in PLANS}
COMPLETE, RECUSED, BOTH = (
    "complete panels",
    "recusals, unequal territories",
    "recusals and absences, unequal territories",
)
THREE, READING = "three severe members (1.0) for six passages", "a reading round, 4 readers of 12"


@pytest.fixture(scope="module")
def found() -> dict[str, Held]:
    return {name: measured(NAMED[name], JURIES) for name in (COMPLETE, RECUSED, BOTH, THREE, READING)}


def test_complete_panels_rank_as_the_mean(found):
    assert found[COMPLETE].view == pytest.approx(found[COMPLETE].mean, abs=1e-9)
    assert found[COMPLETE].not_comparable == 0


@pytest.mark.parametrize("name", [RECUSED, BOTH, THREE, READING])
def test_unequal_panels_rank_better_than_the_mean(found, name):
    assert found[name].view >= found[name].mean + 0.015


def test_members_who_are_alike_cost_nothing():
    """Where panels differ by little, correcting them must not bring its own errors."""
    alike = measured(NAMED["the same, members alike (0.3)"], JURIES)
    small = measured(NAMED["a small jury, absences"], JURIES)

    assert alike.view >= alike.mean - 0.005
    assert small.view >= small.mean - 0.005


@pytest.mark.parametrize("name", [COMPLETE, RECUSED, BOTH, THREE, READING])
def test_chances_and_intervals_hold_what_they_promise(found, name):
    assert found[name].brier < 0.15
    assert 0.75 <= found[name].covered <= 0.85
    assert 0.75 <= found[name].severities <= 0.85


def test_three_severe_members_who_left_are_nearly_always_seen(found):
    assert found[THREE].not_comparable > 0.9


def test_a_chance_comes_true_as_often_as_it_says():
    random, plan = np.random.default_rng(7), NAMED[BOTH]
    said, done = [], []
    for _jury in range(JURIES):
        jury = drawn(plan, random)
        truth = np.sort(jury.levels)[-plan.selected]
        for team in rank(jury.marks, selected=plan.selected).teams:
            said.append(team.p_selected)
            done.append(jury.levels[team.team] >= truth)
    said, done = np.array(said), np.array(done)

    for low, high in ((0, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 1.01)):
        held = (low <= said) & (said < high)
        assert done[held].mean() == pytest.approx(said[held].mean(), abs=0.06)


def test_the_document_holds_the_table_of_the_command():
    rows = DOCUMENT.read_text().partition(BEGIN)[2].partition(END)[0].strip().splitlines()
    cells = [tuple(row.strip("| ").split(" | ")) for row in rows]

    assert cells[0] == HEADERS
    assert [row[0] for row in cells[2:]] == [plan.name for plan in PLANS]
