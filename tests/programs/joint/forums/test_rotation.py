"""Who meets whom: whatever the numbers, nobody in two places, nobody twice, as few turns as can be."""

from collections import Counter
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.joint.forums.rotation import rotation, turns_needed

SIZES = st.integers(1, 20).flatmap(
    lambda coaches: st.tuples(st.integers(1, 60), st.just(coaches), st.integers(1, coaches))
)


@given(SIZES)
def test_nobody_is_in_two_places_nor_met_twice_in_the_fewest_turns(size):
    teams, coaches, meetings = size
    found = rotation(teams, coaches, meetings)
    for pair in ("team coach", "team turn", "coach turn"):
        names = pair.split()
        assert len({tuple(getattr(met, name) for name in names) for met in found}) == len(found), pair
    assert Counter(met.team for met in found) == dict.fromkeys(range(teams), meetings)
    loads = Counter(met.coach for met in found)
    assert max(loads.values()) - min(loads.get(coach, 0) for coach in range(coaches)) <= 1
    assert {met.turn for met in found} == set(range(turns_needed(teams, coaches, meetings)))
    assert found == rotation(teams, coaches, meetings)


def test_every_number_of_teams_and_coaches_up_to_twelve():
    tried = 0
    for teams in range(1, 13):
        for coaches in range(1, 13):
            for meetings in range(1, coaches + 1):
                found = rotation(teams, coaches, meetings)
                assert len(found) == teams * meetings
                assert max(met.turn for met in found) + 1 == turns_needed(teams, coaches, meetings)
                tried += 1
    assert tried == 936


def test_amiens_is_quick_and_so_is_the_largest():
    assert turns_needed(15, 6, 3) == 8
    begun = perf_counter()
    rotation(500, 60, 12)
    assert perf_counter() - begun < 5


@pytest.mark.parametrize("meetings", [0, 4])
def test_there_are_enough_coaches(meetings):
    with pytest.raises(ValueError, match="among 3"):
        rotation(5, 3, meetings)
