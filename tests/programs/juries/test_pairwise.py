"""Copeland's score over small designs whose outcome is known."""

from itertools import permutations

import pytest

from programs.juries.pairwise import FIRST, SECOND, Choice, outcome, pairs


def ballots(*orders):
    """What members who rank so say of each pair."""
    return [
        Choice(one, other, FIRST if order.index(one) < order.index(other) else SECOND)
        for order in orders
        for one, other in pairs(order)
    ]


def points(found):
    return {score.team: score.points for score in found.scores}


def test_each_pair_is_asked_once_in_one_order():
    assert pairs("cab") == [("a", "b"), ("a", "c"), ("b", "c")]
    assert [len(pairs("abcdef"[:count])) for count in range(7)] == [0, 0, 1, 3, 6, 10, 15]


def test_whoever_beats_every_other_comes_first():
    found = outcome("abcd", ballots("bacd", "bcad", "acbd"))
    assert (found.winner, found.cycles) == ("b", ())
    assert [score.team for score in found.scores] == ["b", "a", "c", "d"]
    assert points(found) == {"b": 3, "a": 1, "c": -1, "d": -3}
    assert [(score.wins, score.losses, score.ties) for score in found.scores] == [
        (3, 0, 0), (2, 1, 0), (1, 2, 0), (0, 3, 0)
    ]  # fmt: skip  # a line a rank
    assert found.beats["b", "a"] == 1 and found.beats["a", "b"] == -1


def test_a_winner_by_pairs_may_be_nobody_s_majority_first():
    found = outcome("abc", ballots("bac", "bac", "cab", "cab", "abc"))
    assert (found.winner, points(found)["a"]) == ("a", 2)


def test_a_circle_is_told_as_a_circle():
    found = outcome("abcd", ballots("abcd", "bcad", "cabd"))
    assert (found.winner, found.cycles) == (None, (("a", "b", "c"),))
    assert points(found) == {"a": 1, "b": 1, "c": 1, "d": -3}
    assert [score.rank for score in found.scores] == [1, 1, 1, 4]


def test_as_many_for_as_against_is_a_tie():
    found = outcome("ab", ballots("ab", "ba"))
    assert (found.winner, found.beats["a", "b"], found.scores[0].ties) == (None, 0, 1)
    assert [(score.rank, score.points) for score in found.scores] == [(1, 0), (1, 0)]


def test_nothing_is_said_of_a_pair_on_which_too_few_have_chosen():
    said = [*ballots("ab", "ab"), Choice("a", "b", 0)]
    assert outcome("ab", said, least=3).beats == {}
    assert outcome("ab", [*said, *ballots("ba")], least=3).beats["a", "b"] == 1


def test_no_opinion_counts_for_neither():
    assert outcome("ab", [*ballots("ab"), Choice("a", "b", 0), Choice("a", "b", 0)]).beats["a", "b"] == 1


@pytest.mark.parametrize("teams", permutations("abcd"))
def test_the_order_of_teams_and_of_choices_changes_nothing(teams):
    said = ballots("bacd", "dcab", "acbd", "dabc")
    assert outcome(teams, said[::-1]) == outcome("abcd", said)


def test_without_a_choice_nobody_is_first():
    found = outcome("ab", [])
    assert (found.winner, found.cycles, dict(found.beats)) == (None, (), {})
    assert outcome("a", []).winner is None
