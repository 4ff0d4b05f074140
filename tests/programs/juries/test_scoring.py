"""The official score can be redone by hand, and keeps its promises whatever the ballots."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from programs.juries import scoring

WEIGHTS = {"problem": Decimal("2.00"), "team": Decimal("1.00"), "impact": Decimal("1.00")}


def some_ballots(random: Random, count: int) -> list[dict[str, int]]:
    return [{key: random.randint(1, 5) for key in WEIGHTS} for _ in range(count)]


def test_a_ballot_weighs_its_criteria():
    assert scoring.ballot_score({"problem": 5, "team": 3, "impact": 1}, WEIGHTS) == Fraction(14, 4)


def test_weights_that_are_all_zero_count_as_equal():
    assert scoring.ballot_score({"a": 1, "b": 4}, {"a": 0, "b": 0}) == Fraction(5, 2)


def test_a_ballot_without_marks_has_no_score():
    with pytest.raises(ValueError, match="no score"):
        scoring.ballot_score({}, WEIGHTS)


def test_a_score_is_the_plain_mean_of_ballots_and_explains_itself_by_criterion():
    score = scoring.official_score(
        [{"problem": 5, "team": 5, "impact": 5}, {"problem": 2, "team": 3, "impact": 1}], WEIGHTS, expected=3
    )

    assert score == scoring.Score(
        mean=Fraction(7, 2),
        ballots=2,
        expected=3,
        criteria={"problem": Fraction(7, 2), "team": Fraction(4), "impact": Fraction(3)},
    )
    assert score.missing == 1


def test_no_ballot_gives_no_mean():
    assert scoring.official_score([], WEIGHTS, expected=4) == scoring.Score(None, 0, 4, {})


@pytest.mark.parametrize("seed", range(40))
def test_a_score_stays_in_the_scale_and_does_not_depend_on_the_order_of_ballots(seed):
    random = Random(seed)
    ballots = some_ballots(random, random.randint(1, 12))
    score = scoring.official_score(ballots, WEIGHTS)
    shuffled = random.sample(ballots, len(ballots))

    assert 1 <= score.mean <= 5
    assert scoring.official_score(shuffled, WEIGHTS) == score


@pytest.mark.parametrize("seed", range(40))
def test_the_weighted_mean_of_criterion_means_is_the_score_when_ballots_are_complete(seed):
    ballots = some_ballots(Random(seed), 7)
    score = scoring.official_score(ballots, WEIGHTS)
    explained = sum(Fraction(WEIGHTS[key]) * mean for key, mean in score.criteria.items()) / Fraction(4)

    assert explained == score.mean


@pytest.mark.parametrize("seed", range(40))
def test_raising_one_mark_never_lowers_a_score(seed):
    random = Random(seed)
    ballots = some_ballots(random, 5)
    before = scoring.official_score(ballots, WEIGHTS).mean
    ballot, key = random.choice(ballots), random.choice(list(WEIGHTS))
    ballot[key] = min(5, ballot[key] + 1)

    assert scoring.official_score(ballots, WEIGHTS).mean >= before


def test_equal_weights_scaled_together_change_nothing():
    ballots = some_ballots(Random(3), 6)
    tenfold = {key: weight * 10 for key, weight in WEIGHTS.items()}

    assert scoring.official_score(ballots, WEIGHTS).mean == scoring.official_score(ballots, tenfold).mean


def test_equals_share_a_rank_and_the_next_one_is_skipped():
    means = {"a": Fraction(1, 3) * 10, "b": Fraction(4), "c": Fraction(10, 3), "d": None, "e": Fraction(2)}

    assert scoring.ranks(means) == {"b": 1, "a": 2, "c": 2, "e": 4, "d": None}
    assert scoring.in_order(means) == ["b", "a", "c", "e", "d"]


def test_means_that_only_look_equal_once_rounded_are_not_tied():
    close = {"a": Fraction(3333, 1000), "b": Fraction(10, 3)}

    assert {str(scoring.rounded(mean)) for mean in close.values()} == {"3.33"}
    assert scoring.ranks(close) == {"b": 1, "a": 2}


@pytest.mark.parametrize(
    ("mean", "shown"),
    [
        (Fraction(10, 3), "3.33"),
        (Fraction(5, 1), "5.00"),
        (Fraction(1001, 400), "2.50"),
        (Fraction(2505, 1000), "2.51"),
    ],
)
def test_half_rounds_up_exactly(mean, shown):
    assert str(scoring.rounded(mean)) == shown
